// The cookbook as the program runs it: each recipe's tests pass, and each line of a recipe that stands alone speaks in one of them.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { main } from './demo-run.js';

const folder = 'docs/cookbook';
const names = readdirSync(folder);
const tests = names.filter((name) => name.endsWith('.test.yaml'));
const policies = names.filter((name) => !name.endsWith('.test.yaml') && name !== 'aegis.yaml');

interface Told {
  readonly file: string;
  readonly passed: number;
  readonly failed: number;
  readonly tests: readonly { readonly judged: { readonly verdict: string } }[];
  readonly lines: readonly { readonly id: string; readonly cover: string }[];
}

describe('the cookbook', () => {
  it('has at least ten recipes, and tests for each', () => {
    expect(policies.length).toBeGreaterThanOrEqual(10);
    expect(tests.map((name) => name.replace('.test', ''))).toEqual(policies);
  });

  it('shows each recipe as it is run', () => {
    const page = readFileSync('docs/cookbook.md', 'utf8');
    for (const name of policies) expect(page).toContain(readFileSync(`${folder}/${name}`, 'utf8'));
  });

  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [main, 'test', '--json', ...tests.map((name) => `${folder}/${name}`)],
    { encoding: 'utf8', timeout: 240_000, maxBuffer: 64 * 1024 * 1024 },
  );
  it('can be read and passes', () => {
    expect(stderr).toBe('');
    expect(status).toBe(0);
  });

  const { files } = JSON.parse(stdout) as { readonly files: readonly Told[] };
  it.each(files.map((told) => [told.file, told] as const))(
    '%s shows what is allowed and what is not',
    (_, told) => {
      expect(told.failed).toBe(0);
      const verdicts = new Set(told.tests.map(({ judged }) => judged.verdict));
      expect([...verdicts].sort()).toEqual(['allowed', 'denied']);
    },
  );

  it.each(files.map((told) => [told.file, told] as const))(
    '%s is about every line of its recipe',
    (file, told) => {
      const own = readFileSync(file.replace('.test', ''), 'utf8');
      const silent = told.lines.filter(({ id, cover }) => cover === 'silent' && own.includes(`id: ${id},`));
      expect(silent).toEqual([]);
    },
  );
});
