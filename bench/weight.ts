/** What reading SQL weighs: the memory of its threads with both dialects loaded, and how long the event loop stands still under statements of 64 KB that are meant to take long. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { packageRoot } from './place.js';
import { rounded } from './yardstick.js';

export interface WeightFigures {
  /** What the process has grown by since it had no reader: after ordinary statements, and at the most of all. */
  readonly ordinary_MiB: number;
  readonly most_MiB: number;
  /** The longest that the loop was late. */
  readonly stall_ms: number;
}

export async function measureWeight(): Promise<WeightFigures> {
  const program = join(packageRoot, 'dist', 'bench', 'weighed.js');
  const { stdout } = await promisify(execFile)(process.execPath, [program]);
  // `as`: the program is ours and ends with this one line.
  const { ordinary, most, stall } = JSON.parse(stdout) as Readonly<
    Record<'ordinary' | 'most' | 'stall', number>
  >;
  return { ordinary_MiB: rounded(ordinary, 0), most_MiB: rounded(most, 0), stall_ms: rounded(stall, 1) };
}
