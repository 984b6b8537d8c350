/** What is counted over all requests since the start. The names it counts under are the law's own, so that there are never many. */
export interface RuleCount {
  readonly fired: number;
  readonly denied: number;
  readonly erred: number;
  /** Milliseconds since the epoch; 0 for never. */
  readonly last: number;
}

export const never: RuleCount = { fired: 0, denied: 0, erred: 0, last: 0 };

export interface EndCount {
  readonly verdict: string;
  readonly code: string;
  /** The phase that it ended in; '' where none decided against it. */
  readonly phase: string;
  readonly system: string;
  readonly count: number;
}

/** How many requests took at most so many milliseconds, for each of the bounds; and the sum over all. */
export interface Spread {
  readonly bounds: readonly number[];
  /** One more than the bounds: the last is of what took longer than all. */
  readonly counts: readonly number[];
  readonly sum: number;
  readonly count: number;
}

export interface Tally {
  readonly rules: ReadonlyMap<string, RuleCount>;
  /** Results in which a value of the class was masked. */
  readonly classes: ReadonlyMap<string, RuleCount>;
  readonly ends: readonly EndCount[];
  readonly spread: Spread;
}

export const latencyBounds = [1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000] as const;
