/** A trigger as a reading needs it: when it fires, and the steps that its function takes. It reads none. */
import type { Node } from '../tree/tree.js';

export type Occasion = 'insert' | 'update' | 'delete' | 'truncate';

export type Step =
  | { readonly is: 'statement'; readonly node: Node }
  | { readonly is: 'if'; readonly condition: Node; readonly then: Steps; readonly otherwise: Steps }
  /** A field of the row that is written. */
  | { readonly is: 'set'; readonly column: string; readonly value: Node }
  /** Words about these, for whoever asked or for the server's own log; the statement may end with them. */
  | { readonly is: 'raise'; readonly values: readonly Node[] }
  | { readonly is: 'leave' };
export type Steps = readonly Step[];

export interface Trigger {
  readonly occasions: readonly Occasion[];
  /** Its function, by the names it was called. */
  readonly names: readonly string[];
  /** Once for each row, which it knows; or once, with none. */
  readonly isOfRow: boolean;
  /** `WHEN (…)`. */
  readonly condition: Node;
}
