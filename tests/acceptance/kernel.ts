// One `aegis serve` as a process and an SDK client on its pipes; every byte it sends is kept. It refuses to look into the kernel by any other way.
import { type ChildProcessByStdio, spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { ReadBuffer, serializeMessage } from '@modelcontextprotocol/sdk/shared/stdio.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import { type Lake, main } from './lake.js';

type Child = ChildProcessByStdio<Writable, Readable, Readable>;
type Fields = Readonly<Record<string, unknown>>;

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface Answer {
  readonly isError: boolean;
  readonly text: string;
  readonly content: Fields;
  /** `allowed`, or the code of the denial. */
  readonly code: string;
  readonly decision: string;
  readonly rule: string;
}

const record = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

function answerOf(result: Fields): Answer {
  const content = record(result.structuredContent);
  const blocks = Array.isArray(result.content) ? result.content.map(record) : [];
  return {
    isError: result.isError === true,
    // What the kernel says of its own masks stands behind the result and is none of it.
    text: blocks
      .map((block) => text(block.text))
      .filter((one) => !one.startsWith('Masked: '))
      .join('\n'),
    content,
    code: result.isError === true ? text(content.code) : 'allowed',
    decision: text(content.decisionId),
    rule: text(record(content.rule).id),
  };
}

/** Does what a denial for a late reading asks for: on a busy machine it says nothing of what is under test. */
async function insist(ask: () => Promise<Answer>, left = 4): Promise<Answer> {
  const answer = await ask();
  return answer.code === 'not-read-in-time' && left > 0 ? insist(ask, left - 1) : answer;
}

/** The SDK's stdio transport with one difference: what arrives is kept first. */
function teeing(child: Child, keep: (chunk: Buffer) => void): Transport {
  const buffer = new ReadBuffer();
  const transport: Transport = {
    start: async () => undefined,
    send: async (message) => void child.stdin.write(serializeMessage(message)),
    close: async () => void child.stdin.end(),
  };
  child.stdout.on('data', (chunk: Buffer) => {
    keep(chunk);
    buffer.append(chunk);
    for (let message = buffer.readMessage(); message !== null; message = buffer.readMessage())
      transport.onmessage?.(message);
  });
  child.stdin.on('error', () => undefined);
  child.on('exit', () => transport.onclose?.());
  return transport;
}

export interface StartTerms {
  /** Besides PATH. */
  readonly env?: Readonly<Record<string, string>>;
  readonly client?: { readonly name: string; readonly version: string };
  /** Words of a shell before the program, for instance `ulimit -f 8;`. */
  readonly before?: string;
}

function launch(lake: Configured, { before, env: more = {} }: StartTerms): Child {
  const argv = [process.execPath, main, 'serve', '--config', lake.config];
  const shell = ['/bin/sh', '-c', `${before} exec "$@"`, 'sh', ...argv];
  const [command = '', ...args] = before === undefined ? argv : shell;
  const env = { PATH: process.env.PATH ?? '', ...more };
  return spawn(command, args, { cwd: lake.directory, env, stdio: ['pipe', 'pipe', 'pipe'] });
}

/** What a kernel needs of a lake. */
type Configured = Pick<Lake, 'config' | 'directory'>;

export async function startKernel(lake: Configured, terms: StartTerms = {}) {
  const child = launch(lake, terms);
  const chunks: Buffer[] = [];
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (more: string) => {
    said += more;
  });
  const exited = new Promise<Exit>((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }));
  });
  const client = new Client(terms.client ?? { name: 'acceptance', version: '1.0.0' });
  await client.connect(teeing(child, (chunk) => chunks.push(chunk))).catch((cause: unknown) => {
    throw new Error(`the kernel did not start; it said: ${said}`, { cause });
  });
  const received = (): string => Buffer.concat(chunks).toString('utf8');
  return {
    client,
    // A child that was spawned and has spoken has a pid.
    pid: child.pid ?? 0,
    exited,
    received,
    stderr: () => said,
    /** `callTool` checks each result, denials too, against the published output schema once the tools were listed. */
    call: (name: string, args: Fields, options: { readonly signal?: AbortSignal } = {}) =>
      insist(async () =>
        answerOf(await client.callTool({ name, arguments: { ...args } }, undefined, options)),
      ),
    /** A line of our own on its input. */
    say: (message: Fields) => void child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`),
    /** Ends the input, as a client that goes away does. */
    close: () => {
      child.stdin.end();
      return exited;
    },
    signal: (name: NodeJS.Signals) => {
      child.kill(name);
      return exited;
    },
  };
}
export type Kernel = Awaited<ReturnType<typeof startKernel>>;

export interface Entry {
  readonly seq: number;
  readonly chain: string;
  readonly type: string;
  readonly decision: string;
  readonly session: string;
  readonly body: Fields;
}

type Audited = Pick<Lake, 'state'>;
const auditOf = (lake: Audited): string => join(lake.state, 'audit');

export const chainFiles = (lake: Audited): readonly string[] =>
  existsSync(auditOf(lake))
    ? readdirSync(auditOf(lake))
        .filter((name) => name.endsWith('.jsonl'))
        .sort()
        .map((name) => join(auditOf(lake), name))
    : [];

/** Every entry on disk, in the order of each chain. */
export const journal = (lake: Audited): readonly Entry[] =>
  chainFiles(lake).flatMap((file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      // `as`: the verifier's own tests pin the form of a line.
      .map((line) => JSON.parse(line) as Entry),
  );

/** Another verb of the program, on the same configuration. */
export function verb(lake: Configured, ...words: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...words, '--config', lake.config], {
    cwd: lake.directory,
    encoding: 'utf8',
    timeout: 20_000,
  });
  return { exit: status, stdout, stderr };
}

/** Waits for what another process brings about. */
export async function until(what: string, holds: () => boolean, within = 10_000): Promise<void> {
  for (const end = Date.now() + within; !holds(); ) {
    if (Date.now() > end) throw new Error(`${what}: not within ${within} ms`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
