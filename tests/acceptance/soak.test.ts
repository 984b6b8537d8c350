// A short soak: thousands of calls through one kernel, and what it holds afterwards. The long one is `npm run bench -- soak`.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { startKernel } from './kernel.js';
import { makeLake } from './lake.js';

const MiB = 1024 * 1024;
const inFlight = 16;
const query = 'SELECT id, email FROM silver.customers WHERE id = 1';

const residentOf = (pid: number): number =>
  Number(/^VmRSS:\s*(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024;

it.runIf(process.platform === 'linux')(
  'what thousands of calls leave behind is not kept',
  async () => {
    const lake = makeLake();
    const kernel = await startKernel(lake);
    const calls = async (count: number): Promise<void> => {
      let left = count;
      const worker = async (): Promise<void> => {
        for (; left > 0; left -= 1)
          expect((await kernel.call('postgres__query', { sql: query })).isError).not.toBe(true);
      };
      await Promise.all(Array.from({ length: inFlight }, worker));
    };
    // Long enough for the heap and the thousand remembered decisions to have their size.
    await calls(1_500);
    const before = residentOf(kernel.pid);
    await calls(1_500);
    // A kernel that kept every call would hold some 70 KiB of each.
    expect(residentOf(kernel.pid) - before).toBeLessThan(96 * MiB);
    expect((await kernel.close()).code).toBe(0);
    lake.remove();
  },
  120_000,
);
