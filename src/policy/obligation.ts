/** What an allowed call still owes: discharged before execute (bounds) or on the way out (masks). */
export interface MaskRule {
  readonly id: string;
  /** `pii.email`, or `pii.*`. The most specific wins. */
  readonly class: string;
  readonly operator: 'redact' | 'token' | 'last4' | 'year' | 'domain' | 'drop' | 'pass';
  /** Counts aggregated over at least this many rows are let through. */
  readonly unlessAggregatedOver?: number;
}

export type Obligation =
  | { readonly kind: 'mask'; readonly rules: readonly MaskRule[] }
  | {
      readonly kind: 'row-bound';
      readonly dataset: string;
      readonly rows: number;
      readonly share: number;
      readonly rule: string;
    };
