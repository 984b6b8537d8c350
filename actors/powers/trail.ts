/** On whose behalf code runs, by Node's own tracking of what was started by whom. It refuses to guess: what nobody has claimed is nobody's. */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Trail } from '../powers-sandbox.js';

export function createTrail<T>(): Trail<T> {
  const storage = new AsyncLocalStorage<T>();
  return {
    within: (whose, act) => storage.run(whose, act),
    current: () => storage.getStore(),
  };
}
