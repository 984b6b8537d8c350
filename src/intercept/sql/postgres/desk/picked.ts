/** Writes of triggers that are made for some rows and not for others: each is told as no looser than a WHERE, as long as no other of the same table could be made for those that it leaves out. It refuses to weigh the two conditions. */
import type { Write } from '../../../effects.js';
import type { Desk } from './ink.js';

/** INVARIANT: `by` is one object as often as the same condition is met, so that it does not count as two. */
export function asPicked({ pad }: Desk, write: Write, by: unknown): Write {
  // A TRUNCATE is no less for being rare.
  if (write.mode === 'truncate' || (write.scope !== 'none' && write.scope !== 'tautology')) return write;
  const one: Write = { ...write, scope: 'predicate' };
  pad.picked.set(one, { whole: write, by });
  return one;
}

/** The same write under another name. */
export function alike({ pad }: Desk, write: Write, change: (write: Write) => Write): Write {
  const changed = change(write);
  const pick = pad.picked.get(write);
  if (pick !== undefined) pad.picked.set(changed, { ...pick, whole: change(pick.whole) });
  return changed;
}

/** INVARIANT: what the statement writes under two conditions, in whichever triggers, may be written for every row: if not by one, by the other. */
export function settled({ pad }: Desk, writes: readonly Write[]): readonly Write[] {
  const under = new Map<string, Set<unknown>>();
  for (const one of writes) {
    const pick = pad.picked.get(one);
    if (pick !== undefined) under.set(one.dataset, (under.get(one.dataset) ?? new Set()).add(pick.by));
  }
  return writes.map((one) =>
    (under.get(one.dataset)?.size ?? 0) > 1 ? (pad.picked.get(one)?.whole ?? one) : one,
  );
}
