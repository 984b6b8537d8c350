/** Counts what was masked, by place and class. It refuses to hold a value, and to grow with a hostile result. */
import type { Finding } from './released.js';

export interface Found {
  readonly pointer: string;
  readonly class: string;
  readonly operator: string;
  readonly by: Finding['by'];
  /** What it rests on, and where it stands in the value; only a dry run keeps these. */
  readonly tier?: string;
  readonly start?: number;
  readonly end?: number;
}
export interface Tally {
  add(found: Found): void;
  /** Everything counted since `begin` is taken back: a row that was masked and not shown. */
  begin(): void;
  rollBack(): void;
  list(): readonly Finding[];
}

const most = 256;

interface Entry {
  readonly found: Found;
  count: number;
}
const keyOf = (found: Found): string =>
  `${found.pointer}\u0000${found.class}\u0000${found.operator}\u0000${found.by}`;

export function createTally(): Tally {
  const counts = new Map<string, Entry>();
  let since: Entry[] = [];
  let last: Entry | undefined;
  const isLast = ({ pointer, class: columnClass, operator, by }: Found): boolean =>
    last !== undefined &&
    last.found.pointer === pointer &&
    last.found.class === columnClass &&
    last.found.operator === operator &&
    last.found.by === by;
  const enter = (found: Found): Entry => {
    const key = keyOf(found);
    const known = counts.get(key);
    if (known !== undefined) return known;
    if (counts.size >= most && found.pointer !== '') return enter({ ...found, pointer: '' });
    const { pointer, class: columnClass, operator, by } = found;
    const entry: Entry = { found: { pointer, class: columnClass, operator, by }, count: 0 };
    counts.set(key, entry);
    return entry;
  };
  return {
    add(found) {
      // Rows repeat their columns, and most have one that is masked.
      const entry = last !== undefined && isLast(found) ? last : enter(found);
      last = entry;
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
    list: () =>
      [...counts.values()].filter(({ count }) => count > 0).map(({ found, count }) => ({ ...found, count })),
  };
}

/** A key as it may stand in a pointer: a plain label, or `*`. */
export const step = (key: string): string =>
  /^[A-Za-z_][A-Za-z0-9_-]{0,63}$/.test(key) && !/\d{7}/.test(key) ? key : '*';
