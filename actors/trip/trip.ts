/** One request's belongings on its way through the machine: what each stage found. Stages fill it; nobody else holds it. */
import type { Spent } from '../../src/budget/budget.js';
import type { Request } from '../../src/budget/spend.js';
import type { Call } from '../../src/call/call.js';
import type { JsonObject } from '../../src/call/json.js';
import type { Catalog } from '../../src/catalog/catalog.js';
import type { Digest } from '../../src/digest.js';
import type { EngineFault } from '../../src/egress/net/engine/engine.js';
import type { Scrub, ScrubTable } from '../../src/egress/net/scrub.js';
import type { RawResult, Released, ToolResult } from '../../src/egress/released.js';
import { type Capability, type Effects, noEffects } from '../../src/intercept/effects.js';
import type { Registry, Tool } from '../../src/manifest/manifest.js';
import type { Change } from '../../src/manifest/pin.js';
import type { MovedRows } from '../../src/native/plan.js';
import type { Synthesised } from '../../src/native/synthesised.js';
import type { Denial, Refusal } from '../../src/policy/denial.js';
import type { Facts } from '../../src/policy/facts.js';
import type { Obligation } from '../../src/policy/obligation.js';
import type { Permit } from '../../src/policy/permit.js';
import type { Policy, Trace } from '../../src/policy/policy.js';
import type { Claim, Receipt } from '../../src/receipt/receipt.js';
import type { SessionFacts } from '../../src/session/session.js';
import type { DepositView } from '../cells/deposits.js';
import type { OverlayView } from '../cells/overlay.js';
import { type Desk, isNoAnswer, type Mailbox } from '../desk.js';
import {
  type AnalystMessage,
  type BursarMessage,
  type DownstreamMessage,
  type Engine,
  isFailed,
  type LedgerMessage,
  type Live,
  type MintMessage,
  type SessionMessage,
  type Standing,
  type StrongboxMessage,
  type Took,
} from '../messages.js';
import type { AbortSignalLike, Clock, Masking } from '../powers.js';
import { denied, type Executed, type RequestContext, type Step } from '../request.js';
import type { Cursors } from './cursors.js';

/** The law in force when a request was admitted; it stays as it is while the kernel runs. */
export interface Law {
  readonly registry: Registry;
  readonly catalog: Catalog;
  readonly policy: Policy;
}

export interface Officers {
  readonly desk: Desk;
  readonly ledger: Mailbox<LedgerMessage>;
  readonly mint: Mailbox<MintMessage>;
  readonly analyst: Mailbox<AnalystMessage>;
  readonly bursar: Mailbox<BursarMessage>;
  readonly strongbox: Mailbox<StrongboxMessage>;
  readonly downstream: (system: string) => Mailbox<DownstreamMessage> | undefined;
  readonly session: { facts(): SessionFacts; send(message: SessionMessage): void };
  readonly scrub: Scrub;
  readonly scrubTable: () => ScrubTable;
  readonly masking: Masking;
  /** Absent where no engine is configured. */
  readonly engine?: Engine | undefined;
  readonly cursors: Cursors;
  /** Remembers a decision's summary for `aegis__explain`. */
  readonly remember: (decision: string, summary: JsonObject) => void;
  /** What has changed in a tool since it was approved. */
  readonly drift: (tool: Tool) => readonly Change[];
  /** The structure of a system changed: read it again. */
  readonly structureChanged: (system: string) => void;
  /** The reading of a system's structure that a statement has to wait for; undefined for none. */
  readonly structureUnderWay: (system: string) => Promise<void> | undefined;
  /** The reading that a statement was worth that nobody understood; undefined while what is known is fresh. */
  readonly structureDoubted: (system: string) => Promise<void> | undefined;
  /** The catalog with what writes have carried, now. */
  readonly overlay: OverlayView;
  /** What kernels have themselves put into objects. */
  readonly deposits: DepositView;
}

export interface World {
  readonly law: Law;
  readonly officers: Officers;
  readonly clock: Clock;
  readonly digest: Digest;
}

/** Of how many texts, and why it had no answer to them. */
export interface EngineUse {
  readonly asked: number;
  readonly fault?: EngineFault;
}

