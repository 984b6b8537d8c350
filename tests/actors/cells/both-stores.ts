// Both stores, each behind two doors, for what has to hold in either of them; what a test has opened is closed after it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { openStore } from '../../../actors/powers/store/sqlite.js';
import type { StateStore } from '../../../actors/powers.js';
import { createMemoryStore } from '../../fakes/store.js';

export const closing: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

export const stores: readonly (readonly [string, () => readonly [StateStore, StateStore]])[] = [
  [
    'in memory',
    () => {
      const store = createMemoryStore();
      return [store, store];
    },
  ],
  [
    'on disk, through two doors',
    () => {
      const state = mkdtempSync(join(tmpdir(), 'aegis-cells-'));
      const doors = [openStore(state), openStore(state)] as const;
      closing.push(async () => {
        await Promise.all(doors.map((one) => one.close()));
        rmSync(state, { recursive: true, force: true });
      });
      return doors;
    },
  ],
];
