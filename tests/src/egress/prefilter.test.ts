/** That traits and words rule nothing out that a detector would find, and that no text makes the net slow. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { detectors } from '../../../src/egress/detect/index.js';
import { shapeOf } from '../../../src/egress/detect/text/shape.js';
import { traitsOf } from '../../../src/egress/detect/text/traits.js';
import { hint, hintOf } from '../../../src/egress/detect/words/hint.js';
import { hintedCells } from '../../../src/egress/forms/records.js';
import { isAddress, isClean } from '../../../src/egress/net/text/glance.js';
import { hides } from '../../../src/egress/net/text/hidden.js';
import type { Hit } from '../../../src/egress/net/text/hit.js';
import { scan, scanByAll } from '../../../src/egress/net/text/scan.js';
import { fc } from '../../property.js';
import { masked } from './fixtures.js';
import { createLot, harmless, kinds, plant } from './generated.js';
import { long, units } from './units.js';

const cases = (name: string): readonly (string | readonly [string, string])[] =>
  JSON.parse(readFileSync(new URL(`../../cases/egress/${name}.json`, import.meta.url), 'utf8'));
const known = [...cases('finds'), ...cases('look-alikes')].map((one) =>
  typeof one === 'string' ? one : one[0],
);

/** Asked by what they need, and asked all: the same is found. */
function agree(text: string, bits = 0): void {
  const found = (hits: readonly Hit[]) => hits.map((hit) => [hit.class, text.slice(hit.start, hit.end)]);
  expect([text, found(scan(text, bits))]).toEqual([text, found(scanByAll(text, bits))]);
}

const noise = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    '\n',
    '\t',
    ', ',
    ': ',
    '=',
    '("',
    '") ',
    ' – ',
    '。',
    'é',
    '日本',
    'a',
    'Z',
    '7',
    '-',
    '.',
  ),
  fc.string({ maxLength: 12 }),
  fc.string({ unit: 'grapheme', maxLength: 8 }),
  fc.constantFrom(...known),
);
const planted = fc
  .tuple(fc.constantFrom(...kinds), fc.integer({ min: 1, max: 1_000_000 }))
  .map(([kind, seed]) => plant(kind, createLot(seed)).text);
const headers = kinds.flatMap(({ header }) => (header === undefined ? [] : [hintOf(header)]));
const hints = fc.constantFrom(0, 0, 0, ...headers, ...Object.values(hint));

describe('asking only the detectors that could answer', () => {
  it.each(known.map((text) => [text]))('finds the same in %j', (text) => {
    agree(text);
    agree(`x ${text}, y`);
  });

  it('finds the same in planted values with anything around them, under any key', () => {
    const value = fc.oneof({ weight: 4, arbitrary: planted }, noise);
    fc.assert(
      fc.property(fc.tuple(noise, value, noise, value, noise), hints, (parts, bits) => {
        agree(parts.join(''), bits);
      }),
      { numRuns: Number(process.env.RUNS ?? 3_000) },
    );
  });

  it.each(['A`Aცაგარელის ქუჩა 2', 'john[at]example.com`0'])(
    'finds the same over the marks in %j, which hold neither four digits nor an address',
    (text) => {
      agree(text);
    },
  );

  it('finds the same in what looks alike', () => {
    const lot = createLot(11);
    for (let i = 0; i < 1_000; i += 1) agree(harmless(lot));
  });

  it.each([
    ['Customer: Maria Lopez Director', 'pii.name'],
    ['Dr Susan Miller, Officer', 'pii.name'],
    ['Contact: Ann Smith Engineer', 'pii.name'],
    ['Berliner Straße 12', 'pii.address'],
    ['Berliner Str. 12, 10115 Berlin', 'pii.address'],
    ['Alter Weg 5', 'pii.address'],
    ['Neuer Platz 4', 'pii.address'],
    ['Langer Ring 7', 'pii.address'],
    ['Kurfürsten Damm 12', 'pii.address'],
    ['Schönes Ufer 3', 'pii.address'],
    ['Kleine Gasse 3', 'pii.address'],
    ['P.O. Box 1234', 'pii.address'],
    ['POBox 1234', 'pii.address'],
    ['taxid 943 476 5919', 'pii.national_id'],
    ['mynumber 943 476 5919', 'pii.national_id'],
    ['SSN#123456789', 'pii.us_ssn'],
    ['ssn/123456789', 'pii.us_ssn'],
    ['tel,6502530000', 'pii.phone'],
    ['/users/phone/6502530000', 'pii.phone'],
    ['/signup?mob=6502530000', 'pii.phone'],
    ['我的ssn是123456789', 'pii.us_ssn'],
    ['请call 07400 312741', 'pii.phone'],
  ])('the word that speaks of it is known in %j', (text, columnClass) => {
    expect(scan(text, 0).map((hit) => hit.class)).toContain(columnClass);
  });

  it('a name that says something is one that is looked at, in every script', () => {
    for (const key of ['姓名', 'שם', 'имя', 'ip', 'tel', 'tax id', 'e_mail'])
      expect([key, hintedCells(`${key}: 5550132`).map(({ hint: bits }) => bits)]).toEqual([
        key,
        [hintOf(key)],
      ]);
    expect(hintedCells('at 10:23:45, 7=5550132')).toEqual([]);
  });

  it('every detector is asked for something', () => {
    for (const { needs } of detectors) expect(needs).toBeGreaterThan(0);
  });
});

