/** What happens often and needs no entry of its own: overloads, and lines that were refused. It refuses to let a flood of them fill the journal. */
import type { EntryDraft } from '../../src/audit/entry.js';
import type { Clock } from '../powers.js';

export interface Counted {
  readonly type: 'overload' | 'session';
  readonly session: string;
  /** A code, a method or the name of a flaw. */
  readonly what: string;
}

export interface Counts {
  /** One more. The first of its kind opens a second, at whose end one entry tells how many there were. */
  add(of: Counted): void;
  /** Every second that is open ends now. */
  flush(): void;
}

export interface CountsInput {
  readonly clock: Clock;
  readonly write: (draft: EntryDraft) => void;
}

interface Count {
  readonly of: Counted;
  count: number;
  readonly stop: () => void;
}

/** Milliseconds over which what is counted for one session becomes one entry. */
const within = 1_000;
/** Past so many kinds of counted things in their second the rest is `other`. */
const kindsAtOnce = 32;

const keyOf = ({ type, session, what }: Counted): string => JSON.stringify([type, session, what]);

const draftOf = ({ of, count }: Count): EntryDraft => ({
  type: of.type,
  decision: '',
  session: of.session,
  body: of.type === 'overload' ? { code: of.what, count } : { refused: of.what, count },
});

export function createCounts({ clock, write }: CountsInput): Counts {
  const open = new Map<string, Count>();
  const end = (key: string): void => {
    const found = open.get(key);
    open.delete(key);
    if (found === undefined) return;
    found.stop();
    write(draftOf(found));
  };
  return {
    // INVARIANT: whoever sends refused lines of ever new kinds causes a bounded number of entries a second.
    add: (asked) => {
      const of = open.size < kindsAtOnce || open.has(keyOf(asked)) ? asked : { ...asked, what: 'other' };
      const key = keyOf(of);
      const found = open.get(key);
      if (found !== undefined) found.count += 1;
      else open.set(key, { of, count: 1, stop: clock.after(within, () => end(key)) });
    },
    flush: () => {
      for (const key of [...open.keys()]) end(key);
    },
  };
}
