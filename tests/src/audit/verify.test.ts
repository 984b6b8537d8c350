// Pins what verifying finds, and what it says that it cannot know.
import { describe, expect, it } from 'vitest';
import { genesis, headText } from '../../../src/audit/chain.js';
import { createVerifier, type Verified, type VerifyMeans } from '../../../src/audit/verify.js';
import { chainOf, digest, draft, extend, type Made, signText, verifySignature, withHead } from './lines.js';

const verified = (lines: readonly string[], expected?: VerifyMeans['expected']): Verified => {
  const verifier = createVerifier({
    digest,
    verifySignature,
    ...(expected === undefined ? {} : { expected }),
  });
  for (const line of lines) verifier.line(line);
  return verifier.end();
};

const known = ({ seq, hash }: Made): NonNullable<VerifyMeans['expected']> => ({ seq, hash });

describe('a whole chain', () => {
  it('is whole, and its head is the last line', () => {
    const made = withHead(chainOf(3));
    expect(verified(made.lines)).toEqual({
      ok: true,
      lines: 4,
      head: known(made),
      unsigned: 0,
      signedHeads: 1,
    });
  });

  it('tells how many entries stand after the last signed head', () => {
    const made = extend(extend(withHead(chainOf(2)), draft(8)), draft(9));
    expect(verified(made.lines)).toMatchObject({ ok: true, unsigned: 2 });
    expect(verified(chainOf(5).lines)).toMatchObject({ ok: true, unsigned: 5, signedHeads: 0 });
  });

  it('is whole when it is empty', () => {
    expect(verified([])).toEqual({
      ok: true,
      lines: 0,
      head: { seq: -1, hash: genesis },
      unsigned: 0,
      signedHeads: 0,
    });
  });

  it('holds a head that was known from elsewhere, at its end or before it', () => {
    const early = chainOf(3);
    expect(verified(extend(early, draft(3)).lines, known(early)).ok).toBe(true);
    expect(verified(early.lines, known(early)).ok).toBe(true);
  });
});

describe('a changed chain', () => {
  const made = withHead(chainOf(5));
  const without = (at: number): readonly string[] => made.lines.filter((_, n) => n !== at);
  const swapped = (at: number, line: string): readonly string[] => made.lines.with(at, line);

  it.each([
    ['a line is not JSON', swapped(2, '{'), 3, /not an entry/],
    ['a line is gone', without(2), 3, /number is 3, not 2/],
    ['the first line is gone', without(0), 1, /number is 1, not 0/],
    ['a line stands twice', [...made.lines.slice(0, 2), ...made.lines.slice(1)], 3, /number is 1, not 2/],
    [
      'a line was rewritten',
      swapped(2, made.lines[2]?.replace('"n":2', '"n":9') ?? ''),
      4,
      /hash of the line before/,
    ],
    [
      'a byte past ASCII was put in',
      swapped(2, made.lines[2]?.replace('s1', 's\u00b1') ?? ''),
      3,
      /bytes that no entry/,
    ],
    ['a carriage return was put in', swapped(2, `${made.lines[2]}\r`), 3, /bytes that no entry/],
    ['its last line is torn', [...made.lines, '{"v":1\n'], 7, /bytes that no entry/],
  ])('names the first bad line when %s', (_, lines, line, why) => {
    const found = verified(lines);
    expect(found.ok).toBe(false);
    expect(found.bad).toEqual({ line, why: expect.stringMatching(why) });
  });

  it('is found by the signature of its head, though every hash was made again', () => {
    const other = extend(chainOf(4), draft(77));
    const { signature } = JSON.parse(made.lines[5] ?? '').body;
    expect(verified(withHead(other, signature).lines).bad).toEqual({
      line: 6,
      why: 'the signature of its head is not good',
    });
  });

  it('is found when its head names another line or size', () => {
    const chain = chainOf(3);
    const body = {
      size: 2,
      head: chain.hash,
      keyId: 'k',
      signature: signText(headText('kernel-1', 2, chain.hash)),
    };
    const head = (change: object) =>
      extend(chain, { type: 'head', decision: '', session: '', body: { ...body, ...change } });
    expect(verified(head({}).lines).bad?.why).toBe('its head is not the line before');
    expect(verified(head({ size: 3, head: genesis }).lines).bad?.why).toBe('its head is not the line before');
    expect(verified(head({ size: 3 }).lines).ok).toBe(true);
  });

  it('is found when its end was cut at a line and a later head is known', () => {
    const found = verified(made.lines.slice(0, 4), known(made));
    expect(found.bad).toEqual({ line: 5, why: 'entries up to the expected head are missing' });
  });

  it('is found when another head is known for a line', () => {
    const found = verified(made.lines, { seq: 2, hash: genesis });
    expect(found.bad).toEqual({ line: 3, why: 'it is not the expected head' });
  });

  it('is found when lines of another chain follow', () => {
    const line = made.lines[5]?.replace('"chain":"kernel-1"', '"chain":"kernel-2"') ?? '';
    expect(verified(swapped(5, line)).bad).toMatchObject({ line: 6, why: 'it is of another chain' });
  });

  it('is found at every single bit, when the head is known', { timeout: 180_000 }, () => {
    const whole = withHead(chainOf(19));
    const bytes = Buffer.from(whole.lines.map((line) => `${line}\n`).join(''), 'latin1');
    const missed: string[] = [];
    for (let at = 0; at < bytes.length; at += 1)
      for (let bit = 0; bit < 8; bit += 1) {
        const flipped = Buffer.from(bytes);
        flipped.writeUInt8(flipped.readUInt8(at) ^ (1 << bit), at);
        const lines = flipped.toString('latin1').split('\n');
        // As the hand reads: what follows the last newline is torn and comes with one of its own.
        const rest = lines.pop() ?? '';
        const found = verified(rest === '' ? lines : [...lines, `${rest}\n`], known(whole));
        if (found.ok) missed.push(`byte ${at} bit ${bit}`);
      }
    expect(missed).toEqual([]);
  });
});
