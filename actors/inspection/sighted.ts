/** One request as it is being watched: each thing that it does is noted as it happens. It keeps the trip's facts and lets go of what they came from. */
import { shownTool } from '../../src/audit/bodies.js';
import { isObject } from '../../src/call/json.js';
import { isReleased } from '../../src/egress/result/release.js';
import type { ShownVerdict } from '../../src/inspection/row.js';
import type { SeenEntry, SeenFacts, Sighting } from '../../src/inspection/sighting.js';
import type { Denial } from '../../src/policy/denial.js';
import type { RequestWatch } from '../observer.js';
import type { Executed, RequestContext, Stage } from '../request.js';
import type { Standing } from '../trip/course.js';
import type { Ended, Trip } from '../trip/trip.js';
import type { Alike } from './alike.js';
import { Trail, type TrailTerms } from './trail.js';

/** More than this of one request is not kept: only something that repeats itself has as much. */
const most = 256;

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

/** The denial as it is said; undefined for anything else. */
function denialIn({ result }: Ended): Denial | undefined {
  const said = result.structuredContent;
  if (result.isError !== true || said === undefined || !isObject(said)) return undefined;
  // `as`: an error result that a request ends in is a Denial, made in `after.ts`; its kind says so.
  return said.kind === 'aegis.denial' ? (said as unknown as Denial) : undefined;
}

/** One for all that have none. */
const nothing: readonly never[] = [];

export interface Arrival {
  /** In the order of arrival, from 1. */
  readonly n: number;
  readonly terms: TrailTerms;
}

/** A `Sighting` while it is being written: fields once, for there are ten thousand of it. */
export class Sighted implements Sighting {
  readonly n: number;
  readonly id: string;
  readonly parent: string;
  readonly session: string;
  readonly role: string;
  readonly tool: string;
  readonly system: string;
  readonly at: number;
  readonly trail: Trail;
  entries: readonly SeenEntry[] = nothing;
  children: readonly Sighted[] = nothing;
  state = 'resolve';
  verdict: ShownVerdict = 'pending';
  executed: Executed = 'no';
  code = '';
  endedIn = '';
  rule = '';
  took: number | undefined = undefined;
  /** Where it was last told to stand, by a number of whoever tells. */
  place = 0;
  denial: Denial | undefined = undefined;
  /** The trip while it is under way; from its end on, what is kept of it. */
  #found: Trip | SeenFacts;

  constructor(trip: Trip, { n, terms }: Arrival) {
    const { call, world } = trip;
    this.n = n;
    this.id = call.id;
    this.parent = call.parent ?? '';
    this.session = call.principal.session;
    this.role = call.principal.role;
    const known = world.law.registry.tools.get(call.tool);
    // The registry's own words where they are known: ten thousand requests share them.
    this.tool = known?.name ?? shownTool(call.tool);
    this.system = known?.system ?? '';
    this.at = call.at;
    this.trail = new Trail(terms);
    this.trail.step('resolve', { verdict: 'pending', executed: 'no' });
    this.#found = trip;
  }

  get begun(): number {
    return this.trail.begun;
  }

  get entered(): Sighting['entered'] {
    return this.trail.entered;
  }

  get steps(): Sighting['steps'] {
    return this.trail.stepped;
  }

  get told(): Sighting['told'] {
    return this.trail.told;
  }

  get facts(): SeenFacts {
    return 'world' in this.#found ? factsOf(this.#found) : this.#found;
  }

  linked(entry: SeenEntry): void {
    if (this.entries.length < most) this.entries = [...this.entries, entry];
  }

  planned(child: Sighted): void {
    if (this.children.length < most) this.children = [...this.children, child];
  }

  /** Whether it stands somewhere else now. */
  stood({ state, context }: Standing): boolean {
    const isSame = this.state === state;
    this.state = state;
    this.verdict = context.verdict;
    this.executed = context.executed;
    return !isSame;
  }

  ended(all: Ended, alike: Alike): void {
    const { context, trip } = all;
    this.took = this.trail.since;
    this.code = context.code;
    this.endedIn = context.endedIn;
    this.denial = denialIn(all);
    this.rule = context.verdict === 'allowed' ? '' : (this.denial?.rule?.id ?? '');
    this.#found = alike.of(this.tool, factsOf(trip));
    this.trail.end();
  }
}

export interface Told {
  readonly alike: Alike;
  readonly moved: (sighted: Sighted) => void;
  readonly ended: (sighted: Sighted) => void;
}

/** One object a request, and no closures. */
class Watch implements RequestWatch {
  readonly #sighted: Sighted;
  readonly #told: Told;

  constructor(sighted: Sighted, told: Told) {
    this.#sighted = sighted;
    this.#told = told;
  }

  entered(stage: Stage): void {
    this.#sighted.trail.enter(stage);
  }

  stepped(state: string, context: RequestContext): void {
    this.#sighted.trail.step(state, context);
  }

  stood(standing: Standing): void {
    if (this.#sighted.stood(standing)) this.#told.moved(this.#sighted);
  }

  told(from: string, to: string, type: string): void {
    this.#sighted.trail.tell(from, to, type);
  }

  ended(all: Ended): void {
    this.#sighted.ended(all, this.#told.alike);
    this.#told.ended(this.#sighted);
  }
}

export const watchOf = (sighted: Sighted, told: Told): RequestWatch => new Watch(sighted, told);