export interface Trip {
  readonly call: Call;
  readonly world: World;
  /** Aborted when the agent cancels or the request's time is up. */
  readonly signal: AbortSignalLike;
  readonly offset: number;
  readonly badCursor: boolean;
  tool: Tool | undefined;
  /** As the call was judged: what was carried since is not in it. */
  catalog: Catalog;
  effects: Effects;
  capabilities: readonly Capability[];
  /** What has been given of each class before this call. */
  spent: readonly Spent[];
  /** Of what is bound, by number, the class of each seal; '' for one that this session does not hold. */
  sealed: ReadonlyMap<number, string>;
  /** What rules are asked about, once the first phase has gathered it. */
  facts: Facts | undefined;
  obligations: readonly Obligation[];
  trace: readonly Trace[];
  live: Live;
  permit: Permit | undefined;
  /** What the bursar was asked to hold for it, until that is settled. */
  promised: Request | undefined;
  /** What it took of each class. */
  took: ReadonlyMap<string, Took> | undefined;
  intended: boolean;
  /** Audit has begun to write how it ended: nothing may be intended any more. */
  closed: boolean;
  executed: Executed;
  /** Of a preview: the system has not said that it was rolled back. Then it counts as the write. */
  mayStand: boolean;
  raw: RawResult | undefined;
  claims: readonly Claim[];
  /** By a plan, all of its parts together. */
  moved: MovedRows | undefined;
  /** What the engine was asked of the result. */
  engine: EngineUse | undefined;
  reply: Released | Synthesised | undefined;
  receipts: readonly Receipt[];
  refusal: Refusal | undefined;
  denial: Denial | undefined;
  result: ToolResult | undefined;
  /** What of the reply is sent, as the text that the outcome's digest is over. */
  json: ToolResult['json'];
}

export const nothingLive: Live = { receipts: [], lapsed: [], doubts: [], epochs: {} };

const nothingSealed: ReadonlyMap<number, string> = new Map();

/** How a request ended, and what is said of it. */
export interface Ended {
  readonly result: ToolResult;
  readonly trip: Trip;
  readonly context: RequestContext;
}

export interface TripStart {
  readonly call: Call;
  readonly world: World;
  readonly signal: AbortSignalLike;
  readonly offset: number;
  readonly badCursor: boolean;
}

/** Each name written out: a spread of as many costs more than all of them. */
export const startTrip = ({ call, world, signal, offset, badCursor }: TripStart): Trip => ({
  call,
  world,
  signal,
  offset,
  badCursor,
  tool: undefined,
  catalog: world.law.catalog,
  effects: noEffects,
  capabilities: [],
  spent: [],
  sealed: nothingSealed,
  facts: undefined,
  obligations: [],
  trace: [],
  live: nothingLive,
  permit: undefined,
  promised: undefined,
  took: undefined,
  intended: false,
  closed: false,
  executed: 'no',
  mayStand: false,
  raw: undefined,
  claims: [],
  moved: undefined,
  engine: undefined,
  reply: undefined,
  receipts: [],
  refusal: undefined,
  denial: undefined,
  result: undefined,
  json: undefined,
});

/** Puts the refusal where the reply and the journal find it, and answers the machine. */
export function refuse(trip: Trip, refusal: Refusal): Step {
  trip.refusal ??= refusal;
  return denied(refusal.code);
}

/** Milliseconds an officer has to answer. Past it the request is denied: no answer is a no. */
export const officerDeadline = 10_000;

/** Asks an officer; undefined for no answer or a failure, which the caller turns into a denial. */
export async function askOfficer<A extends object, M>(
  trip: Trip,
  officer: Mailbox<M> | undefined,
  build: (ticket: number) => M,
): Promise<A | undefined> {
  const answer = await trip.world.officers.desk.ask<A, M>(officer, build, officerDeadline);
  return isNoAnswer(answer) || isFailed(answer) ? undefined : answer;
}

export const askMint = <A extends object>(
  trip: Trip,
  build: (ticket: number) => MintMessage,
): Promise<A | undefined> => askOfficer<A, MintMessage>(trip, trip.world.officers.mint, build);

export const standingOf = (trip: Trip, datasets: Standing['datasets']): Standing => ({
  session: trip.call.principal.session,
  policy: trip.world.law.policy.digest,
  catalog: trip.world.law.catalog.version,
  datasets,
});

export const written = (trip: Trip): Standing['datasets'] => [
  // `as`: a write's dataset that passed the capability phase is a catalogued name.
  ...new Set(trip.effects.writes.map((write) => write.dataset as Standing['datasets'][number])),
];
