/** Who writes a chain: a lock file that names its holder. A holder that is surely dead is succeeded by one process alone; one that may live, by none. */
import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, readlinkSync, renameSync, unlinkSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';

interface Holder {
  readonly pid: number;
  /** When the process was started, in clock ticks since boot, where the system says so: a pid alone may have been used again. */
  readonly started: string;
  /** Host and process namespace: outside them a pid says nothing. */
  readonly place: string;
  /** This start of the machine. */
  readonly machine: string;
  /** Names this holding and no other. */
  readonly mark: string;
}

const told = (look: () => string): string => {
  try {
    return look().trim();
  } catch {
    return '';
  }
};

/** Field 22 of /proc/<pid>/stat, counted behind the name in parentheses, which may hold anything. */
const startOf = (pid: number): string =>
  told(() => {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  });

const here = (): Pick<Holder, 'place' | 'machine'> => ({
  place: `${hostname()} ${told(() => readlinkSync('/proc/self/ns/pid'))}`,
  machine: told(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8')),
});

const self = (): Holder => ({
  pid: process.pid,
  started: startOf(process.pid),
  ...here(),
  mark: randomBytes(8).toString('hex'),
});

function holderIn(path: string): Holder | undefined {
  try {
    // `as`: each field is checked in the next lines.
    const { pid, started, place, machine, mark } = JSON.parse(readFileSync(path, 'utf8')) as Holder;
    const isWhole = [started, place, machine, mark].every((one) => typeof one === 'string');
    return isWhole && Number.isSafeInteger(pid) && pid > 0 && /^[0-9a-f]{16}$/.test(mark)
      ? { pid, started, place, machine, mark }
      : undefined;
  } catch {
    return undefined;
  }
}

const codeOf = (problem: unknown): unknown =>
  problem instanceof Error && 'code' in problem ? problem.code : undefined;

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (problem) {
    return codeOf(problem) !== 'ESRCH';
  }
}

/** INVARIANT: a holder elsewhere (another host, another container) may live; only an operator may remove its lock. */
function isDead({ pid, started, place, machine }: Holder): boolean {
  const now = here();
  if (place !== now.place) return false;
  if (machine !== now.machine || !isRunning(pid)) return true;
  return started !== '' && startOf(pid) !== started;
}

/** Linking a written file is whole or not at all: nobody reads half a holder, and of two who link one succeeds. */
function link(holder: Holder, path: string): boolean {
  const draft = `${path}.${holder.mark}`;
  writeFileSync(draft, JSON.stringify(holder), { mode: 0o600, flag: 'wx' });
  try {
    linkSync(draft, path);
    return true;
  } catch (problem) {
    if (codeOf(problem) !== 'EEXIST') throw problem;
    return false;
  } finally {
    unlinkSync(draft);
  }
}

function leave(path: string, holder: Holder): void {
  if (holderIn(path)?.mark === holder.mark) unlinkSync(path);
}

/** The right to succeed one dead holder is a lock of its own, so that of several who find it dead one alone replaces it. */
function succeed(dead: Holder, path: string, holder: Holder): boolean {
  const right = takeLock(`${path}.after-${dead.mark}`);
  if (right === undefined) return false;
  try {
    // Who took the right after its last owner had done finds another holder here.
    if (holderIn(path)?.mark !== dead.mark) return false;
    const draft = `${path}.${holder.mark}`;
    writeFileSync(draft, JSON.stringify(holder), { mode: 0o600, flag: 'wx' });
    renameSync(draft, path);
    return true;
  } finally {
    right();
  }
}

/** A function that gives the lock back, or undefined while another holds it. */
export function takeLock(path: string): (() => void) | undefined {
  const holder = self();
  if (link(holder, path)) return () => leave(path, holder);
  const other = holderIn(path);
  if (other === undefined || !isDead(other)) return undefined;
  return succeed(other, path, holder) ? () => leave(path, holder) : undefined;
}

/** The process that holds the lock, while it lives or may live. */
export function holderOf(path: string): number | undefined {
  const holder = holderIn(path);
  return holder === undefined || isDead(holder) ? undefined : holder.pid;
}
