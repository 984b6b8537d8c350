// A WebSocket client at a real kernel: the three messages of Stately's protocol and no others, for who has a key, and nothing of a person in them.
import { spawn } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { z } from 'zod';
import { type Note, notes } from './console.js';
import { startKernel, until, verb } from './kernel.js';
import { type Lake, main, makeLake, people } from './lake.js';
import { tracesIn } from './traces.js';

const base = {
  _version: z.string(),
  createdAt: z.string().regex(/^\d+$/),
  id: z.string(),
  rootId: z.string(),
  sessionId: z.string(),
};
const snapshot = z.strictObject({
  status: z.enum(['active', 'done']),
  value: z.union([z.string(), z.record(z.string(), z.string())]),
  context: z.strictObject({ verdict: z.string().optional(), executed: z.string().optional() }),
});
const event = z.strictObject({ type: z.string() });
const message = z.discriminatedUnion('type', [
  z.strictObject({
    ...base,
    type: z.literal('@xstate.actor'),
    name: z.string(),
    definition: z.string(),
    snapshot,
  }),
  z.strictObject({ ...base, type: z.literal('@xstate.event'), event }),
  z.strictObject({ ...base, type: z.literal('@xstate.snapshot'), event, snapshot }),
]);

let lake: Lake;
let note: Note;
let child: ReturnType<typeof spawn>;
beforeAll(async () => {
  lake = makeLake();
  child = spawn(process.execPath, [main, 'serve', '--inspect-ws', '--config', lake.config], {
    ...{ cwd: lake.directory, stdio: ['pipe', 'ignore', 'ignore'] },
  });
  await until('the console', () => notes(lake).length === 1, 30_000);
  note = notes(lake)[0] ?? { chain: '', pid: 0, port: 0, token: '' };
});
afterAll(() => {
  child?.kill('SIGKILL');
  lake?.remove();
});

const say = (line: object): void =>
  void child.stdin?.write(`${JSON.stringify({ jsonrpc: '2.0', ...line })}\n`);

const refused = (address: string, headers: Readonly<Record<string, string>> = {}): Promise<string> =>
  new Promise((resolve) => {
    const socket = new WebSocket(address, { headers });
    socket.on('error', ({ message: why }) => resolve(why));
    socket.on('open', () => {
      resolve('open');
      socket.terminate();
    });
  });

describe('an inspector of Stately’s', () => {
  it('is sent whole messages of three kinds, and nothing of a person', async () => {
    const address = verb(lake, 'inspect', '--ws').stdout.trim();
    expect(address).toMatch(/^ws:\/\/127\.0\.0\.1:\d+\/stately\/[A-Za-z0-9_-]+$/);
    expect(address).not.toContain(note.token);
    const socket = new WebSocket(address);
    const sent: string[] = [];
    socket.on('message', (text) => sent.push(String(text)));
    await new Promise((opened) => socket.once('open', opened));
    const params = {
      protocolVersion: '2025-11-25',
      capabilities: {},
      clientInfo: { name: 'a', version: '1' },
    };
    say({ id: 1, method: 'initialize', params });
    say({ method: 'notifications/initialized' });
    const sql = `SELECT id FROM silver.customers WHERE email = '${people[0]?.email}'`;
    say({ id: 2, method: 'tools/call', params: { name: 'postgres__query', arguments: { sql } } });
    const isOver = (): boolean => sent.some((one) => one.includes('"done"') && one.includes('"request:'));
    await until('the request has ended', isOver, 20_000);
    const messages = z.array(message).parse(sent.map((one): unknown => JSON.parse(one)));
    expect(new Set(messages.map(({ type }) => type))).toEqual(
      new Set(['@xstate.actor', '@xstate.event', '@xstate.snapshot']),
    );
    expect(tracesIn(sent.join('\n'))).toEqual([]);
    socket.terminate();
  });

  it('is refused without a key, with the token in the address, and by another name of this machine', async () => {
    const at = `ws://127.0.0.1:${note.port}/stately/`;
    expect(await refused(`${at}nothing`)).toContain('401');
    expect(await refused(at + note.token)).toContain('401');
    const address = verb(lake, 'inspect', '--ws').stdout.trim();
    expect(await refused(address, { host: `evil.example:${note.port}` })).toContain('401');
    expect(await refused(address)).toBe('open');
  });
});

describe('a configuration', () => {
  /** What the door of Stately's says at a kernel with this line in its configuration, to who has a key. */
  async function doorOf(line: string): Promise<string> {
    const own = makeLake({ limits: line });
    const kernel = await startKernel(own);
    await until('the console', () => notes(own).length === 1, 30_000);
    const said = await refused(verb(own, 'inspect', '--ws').stdout.trim());
    await kernel.close();
    own.remove();
    return said;
  }

  it('opens the door to it as the option does', async () => {
    expect(await doorOf('inspect: { ws: true }')).toBe('open');
  }, 60_000);

  it('opens no door to it where it does not say so', async () => {
    expect(await doorOf('inspect: {}')).not.toBe('open');
  }, 60_000);
});
