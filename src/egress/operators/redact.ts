/** Puts the class in the value's place. It refuses to show anything of the value, its length included. */
import { redacted } from '../mask-form.js';
import { defineOperator } from './operator.js';

export const redact = defineOperator({
  kind: 'redact',
  shows: 'the class of the value',
  needsIdentity: false,
  apply: (masking) => redacted(masking.class),
});
