/** One request as the inspector lists it. Names, states and times; an argument or a result has no field to stand in. */

export type ShownVerdict = 'pending' | 'allowed' | 'denied' | 'errored' | 'cancelled' | 'timedout';

export interface RequestRow {
  /** In the order of arrival, from 1; what a page of rows is continued by. */
  readonly n: number;
  /** The decision id that the agent, the journal and `aegis explain` share. */
  readonly id: string;
  /** The request whose plan asked for this one; '' for the agent's own, `boot` for the kernel's. */
  readonly parent: string;
  readonly session: string;
  readonly role: string;
  /** As the journal shows it: a name that is not plain is its length alone. */
  readonly tool: string;
  /** '' where no manifest names the tool. */
  readonly system: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Where the request machine stands: a stage, or `done` or `denied`. */
  readonly state: string;
  readonly verdict: ShownVerdict;
  /** '' unless it ended otherwise than allowed. */
  readonly code: string;
  /** The phase that decided against it; '' while none has. */
  readonly endedIn: string;
  /** The rule that decided against it; '' where none did. */
  readonly rule: string;
  readonly executed: 'no' | 'intended' | 'confirmed' | 'unknown';
  /** From its arrival to its end, or until now. Of a journal's: from its intent to its outcome; null where one entry alone tells of it. */
  readonly ms: number | null;
  readonly isSlow: boolean;
}

export interface RowPage {
  /** Newest first. */
  readonly rows: readonly RequestRow[];
  /** The `before` of the next page; null when there is none. */
  readonly next: number | null;
  /** How many of those held fit the filters. */
  readonly matching: number;
  readonly held: number;
  /** Those that the ring has let go. */
  readonly dropped: number;
}
