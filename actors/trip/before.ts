/** The stages before anything happens: resolve, intercept, capability, argument, precondition. They read and decide; they change nothing. */

import type { DatasetName } from '../../src/call/id.js';
import { canBound, canCompare, canPreview } from '../../src/call/outgoing.js';
import { clearColumns, withLapsed } from '../../src/catalog/vouched.js';
import { objectColumnProblems } from '../../src/egress/release.js';
import { type Effects, opaque } from '../../src/intercept/effects.js';
import {
  combine,
  interceptPlain,
  isPlaced,
  unreadable,
  validateArguments,
} from '../../src/intercept/index.js';
import type { Tool } from '../../src/manifest/manifest.js';
import { hasNothingToPreview } from '../../src/native/previewed.js';
import { bound } from '../../src/policy/bindings.js';
import { capabilitiesOf } from '../../src/policy/capabilities.js';
import type { Facts } from '../../src/policy/facts.js';
import { maskedArgument } from '../../src/policy/masked-argument.js';
import type { DecidePhase } from '../../src/policy/policy.js';
import { unanswered, unreadRefusal } from '../../src/policy/unread.js';
import { isReceipt } from '../../src/receipt/seal.js';
import type { Overlaid } from '../cells/overlay.js';
import type { Live } from '../messages.js';
import { on, type Step, wait } from '../request.js';
import { driftFacts } from './during.js';
import { spentBy } from './spending.js';
import { askOfficer, nothingLive, refuse, standingOf, type Trip } from './trip.js';
import { masksSent, sealedPlaces, sealsBound } from './unsealing.js';

export function resolve(trip: Trip): Step {
  const { call, world } = trip;
  const tool = world.law.registry.tools.get(call.tool);
  if (tool === undefined || (tool.audience === 'kernel' && call.parent === undefined))
    return refuse(trip, { code: 'unknown-tool', phase: 'resolve' });
  trip.tool = tool;
  const drift = driftFacts(trip);
  if (drift.length > 0) return refuse(trip, { code: 'tool-drift', phase: 'resolve', facts: drift });
  if (trip.badCursor) return refuse(trip, { code: 'bad-cursor', phase: 'resolve' });
  if (call.isPreview === true && !canPreview(tool))
    return refuse(trip, { code: 'bad-arguments', phase: 'resolve', facts: ['the tool takes no preview'] });
  const problems = validateArguments(tool, call.arguments);
  if (problems.length > 0)
    return refuse(trip, { code: 'bad-arguments', phase: 'resolve', facts: problems.slice(0, 5) });
  return on;
}

const statementArgument = (trip: Trip): string | undefined =>
  trip.tool?.arguments.find((argument) => argument.readsAs.startsWith('sql/'))?.name;

/** Only what names data has a class that could have been carried. */
const namesData = (trip: Trip, tool: Tool): boolean =>
  statementArgument(trip) !== undefined || isPlaced(tool);

const intercepted = (trip: Trip, effects: Effects): Step => {
  trip.effects = { ...effects, egress: withLapsed(effects.egress, trip.catalog, trip.call.at) };
  if (trip.tool !== undefined) trip.capabilities = capabilitiesOf(effects, trip.tool);
  return on;
};

/** What names no data is read at once where no budget is to be looked at; data has the classes that the overlay says, and a statement goes to the analyst as well. */
export function intercept(trip: Trip): Step {
  const { tool, call } = trip;
  if (tool === undefined) return refuse(trip, { code: 'defect', phase: 'intercept' });
  if (namesData(trip, tool) || trip.world.law.policy.budgets.length > 0) return wait;
  return intercepted(trip, interceptPlain(tool, call.arguments, trip.catalog));
}

