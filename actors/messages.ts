/** Every mailbox's messages, on one page. A `ticket` is where the answer goes (see `desk.ts`). Answers are named beside each. */

import type { EntryDraft } from '../src/audit/entry.js';
import type { Budgets, Spender } from '../src/budget/budget.js';
import type { Request } from '../src/budget/spend.js';
import type { Taken } from '../src/budget/took.js';
import type { FlawName } from '../src/call/flaw.js';
import type { DatasetName, RequestId, SessionId, Sha256, SystemName } from '../src/call/id.js';
import type { JsonObject } from '../src/call/json.js';
import type { Deposit, ObjectAt } from '../src/catalog/deposit.js';
import type { Carry } from '../src/catalog/overlay.js';
import type { EngineFault } from '../src/egress/net/engine/engine.js';
import type { Sealed } from '../src/egress/operators/sealed.js';
import type { RawResult } from '../src/egress/released.js';
import type { MovedRows } from '../src/native/plan.js';
import type { Refusal } from '../src/policy/denial.js';
import type { Permit } from '../src/policy/permit.js';
import type { Claim, Receipt } from '../src/receipt/receipt.js';
import type { AbortSignalLike, Link, LinkFault, ReadRequest, Schema } from './powers.js';
import type { EngineFound, Unavailable } from './powers-engine.js';

/** Answers `EntryPlace`, or `Failed` when the entry is not durable. */
export type LedgerMessage =
  | { readonly type: 'ledger.append'; readonly ticket: number; readonly draft: EntryDraft }
  /** Counted and written as one `overload` entry per session and second. No answer. */
  | { readonly type: 'ledger.overload'; readonly session: string; readonly code: string }
  /** What was not read or not served, counted and written as one `session` entry per second. No answer. */
  | { readonly type: 'ledger.refused'; readonly session: string; readonly what: string }
  /** Answers `{ kept: true }` or `Failed`. */
  | { readonly type: 'ledger.keep'; readonly ticket: number; readonly digest: string; readonly text: string }
  /** Flushes, signs the head, closes. Answers `{ closed: true }` or `Failed`. */
  | { readonly type: 'ledger.close'; readonly ticket: number };

export interface Failed {
  readonly failed: string;
}
export const isFailed = (value: unknown): value is Failed =>
  typeof value === 'object' && value !== null && 'failed' in value;

/** What the vault answers a seal. */
export type Lent = { readonly env: Readonly<Record<string, string>> } | Failed;

/** What a receipt must still match to be live. */
export interface Standing {
  readonly session: SessionId;
  readonly policy: Sha256;
  readonly catalog: Sha256;
  readonly datasets: readonly DatasetName[];
}

/** What a write does to classes: what it carries, which datasets it reads or writes, and the overlay's count by which it was judged. */
export interface Carrying {
  readonly carries: readonly Carry[];
  readonly reads: readonly string[];
  readonly judged: number;
}

/** A dataset of objects that is written to: in one of them, or in any. */
export type Overwritten = Pick<ObjectAt, 'dataset'> & Partial<ObjectAt>;

/** What a write does to objects: those that are no more what the kernel has put there, and what it puts there itself. */
export interface Objects {
  readonly overwritten: readonly Overwritten[];
  readonly put?: { readonly at: ObjectAt; readonly deposit: Deposit };
}

export type MintMessage =
  /** Seals a claim as a *pending* receipt. Answers `Receipt` or `Failed`. */
  | {
      readonly type: 'mint.seal';
      readonly ticket: number;
      readonly claim: Claim;
      readonly standing: Standing;
      readonly request: RequestId;
      readonly lifetime: number;
    }
  /** The outcome is durable: pending becomes live. Answers `{ confirmed: true }` or `Failed`. */
  | { readonly type: 'mint.confirm'; readonly ticket: number; readonly receipts: readonly string[] }
  /** Answers `Live` or `Failed`. */
  | { readonly type: 'mint.live'; readonly ticket: number; readonly standing: Standing }
  /** A write is intended: doubt is noted, what it carries is in the overlay, every epoch grows, every receipt of the datasets dies. Answers `Intent` or `Failed`. */
  | {
      readonly type: 'mint.intend';
      readonly ticket: number;
      readonly datasets: readonly DatasetName[];
      readonly request: RequestId;
      readonly carrying?: Carrying;
      readonly objects?: Objects;
    }
  /** The write's outcome is known. Answers `{ settled: true }` or `Failed`. */
  | {
      readonly type: 'mint.settle';
      readonly ticket: number;
      readonly datasets: readonly DatasetName[];
      readonly request: RequestId;
      /** Where the body that was announced has arrived. */
      readonly deposited?: ObjectAt;
    }
  /** Takes or frees a lease on a dataset (compare-and-swap, expires by itself). Answers `{ held: boolean }` or `Failed`. */
  | {
      readonly type: 'mint.lease';
      readonly ticket: number;
      readonly dataset: DatasetName;
      readonly request: RequestId;
      readonly for: number;
    }
  | {
      readonly type: 'mint.free';
      readonly ticket: number;
      readonly dataset: DatasetName;
      readonly request: RequestId;
    }
  /** At start, for each chain whose writer is gone: receipts whose outcome never became durable are void, doubts of dead requests are cleared. Answers `{ voided: number }`. */
  | {
      readonly type: 'mint.recover';
      readonly ticket: number;
      readonly chain: string;
      readonly requests: readonly RequestId[];
    };

