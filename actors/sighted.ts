/** One request as it is being watched: each thing that it does is noted as it happens. It keeps the trip's facts and lets go of what they came from. */
import { shownTool } from '../src/audit/bodies.js';
import { isObject } from '../src/call/json.js';
import { isReleased } from '../src/egress/release.js';
import type { SeenEntry, SeenFacts, Sighting } from '../src/inspection/sighting.js';
import type { MessageView, StepView } from '../src/inspection/trip.js';
import type { Denial } from '../src/policy/denial.js';
import type { RequestWatch } from './observer.js';
import type { Ended, Trip } from './trip.js';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** A `Sighting` while it is being written. */
export type Sighted = Mutable<
  Omit<Sighting, 'entered' | 'steps' | 'told' | 'entries' | 'children' | 'facts'>
> & {
  readonly entered: { readonly stage: string; readonly at: number }[];
  readonly steps: StepView[];
  readonly told: MessageView[];
  readonly entries: SeenEntry[];
  readonly children: Sighted[];
  facts: SeenFacts;
};

/** More than this of one request is not kept: only something that repeats itself has as much. */
const most = 256;

export function push<T>(list: T[], one: T): void {
  if (list.length < most) list.push(one);
}

/** By reference, all of it in the journal's words; the arguments, the permit and the results are not among it. */
const factsOf = (trip: Trip): SeenFacts => {
  const released = trip.reply !== undefined && isReleased(trip.reply) ? trip.reply : undefined;
  return {
    effects: trip.effects,
    capabilities: trip.capabilities,
    obligations: trip.obligations,
    trace: trip.trace,
    live: trip.live,
    minted: trip.receipts,
    findings: released?.findings ?? [],
    rows: released?.rows ?? 0,
    isTruncated: released?.truncated ?? false,
  };
};

export function sightedOf(trip: Trip, n: number, monotonic: number): Sighted {
  const { call } = trip;
  return {
    n,
    id: call.id,
    parent: call.parent ?? '',
    session: call.principal.session,
    role: call.principal.role,
    tool: shownTool(call.tool),
    system: trip.world.law.registry.tools.get(call.tool)?.system ?? '',
    at: call.at,
    state: 'resolve',
    verdict: 'pending',
    code: '',
    endedIn: '',
    rule: '',
    executed: 'no',
    begun: monotonic,
    took: undefined,
    entered: [],
    steps: [{ at: 0, state: 'resolve', verdict: 'pending', executed: 'no' }],
    told: [],
    entries: [],
    children: [],
    facts: factsOf(trip),
    denial: undefined,
  };
}

/** The denial as it is said; undefined for anything else. */
function denialIn({ result }: Ended): Denial | undefined {
  const said = result.structuredContent;
  if (result.isError !== true || said === undefined || !isObject(said)) return undefined;
  // `as`: an error result that a request ends in is a Denial, made in `after.ts`; its kind says so.
  return said.kind === 'aegis.denial' ? (said as unknown as Denial) : undefined;
}

export interface Told {
  readonly monotonic: () => number;
  readonly moved: () => void;
  readonly ended: (ended: Ended) => void;
}

export function watchOf(sighted: Sighted, trip: Trip, { monotonic, moved, ended }: Told): RequestWatch {
  const since = (): number => monotonic() - sighted.begun;
  return {
    entered: (stage) => push(sighted.entered, { stage, at: since() }),
    stepped: (state, { verdict, executed }) => push(sighted.steps, { at: since(), state, verdict, executed }),
    stood: ({ state, context }) => {
      const isSame = sighted.state === state;
      sighted.state = state;
      sighted.verdict = context.verdict;
      sighted.executed = context.executed;
      sighted.facts = factsOf(trip);
      if (!isSame) moved();
    },
    told: (from, to, type) => push(sighted.told, { at: since(), from, to, type }),
    ended: (all) => {
      const { context } = all;
      sighted.took = since();
      sighted.code = context.code;
      sighted.endedIn = context.endedIn;
      sighted.denial = denialIn(all);
      sighted.rule = context.verdict === 'allowed' ? '' : (sighted.denial?.rule?.id ?? '');
      sighted.facts = factsOf(trip);
      ended(all);
    },
  };
}
