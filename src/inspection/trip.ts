/** One request's trip as the inspector shows it: what each stage saw, what decided, and what the journal holds of it. No value of the data. */
import type { RequestRow, ShownVerdict } from './row.js';

/** One thing that a stage saw: names, counts, digests. */
export interface Seen {
  /** `capabilities`, `statement`, `rules`, `receipts`, `obligations`, `masked` and so on; a heading for people. */
  readonly what: string;
  readonly values: readonly string[];
}

export interface StageView {
  /** A state of the request machine, from `resolve` to `audit`. */
  readonly stage: string;
  /** Milliseconds from the request's arrival. Of a journal's: when the entry was written that tells of it. */
  readonly at: number;
  /** How long it stood there; until now for the one it stands in. Null where the journal does not say. */
  readonly ms: number | null;
  readonly how: 'passed' | 'stopped' | 'here';
  readonly saw: readonly Seen[];
}

/** After one step of the machine. */
export interface StepView {
  /** As a stage has it. */
  readonly at: number;
  readonly state: string;
  readonly verdict: ShownVerdict;
  readonly executed: RequestRow['executed'];
}

/** One message between two actors, by type alone. */
export interface MessageView {
  /** Milliseconds from the request's arrival. */
  readonly at: number;
  /** `request`, `north`, `ledger`, `mint`, `analyst`, `native`, or `downstream:` and a system. */
  readonly from: string;
  readonly to: string;
  readonly type: string;
}

/** `broken`: the chain does not hold where it stands, or before. */
export type Proof = 'pending' | 'durable' | 'signed' | 'broken';

export interface EntryView {
  readonly seq: number;
  readonly type: string;
  readonly hash: string;
  /** `signed`: a signed head of the chain is over it. */
  readonly proof: Proof;
}

/** The denial as the agent was given it, and where its rule is written. */
export interface DenialView {
  readonly code: string;
  /** What the code means. */
  readonly message: string;
  readonly phase: string;
  readonly rule: {
    readonly id: string;
    readonly because: string;
    /** `grant`, `forbid`, `limit`, `require`, `mask`; '' for one that the kernel adds. */
    readonly kind: string;
    /** `file:line`; '' for one that the kernel adds. */
    readonly place: string;
    /** As it is written; '' for one that the kernel adds. */
    readonly text: string;
  } | null;
  readonly facts: readonly string[];
  readonly remedies: readonly { readonly tool: string; readonly args: string; readonly why: string }[];
  readonly help: string;
  readonly retry: 'no' | 'later' | 'changed';
  /** The whole text that the agent's model read; '' where the journal alone is known, which does not hold it. */
  readonly text: string;
}

export interface TripView {
  /** `watched` as it happened, or put together from the entries of the `journal`, which hold the times of entries and no messages. */
  readonly source: 'watched' | 'journal';
  readonly row: RequestRow;
  /** Calls that its plan made, oldest first, as far as the ring holds them. */
  readonly children: readonly RequestRow[];
  /** Those that it entered, in order. */
  readonly stages: readonly StageView[];
  readonly steps: readonly StepView[];
  readonly messages: readonly MessageView[];
  readonly denial: DenialView | null;
  readonly entries: readonly EntryView[];
}
