/** `aegis__explain`: why a call of this session was decided as it was, as much of it as the policy tells an agent. It shows no value. */
import { type JsonObject, own } from '../call/json.js';
import { type Disclosure, shownAt } from '../policy/disclosure.js';
import { defineNative, type PlanStep } from './plan.js';

const unknown: PlanStep = {
  refuse: {
    code: 'bad-arguments',
    phase: 'execute',
    facts: ['no decision of this session has that id'],
    help: 'send the whole id, as the denial of a call of this session has it',
  },
};

function disclosed(summary: JsonObject, disclosure: Disclosure): JsonObject {
  const shown = shownAt[disclosure];
  if (shown === undefined) return summary;
  return Object.fromEntries(Object.entries(summary).filter(([part]) => shown.includes(part)));
}

export const explain = defineNative({
  kind: 'explain',
  step: (args, world) => {
    const decision = own(args, 'decision');
    const found = typeof decision === 'string' ? world.decisions.get(decision) : undefined;
    return found === undefined
      ? unknown
      : { done: { decision: disclosed(found, world.disclosure) }, claims: [] };
  },
});
