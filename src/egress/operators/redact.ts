/** Puts the class in the value's place, and null in a number's. It refuses to show anything of the value, its length included. */
import { defineOperator, nothingOf } from './operator.js';

export const redact = defineOperator({
  kind: 'redact',
  shows: 'the class of the value, and null in place of a number',
  needsIdentity: false,
  apply: nothingOf,
});
