// A kernel over stdio without a client: bytes in, lines out, and the downstream's own word on what reached it. It refuses to tidy anything up.
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { type Entry, journal, until } from '../acceptance/kernel.js';
import { type Lake, main, makeLake } from '../acceptance/lake.js';

export const hostile = join(import.meta.dirname, '..', 'fixtures', 'servers', 'hostile.mjs');

/** A system whose every byte is the test's. */
const manifest = `
version: 1
unpinned-because: what a test starts changes with the test
system: odd
launch: { argv: [node, "${hostile}"] }
tools:
  echo: { can: list, description: echoes, arguments: { text: { type: string }, amount: { type: number, required: false } } }
  says: { can: list, description: says what it is told to, deadline: 2s, arguments: { lines: { type: string } } }
  late: { remote: slow, can: list, description: has a short deadline, deadline: 150ms, arguments: { ms: { type: integer } } }
  wait: { remote: slow, can: list, description: takes its time, arguments: { ms: { type: integer } } }
  huge: { can: list, description: answers too much, arguments: { bytes: { type: integer }, hidden: { type: boolean } } }
  heard: { can: list, description: what the child has heard }
  flood: { can: list, description: speaks to the operator, arguments: { lines: { type: integer } } }
catalog:
  datasets:
    silver.drops: { tier: silver, form: objects, prefix: drops/, columns: {} }
`;

export interface Reply {
  readonly id: unknown;
  readonly method?: string;
  readonly result?: {
    readonly isError?: boolean;
    readonly content: readonly { readonly text: string }[];
    readonly structuredContent?: Readonly<Record<string, unknown>>;
  };
  readonly error?: {
    readonly code: number;
    readonly message: string;
    readonly data: { readonly flaw: string; readonly at: string };
  };
}

export const line = (message: object): string => `${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`;
export const callLine = (id: unknown, tool: string, args: object = {}): string =>
  line({ id, method: 'tools/call', params: { name: tool, arguments: args } });

const hello =
  line({
    id: 'hello',
    method: 'initialize',
    params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'raw', version: '1' } },
  }) + line({ method: 'notifications/initialized' });

export interface Raw {
  readonly lake: Lake;
  readonly pid: number;
  readonly write: (bytes: string | Buffer) => Promise<void>;
  /** Every line so far; each must be one of JSON. */
  readonly replies: () => readonly Reply[];
  /** Writes, and waits for so many lines more. */
  readonly exchange: (bytes: string | Buffer, more?: number) => Promise<readonly Reply[]>;
  readonly call: (tool: string, args?: object) => Promise<Reply>;
  /** Calls that reached the downstream, those that ask for this list left out. */
  readonly reached: () => Promise<readonly string[]>;
  readonly received: () => string;
  readonly entries: (type: string) => readonly Entry[];
  /** How often something was refused, by its name, once all was written. */
  readonly refusals: () => Readonly<Record<string, number>>;
  /** Ends the input and waits for the end of the process. */
  readonly end: () => Promise<number | null>;
}

type Child = ChildProcessByStdio<Writable, Readable, null>;

const heardIn = (reply: Reply): readonly string[] => {
  // `as`: the fixture's own form.
  const all = (reply.result?.structuredContent?.heard ?? []) as readonly {
    readonly method: string;
    readonly params: unknown;
  }[];
  return all
    .filter((one) => one.method === 'tools/call' && one.params !== 'heard')
    .map((one) => String(one.params));
};

function counts(entries: readonly Entry[]): Readonly<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const { body } of entries)
    if (typeof body.refused === 'string')
      found[body.refused] = (found[body.refused] ?? 0) + Number(body.count);
  return found;
}

function talk(child: Child) {
  const chunks: Buffer[] = [];
  let next = 1;
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stdin.on('error', () => undefined);
  const received = (): string => Buffer.concat(chunks).toString('utf8');
  const replies = (): readonly Reply[] =>
    received()
      .split('\n')
      .slice(0, -1)
      .map((one) => JSON.parse(one) as Reply);
  const write = (bytes: string | Buffer): Promise<void> =>
    new Promise((done) => child.stdin.write(bytes, () => done()));
  const exchange = async (bytes: string | Buffer, more = 1): Promise<readonly Reply[]> => {
    const before = replies().length;
    await write(bytes);
    await until(`${more} more lines`, () => replies().length >= before + more, 20_000);
    return replies().slice(before);
  };
  const call = async (tool: string, args: object = {}): Promise<Reply> => {
    const id = `own-${next++}`;
    await write(callLine(id, tool, args));
    await until(`an answer to ${id}`, () => replies().some((one) => one.id === id), 20_000);
    return replies().find((one) => one.id === id) ?? { id };
  };
  return { received, replies, write, exchange, call };
}

/** Beside its own system, those of the manifests given. */
export async function openRaw(beside: Readonly<Record<string, string>> = {}): Promise<Raw> {
  const lake = makeLake({ manifests: { 'odd.yaml': manifest, ...beside } });
  const child: Child = spawn(process.execPath, [main, 'serve', '--config', lake.config], {
    cwd: lake.directory,
    env: { PATH: process.env.PATH ?? '' },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const exited = new Promise<number | null>((done) => child.once('exit', done));
  const wire = talk(child);
  await wire.exchange(hello);
  return {
    ...wire,
    lake,
    pid: child.pid ?? 0,
    reached: async () => heardIn(await wire.call('odd__heard')),
    entries: (type) => journal(lake).filter((one) => one.type === type),
    refusals: () => counts(journal(lake).filter((one) => one.type === 'session')),
    end: () => {
      child.stdin.end();
      return exited;
    },
  };
}

/** The kernel's memory in MiB: now, or at its highest. */
export const memoryOf = (pid: number, which: 'VmRSS' | 'VmHWM'): number =>
  Number(new RegExp(`${which}:\\s+(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
