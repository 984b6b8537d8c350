/** Held secrets in every encoding, and texts that only come near one. */

import { describe, expect, it } from 'vitest';
import { createScrubber } from '../../../../src/egress/net/scrub.js';
import {
  fromBase64,
  fromUtf8,
  toBase64,
  toHex,
  toUtf8,
  utf8Length,
} from '../../../../src/egress/spelling/encode.js';
import { fc } from '../../../property.js';

const secret = 'p@ss/w"örd+And=More.1234';
const scrub = createScrubber([secret, 'short', 'sixsix']);
const buffer = Buffer.from(secret);
const within = (lead: string): string => Buffer.from(`${lead}${secret}zz`).toString('base64');

describe('a held secret', () => {
  it.each([
    ['as it is', secret],
    ['in base64', within('')],
    ['in base64 one byte in', within('a')],
    ['in base64 two bytes in', within('ab')],
    ['in base64url', Buffer.from(secret).toString('base64url')],
    ['in hex', buffer.toString('hex')],
    ['in upper-case hex', buffer.toString('hex').toUpperCase()],
    ['percent-encoded', encodeURIComponent(secret)],
    [
      'percent-encoded in lower case',
      encodeURIComponent(secret).replace(/%../g, (found) => found.toLowerCase()),
    ],
    [
      'percent-encoded byte by byte',
      [...buffer].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''),
    ],
    ['in JSON', JSON.stringify(secret).slice(1, -1)],
    ['in JSON with escapes', JSON.stringify(secret).slice(1, -1).replace('ö', '\\u00f6')],
    ['reversed', [...secret].reverse().join('')],
    ['by its first twelve', secret.slice(0, 12)],
    ['by its last twelve', secret.slice(-12)],
  ])('is found %s', (_, form) => {
    const { text, hits } = scrub(`before ${form} after`);
    expect(hits).toBe(1);
    expect(text).toMatch(/^before .{0,4}\[SECRET\].{0,6} after$/);
  });

  it('is found as often as it stands there, and side by side', () => {
    expect(scrub('sixsix and sixsix')).toEqual({ text: '[SECRET] and [SECRET]', hits: 2 });
    expect(scrub(`${secret}${secret}`).text).toBe('[SECRET]');
  });

  it('of under six characters is not looked for, a near miss is none', () => {
    expect(scrub('short sixsi xsix p@ss/w"ö')).toEqual({ text: 'short sixsi xsix p@ss/w"ö', hits: 0 });
    expect(createScrubber([])('anything at all')).toEqual({ text: 'anything at all', hits: 0 });
  });

  it('that is long is found whole and in part', () => {
    const long = Array.from({ length: 60 }, (_, i) => `line${i}`).join('\n');
    const find = createScrubber([long]);
    expect(find(`a ${long} b`).text).toBe('a [SECRET] b');
    expect(find(`a ${long.slice(64, 200)} b`).hits).toBeGreaterThan(0);
  });

  it('never survives a random neighbourhood', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.string({ minLength: 6, unit: 'grapheme' }),
        fc.string(),
        (left, held, right) => {
          const find = createScrubber([held]);
          for (const form of [
            held,
            Buffer.from(held).toString('hex'),
            Buffer.from(held).toString('base64').replace(/=+$/, ''),
          ])
            expect(find(left + form + right).hits).toBeGreaterThan(0);
        },
      ),
    );
  });
});

describe('encodings', () => {
  it('agree with Node', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const bytes = Buffer.from(text);
        expect([...toUtf8(text)]).toEqual([...bytes]);
        expect(utf8Length(text)).toBe(bytes.length);
        expect(fromUtf8(bytes)).toBe(bytes.toString());
        expect(toBase64(bytes)).toBe(bytes.toString('base64'));
        expect(toHex(bytes)).toBe(bytes.toString('hex'));
        expect([...fromBase64(bytes.toString('base64url'))]).toEqual([...bytes]);
      }),
    );
  });

  it('bytes that are not UTF-8 do not fail', () => {
    expect(fromUtf8(Uint8Array.of(0xff, 0x41, 0xc3))).toBe('\ufffdA\ufffd');
  });
});
