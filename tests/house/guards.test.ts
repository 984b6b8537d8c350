// The lists of guards that can be taken out name text that is there and tests that are there, and the threat model names what is in the lists.
// What they show is shown by `npm run guards`.
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { exists, filesBelow, read } from './tree.js';

const cut = { file: z.string(), find: z.string().min(1), put: z.string() };
const guards = z.array(
  z.strictObject({
    guard: z.string().min(10),
    rows: z.array(z.int().min(1).max(60)).optional(),
    ...cut,
    also: z.array(z.strictObject(cut)).optional(),
    tests: z.array(z.string()).min(1),
    only: z.string().optional(),
  }),
);

const lists = filesBelow('tests/guards').filter((path) => path.endsWith('.yaml'));

describe.each(lists)('%s', (list) => {
  const all = guards.parse(parse(read(list)));

  it('names each guard once', () => {
    const names = all.map((one) => one.guard);
    expect(names).toEqual([...new Set(names)]);
  });

  it.each(all.map((one) => [one.guard, one] as const))('“%s” stands once where it is said to', (_, one) => {
    const cuts = [one, ...(one.also ?? [])];
    for (const { file, find } of cuts) expect(read(file).split(find)).toHaveLength(2);
    expect(cuts.filter(({ find, put }) => find === put)).toEqual([]);
    expect(cuts.map(({ file }) => file)).toEqual([...new Set(cuts.map(({ file }) => file))]);
    expect(one.tests.filter((path) => !exists(path))).toEqual([]);
  });
});

describe('the planted bugs', () => {
  const planted = guards.parse(parse(read('tests/guards/planted.yaml')));

  it('are each caught by a test that is generated or explored, by its name', () => {
    const homes = ['tests/generated/', 'tests/explored/'];
    const others = planted.filter(
      ({ only, tests }) =>
        only === undefined || !tests.every((path) => homes.some((home) => path.startsWith(home))),
    );
    expect(others.map(({ guard }) => guard)).toEqual([]);
    expect(planted.length).toBeGreaterThanOrEqual(20);
  });
});

describe('the table of the threat model', () => {
  const all = lists.flatMap((list) => guards.parse(parse(read(list))));
  const rows = [
    ...read('docs/threat-model.md').matchAll(/^\| (\d+) +\|[^|]+\|[^|]+\| `([^`]+)` +\| ([^|]+?) +\|$/gm),
  ].map(([, row, test, guard]) => ({ row: Number(row), test, guard }));

  it('has each row once, in order', () => {
    const numbers = rows.map(({ row }) => row);
    expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
    expect(numbers.length).toBeGreaterThan(20);
  });

  it('names guards that the lists take out, with the test that goes red', () => {
    const unknown = rows.filter(
      ({ row, test = '', guard }) =>
        !all.some((one) => one.guard === guard && one.rows?.includes(row) && one.tests.includes(test)),
    );
    expect(unknown).toEqual([]);
  });

  it('has every row that an attack is tried for', () => {
    const tried = all.flatMap(({ rows: of = [], tests }) =>
      tests.some((test) => test.startsWith('tests/attacks/')) ? of : [],
    );
    expect([...new Set(tried)].sort((a, b) => a - b)).toEqual(rows.map(({ row }) => row));
  });
});