/** `stale`: datasets whose classes have changed since the write was judged. `busy`: those that a write judged before them still reads. Either is a no, and leaves no doubt behind. */
export type Intent =
  | { readonly epochs: Readonly<Record<string, number>> }
  | { readonly stale: readonly string[] }
  | { readonly busy: readonly string[] };

export interface Live {
  readonly receipts: readonly Receipt[];
  /** `dataset: reason`, newest first. */
  readonly lapsed: readonly string[];
  readonly doubts: readonly string[];
  readonly epochs: Readonly<Record<string, number>>;
}

/** A token made by the vault for one system, given to that system's supervisor alone; anything else is refused. */
export interface LeaseSeal {
  readonly system: SystemName;
}
export type VaultMessage =
  /** Resolves every reference. Answers `{ ready: true }` or `Failed` naming each unresolved one. */
  | { readonly type: 'vault.open'; readonly ticket: number }
  /** Answers `{ env: Record<string, string> }` (secrets only) or `Failed`. */
  | { readonly type: 'vault.lease'; readonly ticket: number; readonly seal: LeaseSeal };

export type DownstreamMessage =
  /** Takes a Permit and nothing else. Answers `Called`. */
  | {
      readonly type: 'downstream.call';
      readonly ticket: number;
      readonly permit: Permit;
      readonly args: JsonObject;
      readonly signal: AbortSignalLike;
    }
  | { readonly type: 'downstream.stop'; readonly ticket: number }
  /** The credential changed: finish what is in flight, then restart. */
  | { readonly type: 'downstream.restart' }
  | { readonly type: 'downstream.connected'; readonly link: Link }
  | { readonly type: 'downstream.exited'; readonly why: string; readonly isQuarantined?: boolean }
  | { readonly type: 'downstream.tick' };

export type Called =
  | {
      readonly result: RawResult /** Earned by a native tool's plan; a downstream's answer has none. */;
      readonly claims?: readonly Claim[];
      /** What a plan has moved, likewise. */
      readonly moved?: MovedRows;
    }
  /** A native tool's plan ended in a denial. */
  | { readonly refusal: Refusal }
  | {
      readonly fault: 'overloaded' | 'down' | 'drift' | 'permit' | LinkFault['fault'];
      readonly started: boolean;
      readonly why?: Down;
      readonly flaw?: FlawName;
    };

/** Why a system takes no calls. */
export type Down = 'open' | 'quarantined' | 'stopping';

export type AnalystMessage =
  /** Answers `Effects` (opaque on any failure). */
  | { readonly type: 'analyst.read'; readonly ticket: number; readonly request: ReadRequest }
  /** Answers `{ loaded: true }` or `Failed`. */
  | {
      readonly type: 'analyst.load';
      readonly ticket: number;
      readonly system: string;
      readonly schema: Schema;
    };

/** What a call took of a class; of different values their marks. */
export type Took = Taken & { readonly probes: number };

interface Billing {
  readonly ticket: number;
  readonly budgets: Budgets;
  readonly spender: Spender;
}

export type BursarMessage =
  /** Answers `readonly Spent[]` or `Failed`. */
  | (Billing & { readonly type: 'bursar.read' })
  /** Before the intent. Answers `{ reserved: true }`, `{ shortage }` or `Failed`. */
  | (Billing & { readonly type: 'bursar.reserve'; readonly asked: Request })
  /** What was reserved is over. Answers `{ settled: true }`, `{ shortage }` where the result must not leave, or `Failed`. */
  | (Billing & {
      readonly type: 'bursar.settle';
      readonly request: RequestId;
      readonly took: ReadonlyMap<string, Took> | 'unknown';
    });

/** INVARIANT: nobody observes this mailbox: what it holds is what no result shows. */
export type StrongboxMessage =
  /** What a result has left as seals. No answer. */
  | { readonly type: 'strongbox.keep'; readonly session: SessionId; readonly sealed: readonly Sealed[] }
  /** Answers `{ classes }`: of each seal its class, '' where the session holds none such. */
  | {
      readonly type: 'strongbox.tell';
      readonly ticket: number;
      readonly session: SessionId;
      readonly seals: readonly string[];
    }
  /** Answers `{ values }`, or `Failed` where one of them is not held. */
  | {
      readonly type: 'strongbox.open';
      readonly ticket: number;
      readonly session: SessionId;
      readonly seals: readonly string[];
    };

export type SessionMessage =
  | { readonly type: 'session.called'; readonly rows: number; readonly wrote: boolean }
  | { readonly type: 'session.planned'; readonly rows: number }
  | { readonly type: 'session.denied' }
  | { readonly type: 'session.flagged'; readonly flag: string; readonly value: boolean };

/** What the officer of the engine answers: about every text, or why not. */
export type EngineAnswer = EngineFound | Unavailable;
export interface Engine {
  /** Never rejects. */
  ask(texts: readonly string[]): Promise<EngineAnswer>;
  status(): {
    readonly state: 'well' | 'resting' | 'trying' | 'probing';
    readonly failures: number;
    readonly why: EngineFault | '';
  };
  close(): void;
}
export const isUnavailable = (answer: EngineAnswer): answer is Unavailable => 'fault' in answer;
