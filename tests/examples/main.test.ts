// The built program against kernels that are not ours: it must not end well because nobody contradicted it.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..');

/** Answers every call with nothing, and every other command with success. */
const agreeable = `
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { CallToolRequestSchema, ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js';
if (process.argv[2] === 'serve') {
  const server = new Server({ name: 'x', version: '1' }, { capabilities: { tools: {} } });
  server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: [] }));
  server.setRequestHandler(CallToolRequestSchema, () => ({ content: [], structuredContent: {} }));
  await server.connect(new StdioServerTransport());
  process.stdin.on('end', () => process.exit(0));
}
`;

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'aegis-demo-program-'));
  for (const folder of ['dist/cli', 'examples']) mkdirSync(join(home, folder), { recursive: true });
  writeFileSync(join(home, 'package.json'), '{ "type": "module" }');
  symlinkSync(join(root, 'node_modules'), join(home, 'node_modules'));
  cpSync(join(root, 'dist', 'examples'), join(home, 'dist', 'examples'), { recursive: true });
  cpSync(join(root, 'examples'), join(home, 'examples'), { recursive: true });
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

function demo(kernel: string, ...flags: readonly string[]) {
  writeFileSync(join(home, 'dist', 'cli', 'main.js'), kernel);
  const program = join(home, 'dist', 'examples', 'before-after', 'main.js');
  return spawnSync(process.execPath, [program, ...flags], { encoding: 'utf8', timeout: 25_000 });
}

describe('the demo program', () => {
  it('ends with 1 and says which claims failed when the kernel merely agrees', () => {
    const { status, stdout } = demo(agreeable, '--json');
    expect(status).toBe(1);
    const facts = JSON.parse(stdout) as { ok: boolean; claims: { id: string; ok: boolean }[] };
    expect(facts.ok).toBe(false);
    expect(facts.claims.filter(({ ok }) => ok).map(({ id }) => id)).toEqual(['clean-exit']);
  });

  it('prints nothing but one object with --json, and its progress on stderr', () => {
    const { stdout, stderr } = demo(agreeable, '--json');
    expect(stdout.trim().split('\n')).toHaveLength(1);
    expect(stderr).toContain('policy on: starting the kernel');
  });

  it('ends with 1 and shows the words of a kernel that does not start', () => {
    const { status, stdout, stderr } = demo("process.stderr.write('no such policy\\n'); process.exit(2);");
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain('no such policy');
  });

  it('refuses to keep its runs in a directory that holds something', () => {
    mkdirSync(join(home, 'kept', 'on'), { recursive: true });
    writeFileSync(join(home, 'kept', 'on', 'mine.txt'), 'mine');
    const { status, stderr } = demo(agreeable, '--keep', join(home, 'kept'));
    expect(status).toBe(1);
    expect(stderr).toContain('is not empty');
    expect(readFileSync(join(home, 'kept', 'on', 'mine.txt'), 'utf8')).toBe('mine');
  });

  it('teaches its flags with --help', () => {
    const { status, stdout } = demo('', '--help');
    expect(status).toBe(0);
    expect(stdout).toMatch(/--json[\s\S]*--keep DIR/);
  });
});
