/** The measuring end: an agent without a library that keeps so many calls in flight and times each. */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { onLines, say } from './lines.js';

export interface Way {
  readonly name: string;
  readonly argv: readonly string[];
  readonly cwd: string;
  /** Stands before each tool's name. */
  readonly prefix: string;
}

export interface Agent {
  readonly name: string;
  readonly pid: number;
  ask(tool: string): Promise<unknown>;
  /** The list of tools. */
  list(): Promise<unknown>;
  /** `count` calls, `inFlight` at a time; milliseconds each took. */
  calls(tool: string, count: number, inFlight: number): Promise<readonly number[]>;
  leave(): Promise<void>;
}

const argumentsOf = { echo: { text: 'a small echo' }, rows: { table: 'silver.people' } } as const;
type Kind = keyof typeof argumentsOf;
export const kinds: readonly Kind[] = ['echo', 'rows'];

const gone = (child: ChildProcessByStdio<Writable, Readable, null>): Promise<void> =>
  new Promise((resolve) => {
    const late = setTimeout(() => child.kill('SIGKILL'), 10_000);
    child.on('exit', () => {
      clearTimeout(late);
      resolve();
    });
    child.stdin.end();
  });

/** Rejects when the other side leaves while an answer is awaited. */
function conversation(child: ChildProcessByStdio<Writable, Readable, null>, name: string) {
  const waiting = new Map<number, { answer: (result: unknown) => void; fail: (why: Error) => void }>();
  let next = 1;
  onLines(child.stdout, ({ id, result }) => {
    const one = waiting.get(Number(id));
    waiting.delete(Number(id));
    if (result === undefined) one?.fail(new Error(`${name} answered with an error`));
    else one?.answer(result);
  });
  child.on('exit', () => {
    for (const one of waiting.values()) one.fail(new Error(`${name} has left`));
  });
  return (method: string, params: object): Promise<unknown> =>
    new Promise((answer, fail) => {
      const id = next;
      next += 1;
      waiting.set(id, { answer, fail });
      say(child.stdin, { id, method, params });
    });
}

export async function connect(way: Way): Promise<Agent> {
  const [command = '', ...args] = way.argv;
  const child = spawn(command, args, { cwd: way.cwd, stdio: ['pipe', 'pipe', 'ignore'] });
  child.stdin.on('error', () => undefined);
  const ask = conversation(child, way.name);
  await ask('initialize', {
    protocolVersion: '2025-11-25',
    capabilities: {},
    clientInfo: { name: 'bench', version: '1.0.0' },
  });
  say(child.stdin, { method: 'notifications/initialized' });
  const call = (tool: string): Promise<unknown> =>
    // `as`: the benchmarks ask for the two kinds alone.
    ask('tools/call', { name: `${way.prefix}${tool}`, arguments: argumentsOf[tool as Kind] });
  const calls = async (tool: string, count: number, inFlight: number): Promise<readonly number[]> => {
    const took: number[] = [];
    let left = count;
    const worker = async (): Promise<void> => {
      while (left > 0) {
        left -= 1;
        const start = performance.now();
        await call(tool);
        took.push(performance.now() - start);
      }
    };
    await Promise.all(Array.from({ length: inFlight }, worker));
    return took;
  };
  return {
    name: way.name,
    pid: child.pid ?? 0,
    ask: call,
    list: () => ask('tools/list', {}),
    calls,
    leave: () => gone(child),
  };
}
