// Pins the line: its fields, their order, its bytes. What the chain hashes is what stands on disk.
import { describe, expect, it } from 'vitest';
import { genesis, hashOf, headText, lineOf } from '../../../src/audit/chain.js';
import { readLine } from '../../../src/audit/read.js';
import { digest, draft } from './lines.js';

const place = { seq: 7, prev: genesis };
const stamp = { at: 5, boot: 'b', chain: 'kernel-1' };
const lineWith = (text: string): string =>
  lineOf({ type: 'deny', decision: 'd', session: 's', body: { text } }, place, stamp);

describe('a line of the chain', () => {
  it('holds the fields in one order, the body last', () => {
    expect(lineOf(draft(1), place, stamp)).toBe(
      `{"v":1,"seq":7,"prev":"${genesis}","at":5,"boot":"b","chain":"kernel-1","type":"intent","decision":"d1","session":"s1","body":{"tool":"pg__query","n":1}}`,
    );
  });

  it.each([
    ['a letter past ASCII', 'é'],
    ['a line separator', '\u2028'],
    ['a paragraph separator', '\u2029'],
    ['a control of the second set', '\u0085'],
    ['delete', '\u007f'],
    ['a right-to-left override', '\u202e'],
    ['an emoji', '😀'],
    ['half an emoji', '\ud83d'],
    ['a newline and an escape', '\n\u001b[2J'],
  ])('holds %s escaped, and reads back as it was', (_, text) => {
    const line = lineWith(text);
    expect(line).toMatch(/^[\x20-\x7e]+$/);
    expect(readLine(line)?.body).toEqual({ text });
  });

  it('has the hash of its bytes', () => {
    expect(hashOf('abc', digest)).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });

  it('is signed with its chain, number and hash, under a name of its own', () => {
    expect(headText('kernel-2', 9, 'ff')).toBe('aegis-head\nkernel-2\n9\nff\n');
  });
});

describe('reading a line', () => {
  const good: Record<string, unknown> = JSON.parse(lineWith('x'));
  it('gives every field back', () => {
    expect(readLine(JSON.stringify(good))).toMatchObject({ seq: 7, at: 5, type: 'deny', decision: 'd' });
  });

  it.each([
    ['v', 2],
    ['seq', -1],
    ['seq', 1.5],
    ['seq', '7'],
    ['prev', 0],
    ['at', 'now'],
    ['boot', null],
    ['chain', 1],
    ['type', 'surprise'],
    ['decision', undefined],
    ['session', 1],
    ['body', []],
    ['body', undefined],
  ])('refuses a line whose %s is %s', (field, value) => {
    expect(readLine(JSON.stringify({ ...good, [field]: value }))).toBeUndefined();
  });

  it.each(['', '{', 'null', '[]', '7'])('refuses %j, which is no record', (line) => {
    expect(readLine(line)).toBeUndefined();
  });
});
