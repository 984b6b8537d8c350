// Lines out of chunks. Refuses to depend on where the chunks were cut.
import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { createFramer, idAtEdge } from '../../../../actors/powers/wire/framing.js';
import { fc } from '../../../property.js';

function frame(cap: number, chunks: readonly Buffer[]) {
  const lines: string[] = [];
  const refused: string[] = [];
  const edges: (number | undefined)[] = [];
  const framer = createFramer(cap, {
    line: (text) => lines.push(text),
    refused: (why, head, tail) => {
      refused.push(why);
      edges.push(idAtEdge(head, tail));
    },
  });
  for (const chunk of chunks) framer.push(chunk);
  return { lines, refused, edges };
}

const cut = (whole: Buffer, sizes: readonly number[]): Buffer[] => {
  const chunks: Buffer[] = [];
  let from = 0;
  for (const size of sizes) {
    chunks.push(whole.subarray(from, from + size));
    from += size;
  }
  return [...chunks, whole.subarray(from)];
};

describe('a framer', () => {
  it('gives the same lines however the bytes are cut', () => {
    const texts = fc.array(
      fc.string({ unit: 'grapheme', minLength: 1 }).map((text) => text.replaceAll('\n', ' ')),
    );
    fc.assert(
      fc.property(texts, fc.array(fc.nat(20)), (lines, sizes) => {
        const whole = Buffer.from(lines.map((text) => `${text}\n`).join(''));
        expect(frame(1_000_000, cut(whole, sizes)).lines).toEqual(lines);
      }),
      { numRuns: 200 },
    );
  });

  it('skips empty lines and holds back what has no newline yet', () => {
    expect(frame(10, [Buffer.from('\n\na\n\nb')]).lines).toEqual(['a']);
  });

  it('takes a line of exactly the cap, refuses one byte more, and goes on', () => {
    const { lines, refused } = frame(4, [
      Buffer.from('aaaa\nbbb'),
      Buffer.from('bb'),
      Buffer.from('bb\ncc\n'),
    ]);
    expect([lines, refused]).toEqual([['aaaa', 'cc'], ['oversize']]);
  });

  it('refuses bytes that are not UTF-8', () => {
    expect(frame(9, [Buffer.from([0xc3, 0x28, 10])]).refused).toEqual(['encoding']);
  });

  it('shows whose line was too long, when its id stands first or last', () => {
    const body = 'x'.repeat(500);
    const texts = [
      `{"jsonrpc":"2.0","id":7,"result":"${body}"}\n`,
      `{"result":"${body}","jsonrpc":"2.0","id":8}\n`,
      `{"result":{"a":"${body}","id":9}}\n`,
      `{"jsonrpc":"2.0","result":"${body}","id":"10"}\n`,
    ];
    for (const size of [7, 90, 10_000]) {
      const whole = Buffer.from(texts.join(''));
      const sizes = Array<number>(Math.ceil(whole.length / size)).fill(size);
      expect(frame(100, cut(whole, sizes)).edges).toEqual([7, 8, undefined, undefined]);
    }
  });
});
