/** How long a thread of this process has worked, as Linux counts it: waiting for a processor is no work. It refuses to guess, and tells nothing elsewhere. */
import { readFileSync, readlinkSync } from 'node:fs';
import { basename } from 'node:path';

/** The number of the thread that asks. */
export function ownThread(): string | undefined {
  try {
    return basename(readlinkSync('/proc/thread-self'));
  } catch {
    return undefined;
  }
}

/** In milliseconds. */
export function workOf(thread: string): number | undefined {
  try {
    const [ran] = readFileSync(`/proc/self/task/${thread}/schedstat`, 'utf8').split(' ');
    const worked = Number(ran) / 1e6;
    return worked > 0 ? worked : undefined;
  } catch {
    return undefined;
  }
}
