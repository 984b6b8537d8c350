/** The console's server by itself: what it leaves behind where it cannot open, and what it leaves alone. */
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createJournal, openConsole } from '../../../actors/powers/index.js';
import type { ConsoleFace } from '../../../actors/powers-console.js';
import { ask } from '../../acceptance/console.js';

const face: ConsoleFace = {
  answer: async () => ({ found: {} }),
  metrics: () => '',
  events: { next: () => 0, since: () => [], follow: () => () => undefined },
  stately: () => () => [],
};
let state: string;
const open = (port: number) =>
  openConsole({ note: { state, chain: 'mine' }, pages: join(state, 'pages'), port, face, hasSockets: false });

/** One that was free a moment ago. */
const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });

beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), 'console-'));
});
afterEach(() => rmSync(state, { recursive: true }));

describe('a console', () => {
  it('that can leave no note leaves no port open', async () => {
    mkdirSync(join(state, 'inspect'));
    chmodSync(join(state, 'inspect'), 0o755);
    const port = await freePort();
    await expect(open(port)).rejects.toThrow('not a directory of its owner alone');
    await expect(ask(port, '/')).rejects.toThrow('ECONNREFUSED');
  });

  it('takes away what the dead have left, and not what another kernel is just writing', async () => {
    const journal = createJournal({ state, heads: join(state, 'heads'), boot: 'other' });
    await journal.open();
    mkdirSync(join(state, 'inspect'), { mode: 0o700 });
    const [draft, dead] = [`${journal.name}.json.${process.pid}`, 'dead.json'].map((name) =>
      join(state, 'inspect', name),
    );
    for (const path of [draft, dead]) writeFileSync(path ?? '', '{}');
    const server = await open(0);
    expect([draft, dead].map((path) => existsSync(path ?? ''))).toEqual([true, false]);
    await server.close();
    await journal.close();
  });
});
