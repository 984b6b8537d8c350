// An MCP client over stdio that keeps every byte the kernel sent. It refuses to read a result before its bytes are on disk.
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { ReadBuffer, serializeMessage } from '@modelcontextprotocol/sdk/shared/stdio.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import type { JSONRPCMessage } from '@modelcontextprotocol/sdk/types.js';

type Kernel = ChildProcessByStdio<Writable, Readable, Readable>;

export interface Launch {
  readonly argv: readonly string[];
  readonly cwd: string;
  /** Beside the path, which is all that it has otherwise. */
  readonly env?: Readonly<Record<string, string>>;
  /** Where the bytes go. */
  readonly received: string;
  readonly stderr: (text: string) => void;
}

/** Milliseconds for one call, and for the kernel to leave after its input has ended. */
const callTime = 60_000;
const leaveTime = 15_000;

function exited(child: Kernel): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((resolve) => {
    child.once('exit', (code) => resolve(code));
  });
}

/** Ends the input, as a client that goes away does; only a kernel that does not leave is killed. */
async function leave(child: Kernel): Promise<number | null> {
  child.stdin.end();
  const timer = setTimeout(() => child.kill('SIGKILL'), leaveTime);
  const code = await exited(child);
  clearTimeout(timer);
  return code;
}

/** The SDK's stdio transport with one difference: what arrives is written down first, as it arrives. */
function teeing(child: Kernel, received: string): Transport {
  const buffer = new ReadBuffer();
  const transport: Transport = {
    start: async () => undefined,
    send: async (message: JSONRPCMessage) => {
      child.stdin.write(serializeMessage(message));
    },
    close: async () => {
      await leave(child);
    },
  };
  const deliver = (): void => {
    for (let message = buffer.readMessage(); message !== null; message = buffer.readMessage())
      transport.onmessage?.(message);
  };
  child.stdout.on('data', (chunk: Buffer) => {
    appendFileSync(received, chunk);
    buffer.append(chunk);
    try {
      deliver();
    } catch (thrown) {
      transport.onerror?.(thrown instanceof Error ? thrown : new Error('a line that is not a message'));
    }
  });
  child.stdin.on('error', () => undefined);
  child.on('exit', () => transport.onclose?.());
  return transport;
}

export interface Answer {
  readonly isError: boolean;
  readonly text: string;
  readonly content: Readonly<Record<string, unknown>>;
}

/** What the agent holds: the tools it was shown, and one way to call them. */
export interface Hand {
  readonly instructions: string;
  readonly tools: () => Promise<readonly string[]>;
  readonly call: (tool: string, args: Readonly<Record<string, unknown>>) => Promise<Answer>;
}

export interface Connection extends Hand {
  /** The kernel's exit code; null when it had to be killed. */
  readonly close: () => Promise<number | null>;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const textOf = (content: unknown): string =>
  (Array.isArray(content) ? content : [])
    .flatMap((block: unknown) => (isRecord(block) && typeof block.text === 'string' ? [block.text] : []))
    .join('\n');

/** `callTool`, not a bare request: it checks each result, denials too, against the published output schema. */
async function call(client: Client, name: string, args: Readonly<Record<string, unknown>>): Promise<Answer> {
  const result = await client.callTool({ name, arguments: { ...args } }, undefined, { timeout: callTime });
  return {
    isError: result.isError === true,
    text: textOf(result.content),
    content: isRecord(result.structuredContent) ? result.structuredContent : {},
  };
}

export async function connect(launch: Launch): Promise<Connection> {
  const [command = '', ...args] = launch.argv;
  const env = { PATH: process.env.PATH ?? '', ...launch.env };
  const child = spawn(command, args, { cwd: launch.cwd, env, stdio: ['pipe', 'pipe', 'pipe'] });
  child.stderr.setEncoding('utf8');
  child.stderr.on('data', launch.stderr);
  const client = new Client({ name: 'scripted-agent', version: '1.0.0' });
  try {
    await client.connect(teeing(child, launch.received), { timeout: callTime });
  } catch (thrown) {
    await leave(child);
    throw thrown;
  }
  return {
    instructions: client.getInstructions() ?? '',
    tools: async () =>
      (await client.listTools(undefined, { timeout: callTime })).tools.map((tool) => tool.name),
    call: (tool, given) => call(client, tool, given),
    close: () => leave(child),
  };
}
