/**
 * Keeps a child process and everything it starts: exact environment, no shell, a process group of its own behind a guard. It refuses to
 * let any of it outlive the child, its closing or the kernel. Out of reach is only what has left the group, its parents and its mark.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, join, resolve } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { killStrays } from '../workers/strays.js';
import { createFramer } from './framing.js';

export interface Charge {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  /** The guard's program; the built one beside this file when absent. */
  readonly guard?: string;
}

export interface Ward {
  readonly pid: number;
  readonly stdin: Writable;
  readonly stdout: Readable;
  readonly stderr: Readable;
  /** Resolves with why, once, when the leader has ended and the group was killed. */
  readonly gone: Promise<string>;
  /** Ends stdin, SIGTERM to the group, SIGKILL to all of it after `grace` milliseconds. Resolves when the group is gone. */
  close(grace: number): Promise<void>;
}

const isProgram = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
};

/** `node` is the Node that runs the kernel; any other bare name is looked up on the kernel's own PATH, since the child may have none. */
export function programOf(name: string, cwd: string): string | undefined {
  if (name === 'node') return process.execPath;
  const places = (process.env.PATH ?? '').split(delimiter).filter(isAbsolute);
  const paths = name.includes('/') ? [resolve(cwd, name)] : places.map((place) => join(place, name));
  return paths.find(isProgram);
}

function signalGroup(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(-pid, signal);
    return true;
  } catch {
    return false;
  }
}

const pause = (ms: number): Promise<void> => new Promise((then) => setTimeout(then, ms));

/** A zombie nobody reaps still answers, so the wait has an end. */
async function groupEmpty(pid: number): Promise<void> {
  for (let left = 20; left > 0 && signalGroup(pid, 0); left--) await pause(10);
}

/** What the guard says on its pipe just before it ends; the exit event tells the rest. */
function reportOf(pipe: Readable): () => string | undefined {
  let why: string | undefined;
  const framer = createFramer(4_096, {
    line: (text) => {
      const match = /^\{"why":"([a-zA-Z0-9 ()_-]{1,100})"\}$/.exec(text);
      why ??= match?.[1];
    },
    refused: () => undefined,
  });
  pipe.on('data', framer.push);
  pipe.on('error', () => undefined);
  return () => why;
}

interface Leader {
  readonly pid: number;
  readonly gone: Promise<string>;
  /** The guard ends everything when this closes. */
  readonly pipe: Writable;
  /** INVARIANT: once the leader was reaped its number may be another's; nothing is signalled by it any more. */
  hasExited: boolean;
}

interface Watched {
  readonly child: ChildProcess;
  readonly pid: number;
  readonly pipe: Readable & Writable;
  readonly mark: string;
}

function watch({ child, pid, pipe, mark }: Watched): Leader {
  const said = reportOf(pipe);
  const gone = new Promise<string>((settle) => {
    child.on('exit', (code, signal) => {
      signalGroup(pid, 'SIGKILL');
      leader.hasExited = true;
      // A guard that was killed has killed nobody: what left the group is found by its mark.
      killStrays({ mark });
      // What the child had written is still in the pipes: `close` comes when they are read, unless one is held open elsewhere.
      const tell = (): void => settle(said() ?? (signal === null ? `exit code ${code}` : `signal ${signal}`));
      const late = setTimeout(tell, 500);
      child.on('close', () => {
        clearTimeout(late);
        tell();
      });
    });
  });
  const leader: Leader = { pid, gone, pipe, hasExited: false };
  return leader;
}

const guardBeside = (): string => fileURLToPath(new URL('../workers/guard.js', import.meta.url));

const started = (child: ChildProcess): Promise<void> =>
  new Promise((then, fail) => {
    child.once('spawn', then);
    child.once('error', () => fail(new Error('the guard could not start')));
  });

/** Rejects when the program does not exist or the guard can not start; a child that can not start ends with a why. */
export async function takeCustody(charge: Charge): Promise<Ward> {
  const program = programOf(charge.argv[0] ?? '', charge.cwd);
  if (program === undefined) throw new Error('no such program');
  const child = spawn(process.execPath, [charge.guard ?? guardBeside()], {
    cwd: '/',
    detached: true,
    // INVARIANT: the guard has no environment; the child's goes over the pipe, so that no variable can reach the guard.
    env: {},
    shell: false,
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
  });
  await started(child);
  const { pid, stdin, stdout, stderr } = child;
  // With 'pipe' the fourth stream is a socket, both ways.
  const pipe = child.stdio[3] as (Readable & Writable) | null | undefined;
  if (pid === undefined || stdin === null || stdout === null || stderr === null || !pipe) {
    child.kill('SIGKILL');
    throw new Error('the guard could not start');
  }
  for (const stream of [stdin, stdout, stderr]) stream.on('error', () => undefined);
  const mark = randomBytes(16).toString('hex');
  const leader = watch({ child, pid, pipe, mark });
  const { argv, env, cwd } = charge;
  pipe.write(`${JSON.stringify({ program, argv, env, cwd, mark })}\n`);
  const { gone } = leader;
  return { pid, stdin, stdout, stderr, gone, close: (grace) => endGroup(leader, stdin, grace) };
}

/** How long the guard may take to find and kill everything, before its group is killed with it. */
const SWEEP = 1_000;

async function endGroup(leader: Leader, stdin: Writable, grace: number): Promise<void> {
  const signal = (name: NodeJS.Signals): void => {
    if (!leader.hasExited) signalGroup(leader.pid, name);
  };
  const wasGone = leader.hasExited;
  stdin.end();
  signal('SIGTERM');
  const last = setTimeout(() => leader.pipe.destroy(), grace);
  const hard = setTimeout(signal, grace + SWEEP, 'SIGKILL');
  await leader.gone;
  clearTimeout(last);
  clearTimeout(hard);
  if (!wasGone) await groupEmpty(leader.pid);
}