/** Of every alphabet that a text told clean at a glance has, and now and then one more. */
const glanced = fc.oneof(
  fc.stringMatching(/^(?:[a-z]{0,16}[ ,.;!?'"]){0,8}[a-z]{0,17}$/),
  fc
    .array(fc.constantFrom(...'ab ,.;!?\'"', 'tel ', 'born ', 'at', 'Z', '7', '@', ':', '-', '\n', 'é'), {
      maxLength: 40,
    })
    .map((all) => all.join('')),
  fc.stringMatching(/^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)?$/),
  fc.stringMatching(/^-?\d{1,6}\.\d{1,4}$/),
  fc.stringMatching(/^[A-Z]{0,3}[a-z]{0,12}[-_/+.(]?[0-9]{0,3}[ A-Za-z.]{0,16}$/),
  planted,
);

describe('a text told clean at a glance', () => {
  it('is one in which no detector finds anything and nothing is hidden', () => {
    let told = 0;
    const sees = fc.property(glanced, (text) => {
      if (!isClean(text)) return;
      told += 1;
      expect([text, scanByAll(text, 0), hides(text)]).toEqual([text, [], false]);
    });
    fc.assert(sees, { numRuns: Number(process.env.RUNS ?? 3_000) });
    expect(told).toBeGreaterThan(500);
  });

  it('is no date that could be dialled', () => {
    expect(isClean('2049-20-40 00:00')).toBe(true);
    expect(isClean('0049-20-40 00:00')).toBe(false);
  });

  it('holds no key of small letters', () => {
    expect(isClean('abcdefghijklmno')).toBe(true);
    expect(isClean('abcdefghijklmnop')).toBe(false);
  });
});

/** As addresses are written, and now and then with a sign more than a glance knows. */
const written = fc.stringMatching(
  /^[a-z]{1,12}[.+-]?[a-zA-Z0-9]{0,12}@[a-z]{1,3}[a-z0-9-]{0,9}[a-z0-9]\.[a-z]{2,8}(?:\.[a-z]{2,3})?$/,
);
const signs = fc.constantFrom(
  ...'ab.@-+_* :éZ7',
  ...['name', 'key-', '12', 'com', '.com', '@mail.', 'x.', 'é'],
);
const addressed = fc.oneof(
  written,
  written,
  fc.array(signs, { maxLength: 14 }).map((all) => all.join('')),
  planted,
);

describe('a text told to be one address', () => {
  it('is one in which that is found, and nothing else', () => {
    let told = 0;
    const sees = fc.property(addressed, hints, (text, bits) => {
      if (!isAddress(text, traitsOf(text)) || (bits & (hint.secret | hint.made)) !== 0) return;
      told += 1;
      const [whole, ...others] = scanByAll(text, bits);
      expect([text, whole?.class, whole?.start, whole?.end]).toEqual([text, 'pii.email', 0, text.length]);
      expect([scan(text, bits), others]).toEqual([[whole], []]);
    });
    fc.assert(sees, { numRuns: Number(process.env.RUNS ?? 3_000) });
    expect(told).toBeGreaterThan(500);
  });

  it.each(['a_b@example.com', 'key-abcdefgh-ijkl@example.com', 'a b@example.com', 'a@2x.png', 'a..b@c.io'])(
    '%s is read in full',
    (text) => {
      expect(isAddress(text, traitsOf(text))).toBe(false);
    },
  );
});

describe('the plain spelling of a pattern', () => {
  it('says of ASCII what the other says', () => {
    const { wide, plain } = shapeOf("(?<![\\p{L}\\p{N}_])\\p{Lu}[\\p{L}'-]{1,3}[\\]\\p{N}]?");
    const of = (pattern: RegExp, text: string) =>
      [...text.matchAll(pattern)].map((found) => [found.index, found[0]]);
    fc.assert(
      fc.property(fc.stringMatching(/^[ -~]{0,40}$/), (text) => {
        expect(of(plain, text)).toEqual(of(wide, text));
      }),
    );
  });
});

function milliseconds(text: string): number {
  const start = process.cpuUsage();
  masked(text);
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}
const fastest = (text: string): number => Math.min(...Array.from({ length: 3 }, () => milliseconds(text)));

describe('a hostile text', () => {
  it.each(units.map((unit) => [unit]))('of %j costs no more than its length says', (unit) => {
    const small = fastest(long(unit, 7_500));
    // Eight times the length: 64 times the cost if it were quadratic. What is too small to measure is taken for 2 ms.
    const growth = fastest(long(unit, 60_000)) / Math.max(small, 2);
    expect(growth).toBeLessThan(32);
  });
});
