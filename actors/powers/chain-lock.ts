/** Who writes a chain: a lock file with the process that holds it. A lock whose process is gone is taken over by one taker only. */
import {
  closeSync,
  constants,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  unlinkSync,
  writeSync,
} from 'node:fs';

interface Holder {
  readonly pid: number;
  /** When the process was started, in clock ticks since boot, where the system says so: a pid alone may have been used again. */
  readonly started: string;
}

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
    return problem instanceof Error && 'code' in problem && problem.code === 'EPERM';
  }
}

function readHolder(path: string): Holder | undefined {
  try {
    const [pid, started = ''] = readFileSync(path, 'utf8').split(' ');
    return { pid: Number(pid), started };
  } catch {
    return undefined;
  }
}

const holds = ({ pid, started }: Holder): boolean =>
  isAlive(pid) && (started === '' || startOf(pid) === started);

/** The process that holds the lock, while it lives. */
export function holderOf(path: string): number | undefined {
  const holder = readHolder(path);
  return holder !== undefined && holds(holder) ? holder.pid : undefined;
}

function isTaken(problem: unknown): boolean {
  return (
    problem instanceof Error && 'code' in problem && (problem.code === 'EEXIST' || problem.code === 'ENOENT')
  );
}

/** Linking a written file is whole or not at all, so that nobody reads half a holder. */
function tryTake(path: string): boolean {
  const draft = `${path}.${process.pid}.${process.hrtime.bigint()}`;
  const file = openSync(draft, constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY, 0o600);
  writeSync(file, `${process.pid} ${startOf(process.pid)}`);
  closeSync(file);
  try {
    linkSync(draft, path);
    return true;
  } catch (problem) {
    if (!isTaken(problem)) throw problem;
    return false;
  } finally {
    unlinkSync(draft);
  }
}

/** Moves a dead holder's lock aside. Of two who try, one finds it gone; what was moved must still be the dead one's. */
function clearDead(path: string): boolean {
  const holder = readHolder(path);
  if (holder === undefined || holds(holder)) return false;
  const aside = `${path}.dead.${process.pid}.${process.hrtime.bigint()}`;
  try {
    renameSync(path, aside);
  } catch (problem) {
    if (isTaken(problem)) return false;
    throw problem;
  }
  const moved = readHolder(aside);
  const wasDead = moved === undefined || !holds(moved);
  if (!wasDead) linkSync(aside, path);
  unlinkSync(aside);
  return wasDead;
}

/** A function that gives the lock back, or undefined while another process holds it. */
export function takeLock(path: string): (() => void) | undefined {
  if (!tryTake(path) && !(clearDead(path) && tryTake(path))) return undefined;
  return () => {
    try {
      unlinkSync(path);
    } catch (problem) {
      if (!isTaken(problem)) throw problem;
    }
  };
}
