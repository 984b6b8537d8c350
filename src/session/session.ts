/** What a session remembers: small, bounded, and changed only by events, so that audit can record the patches. */
export interface SessionFacts {
  readonly calls: number;
  readonly denials: number;
  readonly writes: number;
  readonly rowsRead: number;
  /** Milliseconds since the epoch. */
  readonly started: number;
  /** Operator and policy flags, by name. At most 64. */
  readonly flags: Readonly<Record<string, boolean>>;
}
