// A state store in memory, for tests of the officers. It passes the same suite as the real one and refuses to merge a lost race.
import type { Cell, StateStore } from '../../actors/powers.js';
import type { Json } from '../../src/call/json.js';

export interface MemoryStore extends StateStore {
  /** From now on every answer is a rejection. */
  breakDown(): void;
  /** Runs once, before the next call of that verb is answered: another kernel's turn. */
  interleave(verb: 'get' | 'list' | 'swap', turn: () => Promise<unknown>): void;
}

interface Kept {
  readonly value: string;
  readonly version: number;
}

const cellOf = (key: string, { value, version }: Kept): Cell => ({
  key,
  // `as`: the text was written from JSON, just below.
  value: JSON.parse(value) as Json,
  version,
});

/** By code point, as the databases order UTF-8. */
const byKey = (a: Cell, b: Cell): number => Buffer.compare(Buffer.from(a.key), Buffer.from(b.key));

export function createMemoryStore(): MemoryStore {
  const cells = new Map<string, Kept>();
  const turns: { readonly verb: string; readonly turn: () => Promise<unknown> }[] = [];
  let isBroken = false;
  // A version is never used again for a key that was deleted: a late swap must not hit the cell made after.
  let born = 0;
  const at = (kind: string, key: string): string => JSON.stringify([kind, key]);
  const before = async (verb: string): Promise<void> => {
    const next = turns.findIndex((one) => one.verb === verb);
    if (next >= 0) await turns.splice(next, 1)[0]?.turn();
    if (isBroken) throw new Error('the disk is gone');
  };
  return {
    async get(kind, key) {
      await before('get');
      const kept = cells.get(at(kind, key));
      return kept === undefined ? undefined : cellOf(key, kept);
    },
    async list(kind, prefix) {
      await before('list');
      return [...cells]
        .flatMap(([place, kept]): readonly Cell[] => {
          // `as`: the place was written by `at`.
          const [ofKind, key] = JSON.parse(place) as [string, string];
          return ofKind === kind && key.startsWith(prefix) ? [cellOf(key, kept)] : [];
        })
        .sort(byKey);
    },
    async swap(kind, key, { expected, value }) {
      await before('swap');
      const place = at(kind, key);
      const kept = cells.get(place);
      if ((kept?.version ?? 0) !== expected) return false;
      if (value === null) return cells.delete(place);
      born += 1_000;
      cells.set(place, { value: JSON.stringify(value), version: kept === undefined ? born : expected + 1 });
      return true;
    },
    close: async () => undefined,
    breakDown: () => {
      isBroken = true;
    },
    interleave: (verb, turn) => {
      turns.push({ verb, turn });
    },
  };
}
