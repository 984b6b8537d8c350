/** That a compressed text is read as zlib reads it, that what is none ends at once, and that a value in one is withheld. */
import { deflateRawSync, deflateSync, constants as zlib } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { inflated } from '../../../../src/egress/spelling/inflate.js';
import { fc } from '../../../property.js';
import { masked } from '../fixtures.js';

const strategies = [zlib.Z_DEFAULT_STRATEGY, zlib.Z_FIXED, zlib.Z_HUFFMAN_ONLY, zlib.Z_RLE];
const levels = [0, 1, 6, 9];
const line = fc.stringMatching(/^[ -~]{7,80}$/);

describe('a compressed text', () => {
  it('is read as zlib reads it, with its header and without', () => {
    const texts = fc.array(fc.oneof(line, fc.constant('and so on and so on, ')), {
      minLength: 1,
      maxLength: 60,
    });
    fc.assert(
      fc.property(
        texts,
        fc.constantFrom(...strategies),
        fc.constantFrom(...levels),
        (parts, strategy, level) => {
          const text = parts.join('\n');
          for (const pack of [deflateSync, deflateRawSync])
            expect(inflated(pack(text, { strategy, level }), 100_000)).toContain(text);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('is read as far as it goes, where it is cut off', () => {
    const packed = deflateRawSync('ann.bell@example.com has called again');
    expect(inflated(packed.subarray(0, packed.length - 4), 100)[0]).toMatch(/^ann\.bell@example\.com/);
  });

  it('says no more than it has room for, and is withheld where it would', () => {
    const bomb = deflateRawSync(`${'so on '.repeat(400_000)}ann.bell@example.com`);
    expect(inflated(bomb, 1_000)[0]).toHaveLength(1_000);
    expect(masked(`see ${bomb.toString('base64')}`)).toContain('WITHHELD');
  });
});

it('bytes of any kind are read to an end', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) =>
      inflated(bytes, 500).every((one) => one.length <= 500),
    ),
  );
});

it.each(['4539148803436467', 'ann.bell@example.com', 'DE89370400440532013000'])(
  '%s in one is withheld',
  (value) => {
    for (const pack of [deflateSync, deflateRawSync])
      for (const form of pack === deflateSync
        ? (['base64', 'base64url', 'hex'] as const)
        : (['base64'] as const))
        for (const place of ['', 'see ']) {
          const text = `${place}${pack(`it is ${value}, I am told`).toString(form)}`;
          expect([text, masked(text)]).toEqual([text, expect.stringContaining('WITHHELD')]);
        }
  },
);
