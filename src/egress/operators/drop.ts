/** Leaves null in the value's place, so that the columns keep their positions. It refuses to say that there was a value. */
import { defineOperator } from './operator.js';

export const drop = defineOperator({
  kind: 'drop',
  shows: 'nothing, not even that there was a value',
  needsIdentity: false,
  apply: () => null,
});
