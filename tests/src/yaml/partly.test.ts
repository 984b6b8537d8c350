// What can still be said of a file of which a part does not fit, and what is not said because it would only follow from that.
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { fitPartly, readYaml } from '../../../src/yaml/document.js';

const schema = z.strictObject({
  version: z.literal(1),
  system: z.string(),
  tools: z
    .record(z.string(), z.strictObject({ can: z.array(z.string()).min(1), deadline: z.string().optional() }))
    .default({}),
  rules: z.array(z.strictObject({ id: z.string(), when: z.string() })).default([]),
});
const read = (text: string, standIns = {}) =>
  fitPartly(readYaml(text, 'f.yaml'), { schema, file: 'f.yaml', standIns });
const told = (text: string) =>
  read(text).problems.map(({ line, column, message }) => `${line}:${column} ${message}`);

const head = 'version: 1\nsystem: a\n';

describe('a document of which a part does not fit', () => {
  it('is read without that part', () => {
    const { value } = read(
      `${head}tools: { p: { can: [x], deadline: 5 }, q: { can: 7 }, r: { can: [y] } }\n`,
    );
    expect(value?.tools).toEqual({ p: { can: ['x'] }, r: { can: ['y'] } });
  });

  it('is told of each part once, and not of what the part leaves missing', () => {
    expect(told(`${head}tools: { q: { can: [1] }, r: { can: [] } }\n`)).toEqual([
      '3:21 an entry of `can` must be a string, not a number',
      '3:37 `can` must have at least 1 entry',
    ]);
  });

  it('keeps the place of an entry behind one that was left out', () => {
    const { value, document, unread } = read(
      `${head}rules:\n  - { id: 1, when: x }\n  - { id: b, when: y }\n`,
    );
    expect(value?.rules).toEqual([{ id: 'b', when: 'y' }]);
    expect(document.at(['rules', 0, 'when'])).toEqual({ line: 5, column: 20 });
    expect([unread.holds(['rules', 0]), unread.touches(['rules'])]).toEqual([false, true]);
  });

  it('has what stands for a part that it cannot do without', () => {
    const { value, unread } = read('version: 1\nsystem: [a]\ntools: { q: { can: [x] } }\n', {
      system: 'unread',
    });
    expect(value).toMatchObject({ system: 'unread', tools: { q: { can: ['x'] } } });
    expect([unread.holds(['system']), unread.holds(['tools'])]).toEqual([true, false]);
  });

  it('is not read at all without one, or when it is no mapping, or no YAML', () => {
    for (const text of ['version: 1\n', '- a\n', 'a: [\n']) {
      expect(read(text).value).toBeUndefined();
      expect(read(text).problems).toHaveLength(1);
    }
  });

  it('tells a misspelt key, and not that the key is missing', () => {
    expect(told('version: 1\nsytem: a\n')).toEqual(['2:1 unknown key `sytem`']);
    expect(told('version: 1\nother: a\n')).toEqual(['1:1 `system` is missing', '2:1 unknown key `other`']);
  });

  it('takes a misspelt key for what it misses only where that is not written too', () => {
    const { unread } = read(`${head}tool: {}\ntools: {}\n`);
    expect(unread.holds(['tools', 'q'])).toBe(false);
    expect(read(`${head}tool: {}\n`).unread.holds(['tools', 'q'])).toBe(true);
  });

  it('names the keys of a mapping that were left out', () => {
    expect(
      read(`${head}tools: { q: { can: 7 }, r: { cann: [x] } }\n`).unread.keysAt(['tools']).toSorted(),
    ).toEqual(['q', 'r']);
  });
});
