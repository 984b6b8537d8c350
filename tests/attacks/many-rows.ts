// A kernel over a lake with more customers than one part takes, anew for each test of a file. It refuses to wait by the clock: parts are told by the journal.
import { afterEach, beforeEach, expect, vi } from 'vitest';
import { journal, type Kernel, startKernel, until } from '../acceptance/kernel.js';
import { type Lake, makeLake } from '../acceptance/lake.js';
import { childrenOf, stillThere } from '../acceptance/slow.js';

export const rows = 21_000;

export interface ManyRows {
  readonly lake: Lake;
  readonly kernel: Kernel;
  /** Kills it while two parts are kept of what it was asked; resolves when none of its processes is there. */
  killHalfWay(promoting: Promise<unknown>): Promise<void>;
  /** Another kernel on the same lake, where the one before is gone. */
  startAgain(): Promise<void>;
  validate(): Promise<void>;
  /** How many parts the system has kept so far. */
  kept(): number;
  partsKept(count: number): Promise<void>;
}

/** `system`: the one that is promoted into. */
export function useManyRows(policy: string, system: string): ManyRows {
  // A busy machine takes its time over as many rows.
  vi.setConfig({ testTimeout: 120_000 });
  let lake: Lake;
  let kernel: Kernel;
  beforeEach(async () => {
    lake = makeLake({ policies: { 'pseudonyms.yaml': policy } });
    lake.write(`INSERT INTO silver.customers
      WITH RECURSIVE n(i) AS (SELECT 1000 UNION ALL SELECT i + 1 FROM n WHERE i < ${999 + rows})
      SELECT i, 'Person ' || (i % 500), 'p' || i || '@firma.example', '+49 30 ' || (2000000 + i), 'DE', 'retail' FROM n`);
    kernel = await startKernel(lake);
  });
  afterEach(async () => {
    await kernel.signal('SIGKILL');
    lake.remove();
  });
  const kept = (): number =>
    journal(lake).filter(({ type, body }) => type === 'outcome' && body.tool === `${system}__keep_part`)
      .length;
  const partsKept = (count: number): Promise<void> => until('parts are kept', () => kept() >= count, 60_000);
  return {
    get lake() {
      return lake;
    },
    get kernel() {
      return kernel;
    },
    async startAgain() {
      kernel = await startKernel(lake);
    },
    async validate() {
      const { code } = await kernel.call('aegis__validate', { dataset: 'silver.customers' });
      expect(code).toBe('allowed');
    },
    kept,
    partsKept,
    async killHalfWay(promoting) {
      const ended = promoting.catch(() => undefined);
      await partsKept(2);
      const children = childrenOf(kernel.pid);
      await kernel.signal('SIGKILL');
      await ended;
      await until('its children are gone', () => stillThere(children).length === 0);
    },
  };
}
