// The lists of guards that can be taken out name text that is there and tests that are there. What they show is shown by `npm run guards`.
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { exists, filesBelow, read } from './tree.js';

const guards = z.array(
  z.strictObject({
    guard: z.string().min(10),
    rows: z.array(z.int().min(1).max(60)).optional(),
    file: z.string(),
    find: z.string().min(1),
    put: z.string(),
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
    expect(read(one.file).split(one.find)).toHaveLength(2);
    expect(one.put).not.toContain(one.find);
    expect(one.tests.filter((path) => !exists(path))).toEqual([]);
  });
});
