// `aegis sql` as a person and a script use it: the program itself, on the labelled lake.
import { spawnSync } from 'node:child_process';
import { copyFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { lakeLabels } from '../cases/sql/lake.js';
import { main, makeLake } from './lake.js';

const place = (name: string): string => fileURLToPath(new URL(`../cases/sql/${name}`, import.meta.url));
const lake = ['--catalog', place('catalog.json'), '--schema', place('schema_sqlite.sql')];

const ask = (words: readonly string[], input = '') => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, 'sql', ...words], {
    encoding: 'utf8',
    input,
  });
  return { exit: status, stdout, stderr };
};
interface Answer {
  readonly id: string | number | null;
  readonly understood: boolean;
  readonly readonly: boolean;
  readonly destructive: boolean;
  readonly row_guard: boolean;
  readonly scope: string;
  readonly reads: readonly string[];
  readonly writes: readonly string[];
  readonly pii_output_columns: readonly string[];
  readonly why: readonly string[];
}
const answers = (stdout: string): readonly Answer[] =>
  stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Answer);
const linesOf = (questions: readonly unknown[]): string =>
  questions.map((one) => (typeof one === 'string' ? one : JSON.stringify(one))).join('\n');

describe('aegis sql', () => {
  it('answers each line of stdin with one line, in order, and the labels hold', () => {
    const questions = lakeLabels.map(({ id, sql }) => ({ id, dialect: 'sqlite', sql }));
    const { exit, stdout } = ask([...lake, '--json'], linesOf(questions));
    const all = answers(stdout);
    expect(exit).toBe(0);
    expect(all.map(({ id }) => id)).toEqual(lakeLabels.map(({ id }) => id));
    for (const [at, { sql, category, expect: label }] of lakeLabels.entries()) {
      const answer = all[at];
      if (answer === undefined) throw new Error(sql);
      if (label.destructive) expect([sql, answer.destructive || answer.row_guard]).toEqual([sql, true]);
      if (!label.readonly) expect([sql, answer.readonly]).toEqual([sql, false]);
      if (category === 'benign')
        expect([sql, answer.understood, answer.destructive]).toEqual([sql, true, false]);
      const found = label.pii_output_columns.every(
        (name) => answer.pii_output_columns.includes(name) || answer.pii_output_columns.includes('*'),
      );
      expect([sql, found]).toEqual([sql, true]);
    }
  });

  it('a line that is no question is answered under its id with a reason, and the rest is read on', () => {
    const input = linesOf([
      '{',
      '[]',
      { id: 'a', sql: 7 },
      { id: 'b', sql: 'SELECT 1', dialect: 'oracle' },
      { id: 3, sql: 'SELECT id FROM silver.orders' },
    ]);
    const { exit, stdout } = ask([...lake, '--json'], input);
    const all = answers(stdout);
    expect(exit).toBe(1);
    expect(all.map(({ id, understood }) => [id, understood])).toEqual([
      [null, false],
      [null, false],
      ['a', false],
      ['b', false],
      [3, true],
    ]);
    for (const { why } of all.slice(0, 4)) expect(why).not.toEqual([]);
  });

  it('what is not understood is told as the worst', () => {
    const input = linesOf([{ id: 'x', sql: 'PRAGMA writable_schema = 1' }]);
    const [answer] = answers(ask([...lake, '--json'], input).stdout);
    expect(answer).toMatchObject({
      understood: false,
      readonly: false,
      destructive: true,
      pii_output_columns: ['*'],
    });
  });

  it('a statement given as a word is told with the part at fault underlined, and its exit code says whether it is harmless', () => {
    const loose = ask([...lake, 'DELETE FROM silver.orders WHERE 1 = 1']);
    expect(loose.exit).toBe(1);
    expect(loose.stdout).toContain('DESTRUCTIVE');
    const [first = '', second = ''] = loose.stdout.split('\n');
    expect(first.slice(second.indexOf('^'), second.lastIndexOf('^') + 1)).toBe('WHERE 1 = 1');
    expect(ask([...lake, 'SELECT id FROM silver.orders']).exit).toBe(0);
  });

  it.each(["SELECT '\u{1F600}\u{1F600}' AS a,", "SELECT\t'\t' AS a,", 'SELECT 1 AS a,\r\n\t'])(
    'the mark stands under the part at fault behind %j',
    (before) => {
      const { stdout } = ask([...lake, `${before} pg_sleep(1) FROM silver.orders`, '--dialect', 'sqlite']);
      const lines = stdout.split('\n');
      const at = lines.findIndex((line) => line.includes('NOT UNDERSTOOD')) - 1;
      const [shown = '', mark = ''] = lines.slice(at - 1, at + 1);
      expect(shown.slice(mark.indexOf('^'), mark.lastIndexOf('^') + 1)).toContain('pg_sleep');
      expect(shown).not.toMatch(/[\t\r]|^ *\?/);
    },
  );

  it('a live system is asked for its structure, and its manifest says what is personal', () => {
    const live = makeLake();
    try {
      const words = ['--manifest', 'manifests/postgres.yaml', '--config', live.config, '--json'];
      const { exit, stdout, stderr } = ask([...words, 'SELECT * FROM silver.customers']);
      expect([exit, stderr]).toEqual([0, '']);
      const [answer] = answers(stdout);
      expect(answer).toMatchObject({ understood: true, readonly: true, reads: ['silver.customers'] });
      expect(answer?.pii_output_columns).toContain('email');
    } finally {
      live.remove();
    }
  });

  it('a manifest named from where one stands has its configuration beside it', () => {
    const live = makeLake();
    try {
      copyFileSync('manifests/postgres.yaml', join(live.directory, 'tables.yaml'));
      renameSync(live.config, join(live.directory, 'elsewhere.yaml'));
      const argv = [main, 'sql', 'SELECT id FROM silver.orders', '--manifest', 'tables.yaml', '--json'];
      const { status, stderr } = spawnSync(process.execPath, argv, { cwd: live.directory, encoding: 'utf8' });
      expect([status, stderr]).toEqual([0, '']);
    } finally {
      live.remove();
    }
  });

  it('ends without a word when nobody reads what it says any more', () => {
    const input = linesOf(
      Array.from({ length: 400 }, (_, id) => ({ id, dialect: 'sqlite', sql: 'SELECT 1' })),
    );
    const line = `"${process.execPath}" "${main}" sql ${lake.map((word) => `"${word}"`).join(' ')} --json | head -n 1`;
    const { stdout, stderr } = spawnSync('sh', ['-c', line], { encoding: 'utf8', input });
    expect(answers(stdout).map(({ id }) => id)).toEqual([0]);
    expect(stderr).toBe('');
  });

  it.each([
    [['SELECT 1']],
    [['SELECT 1', '--schema', place('schema_sqlite.sql')]],
    [['SELECT 1', ...lake, '--dialect', 'oracle']],
    [['SELECT 1', ...lake, '--file', place('catalog.json')]],
    [['SELECT 1', 'SELECT 2', ...lake]],
    [['SELECT 1', '--catalog', place('catalog.json'), '--schema', place('catalog.json')]],
  ])('%j is refused with what to do', (words) => {
    const { exit, stdout, stderr } = ask(words);
    expect([exit, stdout]).toEqual([2, '']);
    expect(stderr).toContain('aegis sql');
  });
});
