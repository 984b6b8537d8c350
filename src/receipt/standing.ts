/** Whether a receipt still stands, clause by clause. The first clause that fails is the reason that is told. */
import type { SessionId, Sha256 } from '../call/id.js';
import type { Receipt } from './receipt.js';

export interface Circumstances {
  readonly now: number;
  readonly session: SessionId;
  readonly policy: Sha256;
  readonly catalog: Sha256;
  /** The dataset's write epoch now. */
  readonly epoch: number;
  readonly isInDoubt: boolean;
  /** The outcome of the validation is durable. */
  readonly isConfirmed: boolean;
}

interface Clause {
  readonly reason: string;
  readonly fails: (receipt: Receipt, now: Circumstances) => boolean;
}

export const clauses: readonly Clause[] = [
  { reason: 'its validation was never recorded', fails: (_, now) => !now.isConfirmed },
  { reason: 'it is of another session', fails: (receipt, now) => receipt.session !== now.session },
  { reason: 'the policy has changed since', fails: (receipt, now) => receipt.policy !== now.policy },
  { reason: 'the catalog has changed since', fails: (receipt, now) => receipt.catalog !== now.catalog },
  { reason: 'it died at a later write to the dataset', fails: (receipt, now) => receipt.epoch !== now.epoch },
  { reason: 'a write to the dataset has no known outcome', fails: (_, now) => now.isInDoubt },
  { reason: 'it has expired', fails: (receipt, now) => now.now >= receipt.expires },
  { reason: 'it is from the future', fails: (receipt, now) => receipt.issued > now.now + 60_000 },
];

export const lapse = (receipt: Receipt, now: Circumstances): string | undefined =>
  clauses.find((clause) => clause.fails(receipt, now))?.reason;
