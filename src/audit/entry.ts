/** What the journal says of each event. Names, shapes, counts and keyed digests; never a value of the data. */
import type { Json } from '../call/json.js';

export const entryTypes = [
  'config',
  'session',
  'intent',
  'outcome',
  'deny',
  'mint',
  'lapse',
  'seal',
  'recovery',
  'overload',
  'system',
  'drift',
  'head',
  'stop',
] as const;
export type EntryType = (typeof entryTypes)[number];

/** An entry before the ledger gives it its place in the chain. `body` is plain JSON, small. */
export interface EntryDraft {
  readonly type: EntryType;
  /** Decision id; '' where there is none. */
  readonly decision: string;
  readonly session: string;
  readonly body: { readonly [key: string]: Json };
}

/** Where an entry came to stand. */
export interface EntryPlace {
  readonly seq: number;
  readonly hash: string;
}