export async function awaitIntercept(trip: Trip): Promise<Step> {
  const spent = await spentBy(trip);
  if (spent === undefined)
    return refuse(trip, {
      code: 'precondition-failed',
      phase: 'intercept',
      facts: ['the budgets could not be read'],
    });
  trip.spent = spent;
  const { tool, call } = trip;
  if (tool !== undefined && !namesData(trip, tool))
    return intercepted(trip, interceptPlain(tool, call.arguments, trip.catalog));
  const overlaid = await trip.world.officers.overlay.current();
  if (overlaid === undefined)
    return refuse(trip, {
      code: 'precondition-failed',
      phase: 'intercept',
      facts: ['the classes of the data could not be read'],
    });
  trip.catalog = overlaid.catalog;
  if (tool !== undefined && statementArgument(trip) === undefined)
    return intercepted(trip, interceptPlain(tool, call.arguments, overlaid.catalog));
  return readStatement(trip, overlaid);
}

async function readStatement(trip: Trip, { wire, catalog }: Overlaid): Promise<Step> {
  const { tool, call, world } = trip;
  const name = statementArgument(trip);
  const text = name === undefined ? undefined : call.arguments[name];
  const dialect = tool?.arguments.find((argument) => argument.name === name)?.readsAs.slice('sql/'.length);
  if (tool === undefined || typeof text !== 'string' || dialect === undefined)
    return refuse(trip, {
      code: 'not-understood',
      phase: 'intercept',
      facts: ['the statement is not a text'],
    });
  const sealed = await sealsBound(trip, tool);
  if (sealed === undefined)
    return refuse(trip, {
      code: 'precondition-failed',
      phase: 'intercept',
      facts: ['what is sealed could not be looked up'],
    });
  trip.sealed = sealed;
  const why = unreadable(tool, world.law.registry);
  if (why !== undefined) return intercepted(trip, opaque(why));
  const read = await askOfficer<Effects, Parameters<typeof world.officers.analyst.send>[0]>(
    trip,
    world.officers.analyst,
    (ticket) => ({
      type: 'analyst.read',
      ticket,
      request: { system: tool.system, dialect, text, ...(wire === undefined ? {} : { overlay: wire }) },
    }),
  );
  const unread = read === undefined ? unanswered : unreadRefusal(read, tool.system);
  if (read === undefined || unread !== undefined) return refuse(trip, unread ?? unanswered);
  return intercepted(trip, combine(read, interceptPlain(tool, call.arguments, catalog)));
}

/** Gathered when the first phase asks, and the same for all of them; only receipts come later. */
function factsOf(trip: Trip): Facts | undefined {
  const { tool } = trip;
  if (trip.facts !== undefined || tool === undefined) return trip.facts;
  const { receipts, lapsed, doubts } = trip.live;
  trip.facts = bound({
    call: trip.call,
    tool,
    effects: trip.effects,
    capabilities: trip.capabilities,
    catalog: trip.catalog,
    session: trip.world.officers.session.facts(),
    spent: trip.spent,
    ...(trip.sealed.size === 0 ? {} : { sealed: trip.sealed }),
    receipts,
    lapsed,
    doubts,
  });
  return trip.facts;
}

/** Milliseconds that the rules of one phase have. */
const decideTime = 2_000;

function decide(trip: Trip, phase: DecidePhase): Step {
  const { clock, law } = trip.world;
  const facts = factsOf(trip);
  if (facts === undefined) return refuse(trip, { code: 'defect', phase });
  const begun = clock.monotonic();
  const verdict = law.policy.decidePhase(phase, facts);
  trip.trace = [...trip.trace, ...verdict.trace];
  if (verdict.effect === 'deny') return refuse(trip, verdict.refusal);
  // INVARIANT: what was not decided in time is denied, as everything is that was not done in time.
  if (clock.monotonic() - begun > decideTime)
    return refuse(trip, { code: 'rule-error', phase, facts: ['the rules took too long'] });
  trip.obligations = [...trip.obligations, ...verdict.obligations];
  return on;
}

export const capability = (trip: Trip): Step => decide(trip, 'capability');

