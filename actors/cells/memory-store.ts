/** A state store in memory: it is gone when the rehearsal, or the page, that made it is. It refuses to merge a lost race, as the real one does. */
import type { Cell, StateStore } from '../powers.js';

const byKey = (a: Cell, b: Cell): number => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);

export function createMemoryStore(): StateStore {
  const kinds = new Map<string, Map<string, Cell>>();
  // A version is never used again for a key that was deleted.
  let born = 0;
  const of = (kind: string): Map<string, Cell> => {
    const cells = kinds.get(kind) ?? new Map<string, Cell>();
    kinds.set(kind, cells);
    return cells;
  };
  return {
    get: async (kind, key) => of(kind).get(key),
    list: async (kind, prefix) =>
      [...of(kind).values()].filter(({ key }) => key.startsWith(prefix)).sort(byKey),
    async swap(kind, key, { expected, value }) {
      const cells = of(kind);
      const kept = cells.get(key);
      if ((kept?.version ?? 0) !== expected) return false;
      born += 1_000;
      if (value === null) cells.delete(key);
      else cells.set(key, { key, value, version: kept === undefined ? born : expected + 1 });
      return true;
    },
    close: async () => undefined,
  };
}
