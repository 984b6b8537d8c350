/** What a call costs its budgets: promised before the intent, settled before the reply. A call that comes to nothing gives back; one whose end nobody knows keeps what it was promised. */

import { boundedBy, budgetsFor, countsResults, isNone, none, type Spent } from '../../src/budget/budget.js';
import { demandOf } from '../../src/budget/demand.js';
import { refusalOf } from '../../src/budget/refusal.js';
import type { Request, Shortage } from '../../src/budget/spend.js';
import { takenIn } from '../../src/budget/taken.js';
import { chooser } from '../../src/egress/operators/choose.js';
import { isReleased } from '../../src/egress/result/release.js';
import type { Refusal } from '../../src/policy/denial.js';
import type { BursarMessage, Took } from '../messages.js';
import { askOfficer, type Trip } from './trip.js';

const tell = <A extends object>(
  trip: Trip,
  build: (ticket: number) => BursarMessage,
): Promise<A | undefined> => askOfficer<A, BursarMessage>(trip, trip.world.officers.bursar, build);

const common = ({ call, world }: Trip) => ({
  budgets: world.law.policy.budgets,
  spender: { session: call.principal.session, role: call.principal.role },
});

const isSpent = ({ world }: Trip): boolean => world.law.policy.budgets.length > 0;

/** INVARIANT: what a plan's inner calls return is told to no agent, but a question of theirs is answered by what the plan then says. */
const showsResults = ({ call, world }: Trip): boolean =>
  call.parent === undefined && countsResults(world.law.policy.budgets);

/** For the conditions of rules; undefined when the accounts could not be read. */
export const spentBy = async (trip: Trip): Promise<readonly Spent[] | undefined> =>
  isSpent(trip)
    ? tell<readonly Spent[]>(trip, (ticket) => ({ type: 'bursar.read', ticket, ...common(trip) }))
    : [];

const unknowable: Refusal = {
  code: 'precondition-failed',
  phase: 'execute',
  facts: ['the budgets could not be read'],
};

interface Told {
  readonly shortage?: Shortage;
}

/** The budget that says no stands among the rules that spoke. */
function refusalIn(trip: Trip, { shortage }: Told, phase: 'execute' | 'mint'): Refusal | undefined {
  if (shortage === undefined) return undefined;
  trip.trace = [...trip.trace, { rule: shortage.rule.id, said: 'match' }];
  return refusalOf(shortage, { phase, policy: trip.world.law.policy.digest });
}

function askedOf(trip: Trip): Request | undefined {
  const { tool, effects, catalog, world, call } = trip;
  if (tool === undefined) return undefined;
  const { budgets, masks } = world.law.policy;
  const { touched, demands } = demandOf({ effects, tool, catalog, choose: chooser(masks) });
  const bounded = [...demands]
    .map(([name, demand]) => {
      const of = call.parent === undefined ? demand : { ...none, probes: demand.probes };
      return [name, boundedBy(budgetsFor(budgets, name), of)] as const;
    })
    .filter(([, demand]) => !isNone(demand));
  return touched.length === 0 ? undefined : { request: call.id, touched, demands: new Map(bounded) };
}

/** INVARIANT: asked before the intent. Of calls that come at once, each sees what the others were promised. */
export async function promiseOf(trip: Trip): Promise<Refusal | undefined> {
  if (!isSpent(trip)) return undefined;
  const asked = askedOf(trip);
  if (asked === undefined) return undefined;
  trip.promised = asked;
  const told = await tell<Told>(trip, (ticket) => ({
    type: 'bursar.reserve',
    ticket,
    asked,
    ...common(trip),
  }));
  if (told === undefined) return unknowable;
  // Of what was not asked for nothing is held.
  if (asked.demands.size === 0) trip.promised = undefined;
  return refusalIn(trip, told, 'execute');
}

async function settle(trip: Trip, took: ReadonlyMap<string, Took> | 'unknown'): Promise<Told | undefined> {
  trip.promised = undefined;
  return tell<Told>(trip, (ticket) => ({
    type: 'bursar.settle',
    ticket,
    request: trip.call.id,
    took,
    ...common(trip),
  }));
}

/** A question has been answered once the system has done what was asked, whatever it has said. */
const questionsOf = ({ promised, executed }: Trip): ReadonlyMap<string, number> =>
  new Map(
    executed === 'no'
      ? []
      : [...(promised?.demands ?? [])].map(([name, { probes }]) => [name, probes] as const),
  );

const nothingTaken = { rows: 0, bytes: 0, marks: [], more: 0 };

function tookBy(trip: Trip): ReadonlyMap<string, Took> {
  const { reply, tool, effects, world } = trip;
  const { law, digest } = world;
  const questions = questionsOf(trip);
  const taken =
    tool === undefined || reply === undefined || !isReleased(reply) || !showsResults(trip)
      ? new Map<string, never>()
      : (reply.sent?.taken ??
        takenIn({ effects, tool, released: reply, choose: chooser(law.policy.masks), digest }));
  return new Map(
    [...new Set([...questions.keys(), ...taken.keys()])].map((name) => [
      name,
      { ...nothingTaken, ...taken.get(name), probes: questions.get(name) ?? 0 },
    ]),
  );
}

const hasFindings = ({ reply }: Trip): boolean =>
  reply !== undefined && isReleased(reply) && reply.findings.length > 0;

/** Whether the result that is about to leave has a price. */
export const owes = (trip: Trip): boolean =>
  isSpent(trip) && (trip.promised !== undefined || (showsResults(trip) && hasFindings(trip)));

/** INVARIANT: nothing leaves that was not counted. */
export async function pay(trip: Trip): Promise<Refusal | undefined> {
  if (!owes(trip)) return undefined;
  const took = tookBy(trip);
  const told = await settle(trip, took);
  if (told === undefined) return { ...unknowable, phase: 'mint' };
  trip.took = took;
  return refusalIn(trip, told, 'mint');
}

/** For a call that ends without a result. What it was promised and never took is given back; an end that nobody knows takes it all. */
export async function letGo(trip: Trip, isKnown: boolean): Promise<void> {
  if (trip.promised === undefined) return;
  const questions = [...questionsOf(trip)].map(
    ([name, probes]) => [name, { ...nothingTaken, probes }] as const,
  );
  await settle(trip, isKnown ? new Map(questions) : 'unknown');
}
