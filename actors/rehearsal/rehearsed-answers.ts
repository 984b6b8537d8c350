/** Which lines ask what no test states of a plan's later calls: rows that an earlier one was answered. It decides nothing; it tells what a decision hangs on. */
import type { JsonObject } from '../../src/call/json.js';
import { unanswered } from '../../src/policy/bindings.js';
import type { Ended, Trip } from '../trip/trip.js';

const phases = ['capability', 'argument', 'precondition'] as const;

/** What a plan puts is what it was answered: a body, rows, and what is told of them. */
const madeOfAnswers = ({ arguments: args }: { readonly arguments: JsonObject }, { tool }: Trip) =>
  Object.keys(args).filter(
    (name) =>
      Array.isArray(args[name]) ||
      tool?.arguments.some((one) => one.name === name && one.readsAs === 'body') === true,
  );

function askedBy(trip: Trip): readonly string[] {
  const { facts, call, world } = trip;
  if (facts === undefined) return [];
  const without = unanswered(facts, madeOfAnswers(call, trip));
  const erred = new Set(trip.trace.filter(({ said }) => said === 'error').map(({ rule }) => rule));
  for (const phase of phases) {
    const { effect, trace } = world.law.policy.decidePhase(phase, without);
    const found = trace.filter(({ rule, said }) => said === 'error' && !erred.has(rule));
    if (effect === 'deny') return found.map(({ rule }) => rule);
  }
  return [];
}

/** By their ids. The first call of a plan has no answer before it. */
export const unstatedIn = (inner: readonly Ended[]): readonly string[] => [
  ...new Set(inner.slice(1).flatMap(({ trip }) => askedBy(trip))),
];
