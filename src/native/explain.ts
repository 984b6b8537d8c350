/** `aegis__explain`: why a call of this session was decided as it was. It shows what the denial showed and no value. */
import { own } from '../call/json.js';
import { defineNative, refuse } from './plan.js';

export const explain = defineNative({
  kind: 'explain',
  step: (args, world) => {
    const decision = own(args, 'decision');
    const found = typeof decision === 'string' ? world.decisions.get(decision) : undefined;
    return found === undefined
      ? refuse('bad-arguments', 'no decision of this session has that id')
      : { done: { decision: found }, claims: [] };
  },
});
