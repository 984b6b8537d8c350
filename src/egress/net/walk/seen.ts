/** The members of a row at a glance: which of them are told clean, and whether another may speak of somebody. It refuses to make anything of them, as it is asked of every row. */
import type { JsonObject } from '../../../call/json.js';
import { isMute } from '../../detect/words/hint.js';
import type { Net } from '../net.js';
import { mayTell } from './known.js';

/** Bits of those that are clean, from the first on, and `tells`. Those past the last bit are looked at one by one. */
export type Seen = number;
export const tells = 1 << 30;
const most = 30;

export const isSeenClean = (seen: Seen, at: number): boolean => at < most && (seen & (1 << at)) !== 0;

/** INVARIANT: what is told clean has no capital and no sign of an address: it speaks of nobody, and nothing goes on from it. */
export function seenIn(row: JsonObject, hints: readonly number[], net: Net): Seen {
  let [seen, i] = [0, -1];
  for (const key in row) {
    i += 1;
    const item = row[key] ?? null;
    if (typeof item !== 'string') {
      // What is nested may have a text as well.
      if (typeof item === 'object' && item !== null) seen |= tells;
      continue;
    }
    const hint = hints[i] ?? 0;
    if (!isMute(hint)) continue;
    if (net.seesClean(item)) seen |= i < most ? 1 << i : 0;
    else if ((seen & tells) === 0 && mayTell(item, hint)) seen |= tells;
  }
  return seen;
}