const isPinned = (trip: Trip): boolean =>
  trip.effects.writes.every((write) => write.scope === 'key-pinned' || write.scope === 'not-applicable');

export function argument(trip: Trip): Step {
  const { tool, call, effects, world } = trip;
  if (tool === undefined) return refuse(trip, { code: 'defect', phase: 'argument' });
  const masks = masksSent(trip, tool);
  if (masks.length > 0) return refuse(trip, maskedArgument({ tool, effects, catalog: trip.catalog }, masks));
  const names = tool.result.rows === 'objects' ? objectColumnProblems(effects) : [];
  if (names.length > 0)
    return refuse(trip, { code: 'withheld', phase: 'argument', facts: names.slice(0, 3) });
  const step = decide(trip, 'argument');
  if (step.go === 'deny') return step;
  if (call.isPreview === true && hasNothingToPreview(effects))
    return refuse(trip, {
      code: 'bad-arguments',
      phase: 'argument',
      facts: ['a preview is of a statement that inserts, updates or deletes rows'],
    });
  if (!canBound(tool, trip.obligations))
    return refuse(trip, { code: 'row-guard', phase: 'argument', facts: ['the tool takes no row bound'] });
  if (!isPinned(trip) && world.law.registry.systems.get(tool.system)?.kernelTools.snapshot === undefined)
    return refuse(trip, { code: 'unpinned-write', phase: 'argument' });
  return step;
}

/** Only what writes, validates or promotes asks for live receipts. */
const needsLive = (trip: Trip): boolean =>
  trip.effects.writes.length > 0 ||
  (trip.tool?.can.some((action) => action === 'validate' || action === 'promote' || action === 'list') ??
    false);

export const precondition = (trip: Trip): Step => (needsLive(trip) ? wait : permit(trip, nothingLive));

const concerned = (trip: Trip): readonly DatasetName[] => {
  const named = trip.effects.touches.map((touch) => touch.dataset);
  const sources = trip.effects.writes.flatMap((write) => [write.dataset, ...write.sources]);
  const wanted = new Set([...named, ...sources]);
  const known = [...trip.world.law.catalog.datasets.keys()];
  return wanted.size === 0 ? known : known.filter((name) => wanted.has(name));
};

export async function awaitPrecondition(trip: Trip): Promise<Step> {
  const live = await askOfficer<Live, Parameters<typeof trip.world.officers.mint.send>[0]>(
    trip,
    trip.world.officers.mint,
    (ticket) => ({
      type: 'mint.live',
      ticket,
      standing: standingOf(trip, concerned(trip)),
    }),
  );
  if (live === undefined)
    return refuse(trip, {
      code: 'precondition-failed',
      phase: 'precondition',
      facts: ['the receipts could not be read'],
    });
  return permit(trip, live);
}

/** INVARIANT: the one place a Permit comes from; all three phases have passed when it is asked for. */
function permit(trip: Trip, live: Live): Step {
  // INVARIANT: only what mint has sealed or admitted counts as a receipt.
  trip.live = { ...live, receipts: live.receipts.filter(isReceipt) };
  const { receipts, lapsed, doubts } = trip.live;
  if (trip.facts !== undefined) trip.facts = { ...trip.facts, receipts, lapsed, doubts };
  const step = decide(trip, 'precondition');
  const facts = factsOf(trip);
  if (step.go === 'deny' || facts === undefined) return step;
  if (!canCompare(facts.tool, trip.obligations))
    return refuse(trip, {
      code: 'precondition-failed',
      phase: 'precondition',
      facts: ['the tool cannot compare the version of its source'],
    });
  const clear = clearColumns(trip.effects.egress, trip.catalog);
  if (clear.length > 0) trip.obligations = [...trip.obligations, { kind: 'clear', columns: clear }];
  const places = sealedPlaces(trip);
  if (places.length > 0) trip.obligations = [...trip.obligations, { kind: 'unseal', places }];
  trip.permit = trip.world.law.policy.permit(facts, trip.obligations);
  return on;
}
