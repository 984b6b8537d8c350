// Pictures and sounds taken apart: what draws or sounds stays byte for byte, everything else is left out, and what is not wholly of its kind is refused.

import { describe, expect, it } from 'vitest';
import { media } from '../../../../src/egress/media/index.js';
import { joinedParts } from '../../../../src/egress/media/media.js';
import { fc } from '../../../property.js';
import * as sample from './samples.js';

const rebuilt = (type: string, bytes: Buffer): Buffer | undefined => {
  const parts = media.find(({ kind }) => kind === type)?.parts(bytes);
  return parts === undefined ? undefined : Buffer.from(joinedParts(parts));
};
const { chunk, noted, part } = sample;

const plain: Readonly<Record<string, Buffer>> = {
  'image/png': sample.png(),
  'image/jpeg': sample.jpeg(),
  'image/gif': sample.gif(sample.gifLoop),
  'image/webp': sample.webp(),
  'audio/wav': sample.wav(),
};

describe.each(Object.entries(plain))('%s', (type, bytes) => {
  it('is the same, byte for byte, where it holds nothing else', () => {
    expect(rebuilt(type, bytes)).toEqual(bytes);
  });

  it('is the same without what lies behind its end', () => {
    expect(rebuilt(type, Buffer.concat([bytes, noted]))).toEqual(bytes);
  });

  it('is refused where it ends too soon, anywhere', () => {
    for (let length = 0; length < bytes.length; length += 1)
      expect([length, rebuilt(type, bytes.subarray(0, length))]).toEqual([length, undefined]);
  });

  it('is no other kind', () => {
    for (const other of Object.keys(plain).filter((one) => one !== type))
      expect(rebuilt(other, bytes)).toBeUndefined();
  });

  it('of any bytes changed there is never more than was given, and it is taken apart again as itself', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { maxLength: 6 }), (changes) => {
        const changed = Buffer.from(bytes);
        for (const [at, byte] of changes) changed[at] = byte;
        const made = rebuilt(type, changed);
        if (made === undefined) return;
        expect(made.length).toBeLessThanOrEqual(changed.length);
        expect(rebuilt(type, made)).toEqual(made);
      }),
      { seed: 7, numRuns: 300 },
    );
  });
});

const left: readonly (readonly [string, string, Buffer])[] = [
  ...['tEXt', 'zTXt', 'iTXt', 'eXIf', 'iCCP', 'tIME', 'fdAT', 'prVt'].map(
    (name) => [`a chunk \`${name}\``, 'image/png', sample.png(chunk(name, noted))] as const,
  ),
  ['EXIF', 'image/jpeg', sample.jpeg(sample.exif)],
  ['a comment', 'image/jpeg', sample.jpeg(sample.comment)],
  ['a comment', 'image/gif', sample.gif(sample.gifLoop, sample.gifComment)],
  ['EXIF', 'image/webp', sample.webp(part('EXIF', noted))],
  ['XMP', 'image/webp', sample.webp(part('XMP ', noted))],
  ['a list', 'audio/wav', sample.wav(part('LIST', noted))],
];

describe('what neither draws nor sounds', () => {
  it.each(left)('%s of %s is left out', (_, type, bytes) => {
    expect(bytes.toString('latin1')).toContain('Zorblatt');
    expect(rebuilt(type, bytes)).toEqual(plain[type]);
  });

  it('is not announced by a WebP either', () => {
    expect(rebuilt('image/webp', sample.webp(sample.extended(0x3c)))).toEqual(
      sample.webp(sample.extended(0x10)),
    );
  });
});

describe('what is not of its kind', () => {
  const { signature, header, pixels, end } = sample;
  it.each([
    ['a PNG whose palette has a fourth of a colour', 'image/png', sample.png(chunk('PLTE', Buffer.alloc(4)))],
    ['a PNG with a gamma that is a text', 'image/png', sample.png(chunk('gAMA', noted))],
    ['a PNG with a chunk that must be known', 'image/png', sample.png(chunk('NOTE', noted))],
    ['a PNG without pixels', 'image/png', Buffer.concat([signature, header, end])],
    ['a PNG that begins with its pixels', 'image/png', Buffer.concat([signature, pixels(), end])],
    ['a PNG with two heads', 'image/png', sample.png(header)],
    ['a JPEG with arithmetic tables', 'image/jpeg', sample.jpeg(Buffer.from([0xff, 0xcc, 0, 4, 1, 1]))],
    ['a WebP that moves', 'image/webp', sample.webp(part('ANIM', Buffer.alloc(6)))],
    ['a WebP of two pictures', 'image/webp', sample.webp(part('VP8 ', noted))],
    ['a WAV with two runs of samples', 'audio/wav', sample.wav(part('data', noted))],
    ['a WAV whose form is a text', 'audio/wav', sample.wav(part('fact', noted))],
    ['a text', 'image/png', noted],
  ])('%s is refused', (_, type, bytes) => {
    expect(rebuilt(type, bytes)).toBeUndefined();
  });
});
