// A few rows that are named by their keys are pinned by that; a list of many, which may be all there are, runs under the bound on rows, in both dialects.
import { describe, expect, it } from 'vitest';
import { readerOf } from '../../../cases/sql/reading.js';
import { pgReaderOf } from '../../../cases/sql/reading-postgres.js';

const readers = { sqlite: readerOf(), postgres: pgReaderOf() };
const numbers = (count: number, one: (n: number) => string): string =>
  Array.from({ length: count }, (_, at) => one(at + 1)).join(', ');

const forms: readonly (readonly [string, (count: number) => string])[] = [
  ['a deletion', (count) => `DELETE FROM silver.orders WHERE id IN (${numbers(count, String)})`],
  ['a change', (count) => `UPDATE silver.orders SET amount = 0 WHERE id IN (${numbers(count, String)})`],
];

describe.each(Object.entries(readers))('in %s', (_, read) => {
  it.each(forms)('%s of five named rows is pinned, of six bounded', (_, statement) => {
    const scopes = [1, 5, 6, 16].map((count) => read(statement(count)).writes.map(({ scope }) => scope));
    const [one, five, six, all] = scopes.map((found) => found.filter((scope) => scope !== 'not-applicable'));
    expect([one, five, six, all]).toEqual([['key-pinned'], ['key-pinned'], ['predicate'], ['predicate']]);
  });
});

const brought: readonly (readonly ['sqlite' | 'postgres', string])[] = [
  ['sqlite', 'REPLACE INTO silver.orders (id) VALUES X'],
  ['postgres', 'INSERT INTO silver.orders (id) VALUES X ON CONFLICT (id) DO UPDATE SET amount = 0'],
];

it.each(brought)('what a statement of %s writes over is counted alike', (dialect, statement) => {
  const scopes = [5, 6].map((count) =>
    readers[dialect](
      statement.replace(
        'X',
        numbers(count, (n) => `(${n})`),
      ),
    ).writes.map(({ scope }) => scope),
  );
  const [few = [], many = []] = scopes;
  expect(few).toContain('key-pinned');
  expect(few).not.toContain('predicate');
  expect(many).toContain('predicate');
});
