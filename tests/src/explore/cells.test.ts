// The store of an exploration, held to the contract that every state store keeps.
import type { StateStore } from '../../../actors/powers.js';
import { type Cells, cellAt, cellsUnder, swapped } from '../../../src/explore/cells.js';
import { storeContract } from '../../contracts/store.js';

function overCells(): StateStore {
  let cells: Cells = {};
  return {
    get: async (kind, key) => cellAt(cells, kind, key),
    list: async (kind, prefix) => cellsUnder(cells, kind, prefix),
    swap: async (kind, key, change) => {
      const next = swapped(cells, { kind, key, ...change });
      cells = next ?? cells;
      return next !== undefined;
    },
    close: async () => undefined,
  };
}

storeContract('the cells of an exploration', { fresh: overCells });
