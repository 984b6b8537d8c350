/** What the inspector tells as it happens, one after the other, each under an index that only grows. */
import type { RequestRow } from './row.js';

export type InspectionEvent =
  /** A request came, or ended: its row as it is now. */
  | { readonly kind: 'request'; readonly row: RequestRow; readonly isEnd: boolean }
  /** A request stands somewhere else. */
  | {
      readonly kind: 'moved';
      readonly id: string;
      readonly state: string;
      readonly verdict: RequestRow['verdict'];
    }
  /** A supervisor or the kernel root stands somewhere else. */
  | {
      readonly kind: 'actor';
      readonly name: string;
      readonly state: string;
      /** The type of the event that moved it. */
      readonly by: string;
    }
  /** The journal has come so far. */
  | { readonly kind: 'journal'; readonly durable: number; readonly signed: number };

/** In place of what was asked for and has been let go. */
export interface Gap {
  readonly kind: 'gap';
  /** The first index that is missing, and the first that follows. */
  readonly from: number;
  readonly to: number;
}
