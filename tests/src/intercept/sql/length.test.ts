// A statement of 64 KiB of UTF-8 is read, and one that is longer is not, in both dialects and whatever its characters are.
import { describe, expect, it } from 'vitest';
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
});
