// A statement of ten thousand values is read, and one of more is told what to do instead; a statement of 64 KiB of UTF-8 is read, and one that is longer is not, in both dialects and whatever its characters are.
import { describe, expect, it } from 'vitest';
import { readingHelp } from '../../../../src/policy/reading-help.js';
import { readerOf } from '../../../cases/sql/reading.js';
import { pgReaderOf } from '../../../cases/sql/reading-postgres.js';

const most = 65_536;
const signs = ['a', 'é', '表', '🙂'];
const statement = (sign: string, bytes: number): string => {
  const [head, tail] = ["SELECT '", "'"];
  const room = bytes - head.length - tail.length;
  const each = new TextEncoder().encode(sign).length;
  return head + sign.repeat(Math.floor(room / each)) + 'a'.repeat(room % each) + tail;
};

const list = (count: number, value: string): string =>
  `SELECT 1 WHERE 1 IN (${Array.from({ length: count }, () => value).join(',')})`;

describe.each([
  ['sqlite', readerOf()],
  ['postgres', pgReaderOf()],
] as const)('%s', (_, read) => {
  it.each(signs)('counts the bytes of %s', (sign) => {
    const [whole, longer] = [statement(sign, most), statement(sign, most + 1)];
    expect(new TextEncoder().encode(whole)).toHaveLength(most);
    expect(read(whole).opaque).not.toContain('text too long');
    expect(read(longer).opaque).toEqual(['text too long']);
  });

  it('reads no list of more values than there are to be', () => {
    expect(read(list(10_000, '7')).opaque).toEqual([]);
    const { opaque } = read(list(10_001, '7'));
    expect(opaque).toEqual(['more values than are read of one statement']);
    expect(readingHelp(opaque)).toContain('a table of your own in a staging schema');
  });

  it('counts no comma of a text', () => {
    expect(read(`SELECT '${','.repeat(20_000)}'`).opaque).toEqual([]);
    expect(read(list(10_001, "''")).opaque).not.toEqual([]);
  });
});
