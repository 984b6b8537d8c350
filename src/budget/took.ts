/** What a result took of one class. It holds counts and digests, and no value. */

export interface Taken {
  readonly rows: number;
  readonly bytes: number;
  /** Digests of what left of each different value. */
  readonly marks: readonly string[];
  /** Values of which nobody can say whether they are different. */
  readonly more: number;
}
