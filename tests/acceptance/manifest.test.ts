// `aegis manifest` as a program, on a server that says hostile things: what it prints, what it writes, how it ends.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { main } from './lake.js';

const server = join(import.meta.dirname, '..', 'fixtures', 'servers', 'shifty.mjs');
let place: string;
const at = (name: string): string => join(place, name);
const text = (name: string): string => readFileSync(at(name), 'utf8');

const one = {
  name: 'get_note',
  description: 'a \u001b]52;c;eA==\u0007 note',
  inputSchema: { type: 'object' },
};
const live = (...tools: readonly object[]): void =>
  writeFileSync(at('tools.json'), JSON.stringify({ tools, instructions: '' }));

const aegis = (...words: readonly string[]) =>
  spawnSync(process.execPath, [main, 'manifest', ...words], {
    cwd: place,
    encoding: 'utf8',
    env: { PATH: process.env.PATH ?? '', LEAK: 'from outside' },
    timeout: 25_000,
  });
const draftOf = (...words: readonly string[]) =>
  aegis('draft', ...words, '--', 'node', server, at('tools.json'), at('diary'));

beforeAll(() => {
  place = mkdtempSync(join(tmpdir(), 'aegis-manifest-'));
  live(one);
});
afterAll(() => rmSync(place, { recursive: true, force: true }));

describe('aegis manifest', () => {
  it('draft writes a manifest that check takes, whole, once, and calls no tool', () => {
    const { status, stdout, stderr } = draftOf('--out', 'notes.yaml', '--system', 'notes', '--env', 'TZ=UTC');
    expect([status, stdout]).toEqual([0, '']);
    expect(stderr).toContain('running ["node",');
    const written = text('notes.yaml');
    expect(written).toContain('system: notes');
    expect(written).toMatch(/^[ -~\n]*$/);
    expect(draftOf('--out', 'notes.yaml').status).toBe(2);
    expect(text('notes.yaml')).toBe(written);
    expect(readdirSync(place).filter((name) => name.endsWith('.new'))).toEqual([]);
    expect(text('diary')).not.toContain('"call"');
    const config =
      'version: 1\nrole: r\nmanifests: [notes.yaml]\npolicies: ["{package}/policies/default.yaml"]\nstate: ./state\n';
    writeFileSync(at('aegis.yaml'), config);
    const check = spawnSync(process.execPath, [main, 'check', '--json'], { cwd: place, encoding: 'utf8' });
    expect(JSON.parse(check.stdout)).toMatchObject({ ok: true });
  });

  it('diff is silent of what is as pinned, and tells what is not with its escapes', () => {
    expect(aegis('diff', 'notes.yaml').status).toBe(0);
    live({ ...one, description: 'b \u001b[2J\u202e' }, { name: 'new\u0007' });
    const { status, stdout } = aegis('diff', 'notes.yaml');
    expect(status).toBe(1);
    expect(stdout).toContain('get_note: its description has changed');
    expect(stdout).toContain('description now: b \\u{1b}[2J\\u{202e}');
    expect(stdout).toContain('new\\u{7}');
    expect(JSON.parse(aegis('diff', 'notes.yaml', '--json').stdout)).toMatchObject({
      ok: false,
      tools: [{ tool: 'get_note', state: 'drifted', changed: ['description'] }],
    });
  });

  it('pin writes nothing unless it is told to, and then the pin alone', () => {
    const before = text('notes.yaml');
    expect(aegis('pin', 'notes.yaml').status).toBe(1);
    expect(text('notes.yaml')).toBe(before);
    expect(aegis('pin', 'notes.yaml', '--write').status).toBe(0);
    const [old, now] = [before, text('notes.yaml')].map((all) => all.split('\n'));
    expect(
      now?.filter((line, index) => line !== old?.[index]).map((line) => line.trim().slice(0, 5)),
    ).toEqual(['pin: ']);
    expect(aegis('diff', 'notes.yaml').status).toBe(0);
  });

  it('pin of a tool that is gone keeps its pin and says so', () => {
    live();
    const before = text('notes.yaml');
    const { status, stderr } = aegis('pin', 'notes.yaml', '--write');
    expect([status, text('notes.yaml')]).toEqual([1, before]);
    expect(stderr).toContain('not pinned: get_note');
  });

  it.each<[readonly string[], number, string]>([
    [['draft'], 2, 'name the command'],
    [['draft', '--env', 'novalue', '--', 'node'], 2, '--env is NAME=VALUE'],
    [['draft', '--', '/nowhere/at-all'], 3, 'no such program'],
    [['draft', '--system', 'No Name', '--', 'node', server, 'x', 'y'], 3, 'did not answer'],
    [['pin'], 2, 'name one manifest'],
    [['diff', 'missing.yaml'], 2, 'is missing'],
    [['accept'], 2, 'say `draft`, `pin` or `diff`'],
  ])('%j ends with %i and a word on what is wrong', (words, code, said) => {
    const { status, stderr } = aegis(...words);
    expect([status, stderr.includes(said)]).toEqual([code, true]);
  });

  it('the shipped manifests are pinned to the shipped downstreams; `npm run pins` mends it', () => {
    const { status, stdout } = spawnSync(process.execPath, ['.ci/pins.mjs', '--check'], { encoding: 'utf8' });
    expect(`${status}\n${stdout}`).toMatch(/^0\n/);
  });
});
