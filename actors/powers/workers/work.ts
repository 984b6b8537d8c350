/** How long a thread of this process has worked, as Linux counts it: waiting for a processor is no work. It refuses to guess, and tells nothing elsewhere. */
import { closeSync, openSync, readlinkSync, readSync } from 'node:fs';
import { basename } from 'node:path';

/** The number of the thread that asks. */
export function ownThread(): string | undefined {
  try {
    return basename(readlinkSync('/proc/thread-self'));
  } catch {
    return undefined;
  }
}

/** Asked before each job of a thread and at its deadline; its file stays open, as opening it takes longer than reading it. */
export interface WorkMeter {
  /** In milliseconds. */
  read(): number | undefined;
  close(): void;
}

export function workMeter(thread: string): WorkMeter {
  let file: number | undefined;
  const text = Buffer.alloc(64);
  try {
    file = openSync(`/proc/self/task/${thread}/schedstat`, 'r');
  } catch {
    file = undefined;
  }
  return {
    read() {
      try {
        if (file === undefined) return undefined;
        const worked =
          Number.parseInt(text.toString('latin1', 0, readSync(file, text, 0, text.length, 0)), 10) / 1e6;
        return worked > 0 ? worked : undefined;
      } catch {
        return undefined;
      }
    },
    close() {
      if (file !== undefined) closeSync(file);
      file = undefined;
    },
  };
}
