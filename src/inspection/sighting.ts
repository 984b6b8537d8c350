/** What the inspector keeps of one request. It has no field for an argument, a result, a raw answer or a permit. */
import type { Finding } from '../egress/released.js';
import type { Capability, Effects } from '../intercept/effects.js';
import type { Denial } from '../policy/denial.js';
import type { Obligation } from '../policy/obligation.js';
import type { Trace } from '../policy/policy.js';
import type { Receipt } from '../receipt/receipt.js';
import type { RequestRow } from './row.js';
import type { MessageView, StepView } from './trip.js';

/** What the stages found, in the words that the journal has for it. */
export interface SeenFacts {
  readonly effects: Effects;
  readonly capabilities: readonly Capability[];
  readonly obligations: readonly Obligation[];
  readonly trace: readonly Trace[];
  readonly live: {
    readonly receipts: readonly Receipt[];
    readonly lapsed: readonly string[];
    readonly doubts: readonly string[];
  };
  readonly minted: readonly Receipt[];
  readonly findings: readonly Finding[];
  readonly rows: number;
  readonly isTruncated: boolean;
}

export interface SeenEntry {
  readonly seq: number;
  readonly type: string;
  readonly hash: string;
}

export interface Sighting extends Omit<RequestRow, 'ms' | 'isSlow'> {
  /** On the clock that never runs backwards. */
  readonly begun: number;
  /** How long it took; undefined while it is under way. */
  readonly took: number | undefined;
  /** When each stage was asked, in milliseconds from its arrival. */
  readonly entered: readonly { readonly stage: string; readonly at: number }[];
  readonly steps: readonly StepView[];
  readonly told: readonly MessageView[];
  readonly entries: readonly SeenEntry[];
  readonly children: readonly Sighting[];
  readonly facts: SeenFacts;
  readonly denial: Denial | undefined;
}

/** A request is slow from so many milliseconds. */
export const slowFrom = 1_000;

/** Thousandths of a millisecond are as fine as a clock here tells anything. */
export const rounded = (ms: number): number => Math.round(ms * 1_000) / 1_000;

/** `monotonic`: now, on the clock that never runs backwards. */
export const lasted = (sighting: Sighting, monotonic: number): number =>
  rounded(sighting.took ?? monotonic - sighting.begun);

export function rowOf(sighting: Sighting, monotonic: number): RequestRow {
  const { n, id, parent, session, role, tool, system, at, state, verdict, code, endedIn, rule, executed } =
    sighting;
  const ms = lasted(sighting, monotonic);
  return {
    ...{ n, id, parent, session, role, tool, system, at, state, verdict, code, endedIn, rule, executed, ms },
    isSlow: ms >= slowFrom,
  };
}
