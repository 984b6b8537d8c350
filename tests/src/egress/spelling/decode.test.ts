/** That encodings are read in one pass as patterns and a whole reading of the bytes would read them. */

import { describe, expect, it } from 'vitest';
import { traitsOf } from '../../../../src/egress/detect/text/traits.js';
import { decodings } from '../../../../src/egress/spelling/decode.js';
import {
  fromBase64,
  fromHex,
  fromUtf8,
  toBase64,
  toHex,
  toUtf8,
} from '../../../../src/egress/spelling/encode.js';
import { fc } from '../../../property.js';

function readable(bytes: Uint8Array): string {
  const text = fromUtf8(bytes);
  return text.includes('\ufffd') ? text.replace(/[^ -~]+/g, ' ') : text;
}
const wrapped = /^[A-Za-z0-9+/_=-]{4,80}(?:\s{1,4}[A-Za-z0-9+/_=-]{1,80})+\s*$/;
const runsOf = (pattern: RegExp, text: string): readonly string[] => text.match(pattern) ?? [];

/** Base64 and hex of a text, with a pattern for each. */
function byPattern(text: string): readonly string[] {
  const joined = wrapped.test(text) ? text.replace(/\s+/g, '') : text;
  const base64 = runsOf(/[A-Za-z0-9+/_-]{16,}|[A-Za-z0-9+/_-]{14,}(?==)/g, joined)
    .filter((run) => /[A-Z]/.test(run) && /[a-z]/.test(run))
    .flatMap((run) => [0, 1, 2, 3].map((shift) => readable(fromBase64(run.slice(shift)))));
  const hex = runsOf(/[0-9A-Fa-f]{16,}/g, text).flatMap((run) =>
    [run, ...(run.length % 2 === 1 ? [run.slice(1)] : [])].map((one) => readable(fromHex(one))),
  );
  const pairs = runsOf(/(?:[0-9A-Fa-f]{2}[ :,-]){7,}[0-9A-Fa-f]{2}/g, text).map((run) =>
    readable(fromHex(run.replace(/[ :,-]/g, ''))),
  );
  return [...base64, ...hex, ...pairs];
}

const plain = fc.oneof(fc.string({ maxLength: 24 }), fc.string({ unit: 'grapheme', maxLength: 12 }));
const bytes = fc.uint8Array({ maxLength: 40 });
const piece = fc.oneof(
  plain.map((text) => text.replace(/[%\\&]/g, '')),
  plain.map((text) => toBase64(toUtf8(text))),
  bytes.map((some) => toBase64(some)),
  bytes.map((some) => toHex(some)),
  bytes.map((some) => [...some].map((one) => toHex(Uint8Array.of(one))).join(':')),
  fc.constantFrom(' ', '\n', '=', '-', 'é', 'x', 'DEADbeef', 'Abcd efgh ijkl mnop'),
);

describe('what stands in an encoding', () => {
  it('is read as by a pattern for each of them', () => {
    let told = 0;
    const agrees = fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
      const text = pieces.join('');
      const read = decodings(text, traitsOf(text));
      expect([text, [...read].sort()]).toEqual([text, [...byPattern(text)].sort()]);
      told += read.length;
    });
    fc.assert(agrees, { numRuns: Number(process.env.RUNS ?? 3_000) });
    expect(told).toBeGreaterThan(1_000);
  });

  it('hex digits of either case are their values', () => {
    expect([...fromHex('00fFAa9c')]).toEqual([0, 255, 170, 156]);
  });
});
