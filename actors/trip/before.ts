/** The stages before anything happens: resolve, intercept, capability, argument, precondition. They read and decide; they change nothing. */

import type { DatasetName } from '../../src/call/id.js';
import { clearColumns } from '../../src/catalog/vouched.js';
import { objectColumnProblems } from '../../src/egress/result/release.js';
import { validateArguments } from '../../src/intercept/index.js';
import { cleanMedia } from '../../src/manifest/clean-media.js';
import { hasNothingToPreview } from '../../src/native/previewed.js';
import { bound } from '../../src/policy/bindings.js';
import type { Facts } from '../../src/policy/facts.js';
import { withProbes } from '../../src/policy/joins.js';
import { maskedArgument } from '../../src/policy/masked-argument.js';
import { canBound, canCompare, canPreview } from '../../src/policy/outgoing.js';
import type { DecidePhase } from '../../src/policy/policy.js';
import { isReceipt } from '../../src/receipt/seal.js';
import type { Live } from '../messages.js';
import { on, type Step, wait } from '../request.js';
import { driftFacts } from './calling.js';
import { askOfficer, nothingLive, refuse, standingOf, type Trip } from './trip.js';
import { masksSent, sealedPlaces } from './unsealing.js';

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

/** Gathered when the first phase asks, and the same for all of them; only receipts come later. */
function factsOf(trip: Trip): Facts | undefined {
  const { tool } = trip;
  if (trip.facts !== undefined || tool === undefined) return trip.facts;
  const { receipts, lapsed, doubts } = trip.live;
  const { law } = trip.world;
  trip.facts = bound({
    call: trip.call,
    tool,
    effects: withProbes(trip.effects, law.policy.grants, trip.call.principal.role),
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
  const { egress, deposit } = trip.effects;
  const shown = [...egress, ...(deposit?.egress ?? [])];
  const clear = clearColumns(shown, trip.catalog);
  if (clear.length > 0) trip.obligations = [...trip.obligations, { kind: 'clear', columns: clear }];
  const media = cleanMedia(facts.tool, trip.call.at);
  if (media.length > 0) trip.obligations = [...trip.obligations, { kind: 'media', media }];
  const places = sealedPlaces(trip);
  if (places.length > 0) trip.obligations = [...trip.obligations, { kind: 'unseal', places }];
  trip.permit = trip.world.law.policy.permit(facts, trip.obligations);
  return on;
}
