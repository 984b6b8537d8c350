/** Many calls one after another through one kernel, and the memory it holds on the way. It refuses to guess: without /proc there is no figure. */
import { readFileSync } from 'node:fs';
import { makePlace } from './place.js';
import { connect } from './wire/agent.js';
import { aegis } from './wire.js';
import { rounded } from './yardstick.js';

export interface SoakFigures {
  readonly calls: number;
  /** Resident memory of the kernel's process, after each tenth of the calls. */
  readonly resident_MiB: readonly number[];
  /** The most of the second half over the most of the first. */
  readonly growth: number;
}

function residentOf(pid: number): number {
  const found = /^VmRSS:\s*(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  if (found === undefined) throw new Error('/proc does not tell the resident memory');
  return Number(found) / 1024;
}

const parts = 10;
const inFlight = 32;

export async function measureSoak(calls: number, tell: (word: string) => void): Promise<SoakFigures> {
  const place = makePlace();
  const agent = await connect(aegis('aegis', place));
  try {
    const seen: number[] = [];
    for (let part = 1; part <= parts; part += 1) {
      for (const [tool, share] of [
        ['echo', 0.95],
        ['rows', 0.05],
      ] as const)
        await agent.calls(tool, Math.ceil((calls / parts) * share), inFlight);
      seen.push(rounded(residentOf(agent.pid), 1));
      tell(`soak: ${part * parts} % of ${calls} calls, ${seen.at(-1)} MiB`);
    }
    const most = (of: readonly number[]): number => Math.max(...of);
    return {
      calls,
      resident_MiB: seen,
      growth: rounded(most(seen.slice(parts / 2)) / most(seen.slice(0, parts / 2))),
    };
  } finally {
    await agent.leave();
    place.remove();
  }
}
