/** Counts what was masked, by place and class. It refuses to hold a value, and to grow with a hostile result. */
import type { Finding } from '../released.js';

export interface Found {
  readonly class: string;
  readonly operator: string;
  readonly by: Finding['by'];
  /** Which detector found it; absent for what was known by where it came from. */
  readonly detector?: string;
  /** What it rests on, and where it stands in the value; only a dry run keeps these. */
  readonly tier?: string;
  readonly start?: number;
  readonly end?: number;
  /** It stands in the last key of the pointer, not in what is under it. */
  readonly in?: 'key';
}
export interface Tally {
  add(pointer: string, found: Found): void;
  /** Everything counted since `begin` is taken back: a row that was masked and not shown. */
  begin(): void;
  rollBack(): void;
  list(): readonly Finding[];
}

const most = 256;

interface Entry {
  readonly found: Omit<Finding, 'count'>;
  count: number;
}

const isSame = (one: Entry['found'], other: Found): boolean =>
  one.class === other.class &&
  one.operator === other.operator &&
  one.by === other.by &&
  one.detector === other.detector;

export function createTally(): Tally {
  // Rows repeat their columns: a pointer is looked up as the same text that it was before.
  const places = new Map<string, Entry[]>();
  const entries: Entry[] = [];
  let since: Entry[] = [];
  const enter = (pointer: string, found: Found): Entry => {
    const { class: columnClass, operator, by, detector } = found;
    const here = places.get(pointer);
    for (const entry of here ?? []) if (isSame(entry.found, found)) return entry;
    if (entries.length >= most && pointer !== '') return enter('', found);
    const entry: Entry = {
      found: {
        ...{ pointer, class: columnClass, operator, by },
        ...(detector === undefined ? {} : { detector }),
      },
      count: 0,
    };
    entries.push(entry);
    if (here === undefined) places.set(pointer, [entry]);
    else here.push(entry);
    return entry;
  };
  return {
    add(pointer, found) {
      const entry = enter(pointer, found);
      entry.count += 1;
      since.push(entry);
    },
    begin() {
      since = [];
    },
    rollBack() {
      for (const entry of since) entry.count -= 1;
      since = [];
    },
    list: () => entries.filter(({ count }) => count > 0).map(({ found, count }) => ({ ...found, count })),
  };
}

/** A key as it may stand in a pointer: a plain label, or `*`. */
export const step = (key: string): string =>
  /^[A-Za-z_][A-Za-z0-9_-]{0,63}$/.test(key) && !/\d{7}/.test(key) ? key : '*';
