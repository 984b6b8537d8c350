/** A Receipt: a promise about one content version of one dataset, held by the kernel and signed. The agent sees its id alone. */
import type { DatasetName, ReceiptId, RequestId, SessionId, Sha256 } from '../call/id.js';

/** What was earned, before mint seals it. `version` is what the validating transaction itself saw. */
export interface Claim {
  readonly kind: string;
  readonly dataset: DatasetName;
  readonly version: string;
  readonly epoch: number;
  readonly rows: number;
  readonly checks: readonly string[];
}

declare const sealed: unique symbol;
export interface Receipt extends Claim {
  readonly [sealed]: true;
  readonly id: ReceiptId;
  readonly session: SessionId;
  readonly request: RequestId;
  readonly policy: Sha256;
  readonly catalog: Sha256;
  /** Milliseconds since the epoch. */
  readonly issued: number;
  readonly expires: number;
}
export type ReceiptTerms = Omit<Receipt, typeof sealed>;
