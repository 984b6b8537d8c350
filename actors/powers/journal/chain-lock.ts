/** Who writes a chain: a lock file that names the process. A lock whose process is gone is taken over by one taker only. */
import {
  closeSync,
  constants,
  linkSync,
  openSync,
  readFileSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';

interface Holder {
  readonly pid: number;
  /** When the process was started, in clock ticks since boot, where the system says so: a pid alone may have been used again. */
  readonly started: string;
}

const isCode = (problem: unknown, code: string): boolean =>
  problem instanceof Error && 'code' in problem && problem.code === code;

/** Field 22 of /proc/<pid>/stat, counted behind the name in parentheses, which may hold anything. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (problem) {
    return isCode(problem, 'EPERM');
  }
}

function readHolder(path: string): Holder | undefined {
  try {
    const [pid, started = ''] = readFileSync(path, 'utf8').split(' ');
    return { pid: Number(pid), started };
  } catch (problem) {
    if (isCode(problem, 'ENOENT')) return undefined;
    throw problem;
  }
}

const holds = ({ pid, started }: Holder): boolean =>
  Number.isSafeInteger(pid) && pid > 0 && isAlive(pid) && (started === '' || startOf(pid) === started);

/** The process that holds the lock, while it lives. */
export function holderOf(path: string): number | undefined {
  const holder = readHolder(path);
  return holder !== undefined && holds(holder) ? holder.pid : undefined;
}

function remove(path: string): void {
  try {
    unlinkSync(path);
  } catch (problem) {
    if (!isCode(problem, 'ENOENT')) throw problem;
  }
}

/** Linking a written file is whole or not at all, so that nobody reads half a holder. False when another was first. */
function take(path: string, boot: string): boolean {
  const draft = `${path}.${process.pid}.${process.hrtime.bigint()}`;
  const file = openSync(draft, constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY, 0o600);
  writeSync(file, `${process.pid} ${startOf(process.pid)} ${boot}`);
  closeSync(file);
  try {
    linkSync(draft, path);
    return true;
  } catch (problem) {
    if (!isCode(problem, 'EEXIST')) throw problem;
    return false;
  } finally {
    unlinkSync(draft);
  }
}

/** Milliseconds after which a clearing that nobody finished is itself cleared, for the next who comes. */
const clearingWithin = 10_000;

function forgetClearing(path: string): void {
  const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
  if (age > clearingWithin && holderOf(path) === undefined) remove(path);
}

/**
 * Takes the place of a dead holder. Looking whether it is dead and removing its lock are two steps: a second lock
 * lets one process at a time take both, or two could each remove what the other has just taken.
 */
function succeed(path: string, boot: string): boolean {
  const clearing = `${path}.clearing`;
  if (!take(clearing, boot)) {
    forgetClearing(clearing);
    return false;
  }
  try {
    if (holderOf(path) !== undefined) return false;
    remove(path);
    return take(path, boot);
  } finally {
    remove(clearing);
  }
}

/** A function that gives the lock back, or undefined while another process holds it. */
export function takeLock(path: string, boot: string): (() => void) | undefined {
  const isMine = take(path, boot) || (holderOf(path) === undefined && succeed(path, boot));
  return isMine ? () => remove(path) : undefined;
}
