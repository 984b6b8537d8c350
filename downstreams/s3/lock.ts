// One lock a bucket, held by one writer of any process at a time; refuses to wait longer than five seconds or to break a lock whose owner lives.
import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { hostname } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { refuse } from '../tool.js';
import { type Directory, errnoOf, inside } from './directory.js';

const LOCK = 'lock';
const BREAKER = 'lock-breaker';
const PATIENCE_MILLISECONDS = 5000;
const PAUSE_MILLISECONDS = 10;

function create(path: string, content: string): boolean {
  try {
    const descriptor = openSync(path, 'wx', 0o600);
    writeSync(descriptor, content);
    closeSync(descriptor);
    return true;
  } catch (thrown) {
    if (errnoOf(thrown) === 'EEXIST') return false;
    throw thrown;
  }
}

function ownerOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** Only a process of this host can be known to be dead; an owner elsewhere, or one not written yet, counts as alive. */
function isDead(owner: string): boolean {
  const [host, pid] = owner.split(' ');
  if (host !== hostname() || pid === undefined || pid === '') return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (thrown) {
    return errnoOf(thrown) === 'ESRCH';
  }
}

/** Two that find the same dead owner must not both break its lock, or the second would break the first one's new lock. */
function breakIfDead(home: Directory): void {
  const lock = inside(home, LOCK);
  if (!isDead(ownerOf(lock)) || !create(inside(home, BREAKER), '')) return;
  try {
    if (isDead(ownerOf(lock))) rmSync(lock, { force: true });
  } finally {
    rmSync(inside(home, BREAKER), { force: true });
  }
}

/** `work` is synchronous on purpose: within this process nothing can come between, and the lock is held for no wait. */
export async function locked<T>(home: Directory, work: () => T): Promise<T> {
  const lock = inside(home, LOCK);
  const deadline = performance.now() + PATIENCE_MILLISECONDS;
  while (!create(lock, `${hostname()} ${process.pid}`)) {
    if (performance.now() > deadline) refuse('locked');
    breakIfDead(home);
    await pause(PAUSE_MILLISECONDS);
  }
  try {
    return work();
  } finally {
    rmSync(lock, { force: true });
  }
}
