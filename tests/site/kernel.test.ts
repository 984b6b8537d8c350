// The page's composition, without a browser: it decides as a kernel that serves over stdio does, and its lake and chain are what they say they are.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fillLake } from '../../examples/before-after/lake.js';
import { forged, saying } from '../../site/page/journal-view.js';
import { presets } from '../../site/page/presets.js';
import { composed, defaultPolicy } from './composed.js';

const argsOf = (tool: string, text: string): Record<string, unknown> =>
  tool.startsWith('aegis') ? JSON.parse(text) : { sql: text };

/** Every preset, and promote once more when its receipt is there. */
const calls = [...presets, ...presets.filter(({ id }) => id === 'promote')].map(({ id, tool, text }) => ({
  id,
  tool,
  args: argsOf(tool, text),
}));

/** Tokens, ids and times are each kernel's own; that equal people have equal tokens is not. */
function comparable(result: unknown): unknown {
  const tokens = new Map<string, string>();
  const text = JSON.stringify(result)
    .replace(/\[EMAIL:[a-z2-7]+\]/g, (token) => {
      tokens.set(token, tokens.get(token) ?? `[EMAIL:${tokens.size}]`);
      return tokens.get(token) ?? '';
    })
    .replace(/\b[a-z2-7]{26}\b/g, '(id)')
    .replace(/("(?:age|expires_in)_seconds":)\d+/g, '$1 0');
  return JSON.parse(text);
}

describe('the kernel of the page', () => {
  const place = mkdtempSync(join(tmpdir(), 'aegis-site-'));
  const client = new Client({ name: 'site-test', version: '1' });

  beforeAll(async () => {
    mkdirSync(join(place, 'lake'));
    mkdirSync(join(place, 'secrets'));
    fillLake(join(place, 'lake'));
    writeFileSync(join(place, 'secrets', 'lake-dsn'), `sqlite:${join(place, 'lake')}`, { mode: 0o600 });
    const config = ['version: 1', 'role: cleaner', 'manifests: ["{package}/manifests/postgres.yaml"]'];
    const more = ['policies: ["{package}/policies/default.yaml"]', 'state: ./state', ''];
    writeFileSync(join(place, 'aegis.yaml'), [...config, ...more].join('\n'));
    const argv = ['dist/cli/main.js', 'serve', '--config', join(place, 'aegis.yaml')];
    await client.connect(
      new StdioClientTransport({ command: process.execPath, args: argv, stderr: 'ignore' }),
    );
  });
  afterAll(async () => {
    await client.close();
    rmSync(place, { recursive: true, force: true });
  });

  it('answers every preset as a kernel over stdio does: same decision, rule, facts and masked rows', async () => {
    const { house } = await composed();
    const kernel = await house.open(defaultPolicy);
    for (const { id, tool, args } of calls) {
      const served = await client.callTool({ name: tool, arguments: args });
      const told = await kernel?.call(tool, JSON.parse(JSON.stringify(args)));
      expect([id, comparable(told?.result.structuredContent)]).toEqual([
        id,
        comparable(served.structuredContent),
      ]);
    }
    await kernel?.stop();
  }, 120_000);
});

describe('the house of the page', () => {
  it('tells the problems of a policy with line and column, and opens no kernel on it', async () => {
    const { house } = await composed();
    const broken = defaultPolicy.replace('forbid:', 'forbit:');
    expect(house.problems(broken)).toEqual([
      expect.objectContaining({
        line: 15,
        column: 5,
        message: 'unknown key `forbit` in `no-destructive-ops`',
      }),
    ]);
    expect(await house.open(broken)).toBeUndefined();
  });

  it('goes on with its chain under another policy, and finds one changed digit', async () => {
    const { house } = await composed();
    for (const policy of [
      defaultPolicy,
      defaultPolicy.replace('at-most: { rows: 1000', 'at-most: { rows: 7'),
    ]) {
      const kernel = await house.open(policy);
      await kernel?.call('postgres__execute', { sql: 'DROP TABLE silver.customers' });
      await kernel?.stop();
    }
    expect(house.verify()).toMatchObject({ ok: true, lines: house.chain.lines().length });
    expect(house.chain.entries().filter(({ type }) => type === 'config')).toHaveLength(2);
    expect(house.verify(forged(house.chain.lines())).ok).toBe(false);
    expect(saying(house.verify(forged(house.chain.lines())))).toMatch(/^Broken at line \d+: /);
  });

  it('does not open the lake for a credential that is not its own', async () => {
    const { spawnerFor } = await import('../../site/kernel/spawner.js');
    const { lake } = await composed();
    const launch = { argv: ['x'], env: {}, secrets: {} };
    const ears = { read: () => ({}), exit: () => {}, stderr: () => {}, toolsChanged: () => {} };
    // `as`: the launch and the ears are never looked at.
    const connect = spawnerFor(() => lake).connect as (...given: unknown[]) => Promise<unknown>;
    await expect(connect(launch, { DATABASE_URL: 'sqlite:other' }, ears)).rejects.toThrow('credential');
  });
});
