/** Shows the value, because a policy says so in as many words. It refuses nothing: no default ever chooses it. */
import { defineOperator } from './operator.js';

export const pass = defineOperator({
  kind: 'pass',
  shows: 'the value',
  needsIdentity: false,
  apply: ({ value }) => value,
});
