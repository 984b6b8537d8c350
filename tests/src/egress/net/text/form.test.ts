/** That what is known of the form of a text is true of every text of that form, and that a column in which forms come again finds what is found in each text alone. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Detector } from '../../../../../src/egress/detect/detector.js';
import { detectors } from '../../../../../src/egress/detect/index.js';
import { traitsOf } from '../../../../../src/egress/detect/text/traits.js';
import { cueWords } from '../../../../../src/egress/detect/words/cue-words.js';
import { cuesIn, isSilentForm, noCues } from '../../../../../src/egress/detect/words/cues.js';
import { hint, hintOf } from '../../../../../src/egress/detect/words/hint.js';
import { isOfOneForm, newForm, traitsNext } from '../../../../../src/egress/net/text/form.js';
import { isAddress } from '../../../../../src/egress/net/text/glance.js';
import { scanAs } from '../../../../../src/egress/net/text/scan.js';
import { fc } from '../../../../property.js';
import { netOf, rule } from '../../fixtures.js';
import { createLot, kinds, plant } from '../../generated.js';

const cases = (name: string): readonly (string | readonly [string, string])[] =>
  JSON.parse(readFileSync(new URL(`../../../../cases/egress/${name}.json`, import.meta.url), 'utf8'));
const known = [...cases('finds'), ...cases('look-alikes')].map((one) =>
  typeof one === 'string' ? one : one[0],
);
const planted = fc
  .tuple(fc.constantFrom(...kinds), fc.integer({ min: 1, max: 1_000_000 }))
  .map(([kind, seed]) => plant(kind, createLot(seed)).text);
const coded = fc.stringMatching(
  /^(?:[A-Z]{1,3}|\+|00|ipv|cpf |SSN |ORD-)?[-. (]?\d{2,4}[-. /]?\d{2,6}[-. /]?\d{0,5}[A-Za-z]?$/,
);
const text = fc.oneof(planted, coded, fc.constantFrom(...known));
/** As a number stands that its key calls a telephone's. */
const dialled = fc.stringMatching(/^(?:\+|00 ?)?\(?\d{1,4}\)?[ ./-]?\d{2,5}[ -]?\d{2,5}[ -]?\d{0,5}$/);
/** Those where the values of digits matter most stand more often. */
const digit = fc.constantFrom(...'0123456789', '0', '4', '9');
const digits = fc.array(digit, { minLength: 24, maxLength: 24 });
const respelt = (one: string, values: readonly string[]): string => {
  let at = 0;
  return one.replace(/\d/g, () => values[at++ % values.length] ?? '0');
};
const headers = kinds.flatMap(({ header }) => (header === undefined ? [] : [hintOf(header)]));
const hints = fc.constantFrom(
  0,
  0,
  0,
  hint.phone,
  hint.phone,
  hint.code | hint.goods,
  ...headers,
  ...Object.values(hint),
);
const runs = { numRuns: Number(process.env.RUNS ?? 3_000) };

describe('two texts are of one form', () => {
  it.each([
    ['ORD-2024-1', 'ORD-1999-7', true],
    ['ORD-2024-1', 'ORD-2024-12', false],
    ['ORD-2024-1', 'ORX-2024-1', false],
    ['7', 'a', false],
    ['7-', '7.', false],
    ['a', 'A', false],
    ['٧', '٨', false],
  ])('%s and %s: %s', (one, other, isOne) => {
    expect(isOfOneForm(one, other)).toBe(isOne);
  });
});

// The tuple's members are each a Detector; the wider type lets one loop read them all.
const all = detectors as readonly Detector[];
const forms = all.filter(({ standsIn }) => standsIn !== undefined);

describe('what hangs on the form alone', () => {
  it('is the same of two texts of one form: their traits, and who may find anything in them', () => {
    const sees = fc.property(text, digits, hints, (one, values, bits) => {
      const other = respelt(one, values);
      expect([one, other, traitsOf(other)]).toEqual([one, other, traitsOf(one)]);
      expect([one, other, isAddress(other, traitsOf(other))]).toEqual([
        one,
        other,
        isAddress(one, traitsOf(one)),
      ]);
      const told = (of: string) =>
        forms.map(({ kind, standsIn }) => {
          const isPlain = /^[\x00-\x7f]*$/.test(of);
          return [kind, standsIn?.({ text: of, hint: bits, cues: cuesIn(of), isPlain })];
        });
      expect([one, other, told(other)]).toEqual([one, other, told(one)]);
    });
    fc.assert(sees, runs);
  });

  it('rules out no detector that finds anything', () => {
    let ruledOut = 0;
    const sees = fc.property(text, hints, (one, bits) => {
      const reading = { text: one, hint: bits, cues: cuesIn(one), isPlain: /^[\x00-\x7f]*$/.test(one) };
      for (const { kind, standsIn, detect } of forms) {
        if (standsIn?.(reading) !== false) continue;
        ruledOut += 1;
        expect([one, kind, detect(reading)]).toEqual([one, kind, []]);
      }
    });
    fc.assert(sees, runs);
    expect(ruledOut).toBeGreaterThan(1_000);
  });

  it('is that all of it is one value', () => {
    let wholes = 0;
    const sees = fc.property(fc.oneof(text, dialled), digits, hints, (one, values, bits) => {
      for (const { kind, isAllOf, detect } of all) {
        const readingOf = (of: string) => ({ text: of, hint: bits, cues: noCues, isPlain: true });
        if (isAllOf?.(readingOf(one)) !== true) continue;
        wholes += 1;
        const other = respelt(one, values);
        const [found] = detect(readingOf(other));
        expect([other, kind, found]).toEqual([other, kind, { start: 0, end: other.length }]);
      }
    });
    fc.assert(sees, runs);
    expect(wholes).toBeGreaterThan(100);
  });

  it('is that no word speaks: a word with a digit speaks by that one', () => {
    const numbered = cueWords.flatMap(([, list]) => list.split(' ')).filter((word) => /\d/.test(word));
    expect(numbered).toEqual(['ipv4']);
    expect([isSilentForm('ipv3'), isSilentForm('ipv4'), isSilentForm('ORD-2024')]).toEqual([
      false,
      false,
      true,
    ]);
    const sees = fc.property(text, digits, (one, values) => {
      if (isSilentForm(one)) expect([one, cuesIn(respelt(one, values)).bits]).toEqual([one, 0]);
    });
    fc.assert(sees, runs);
  });
});

describe('the second text of a form', () => {
  const learnt = (texts: readonly string[], bits: number) => {
    const form = newForm();
    for (const one of texts) scanAs({ text: one, hint: bits, traits: traitsNext(form, one), form });
    return form;
  };

  // A detector that does not say what its form rules out is asked of each text of such a column.
  it('tells that all of each is a telephone, under the name of one', () => {
    expect(
      learnt(['+49 30 5123456', '+49 30 6123457'], hint.phone).whole?.map(({ detector }) => detector),
    ).toEqual(['phone']);
  });

  it.each([
    ['an order', ['ORD-2024-123456', 'ORD-2023-654321'], 0, true],
    ['a code under its name', ['A12/34-5', 'A99/11-0'], hint.code, true],
    ['a word that speaks', ['SSN 2024-123456', 'SSN 2023-654321'], 0, false],
    ['marks within a word', ['OR**D-2024-123456', 'OR**D-2023-654321'], 0, false],
    ['what is called a telephone', ['ORD-2024-123456', 'ORD-2023-654321'], hint.phone, false],
    ['a card that its digits may make', ['4111 1111 1111 1112', '4111 1111 1111 1113'], 0, false],
    ['another form', ['ORD-2024-123456', 'ORD-2024-12345'], 0, false],
    ['what comes after one', ['ORD-2024-123456', 'ORD-2023-654321', '123-45-6789'], 0, false],
  ])('tells whether nothing stands in %s', (_, texts, bits, isBare) => {
    expect(learnt(texts, bits).isBare).toBe(isBare);
  });

  it('is bare where nothing is found in any text of that form alone', () => {
    let bare = 0;
    const sees = fc.property(text, digits, hints, (one, values, bits) => {
      if (!learnt([one, one], bits).isBare) return;
      bare += 1;
      const other = respelt(one, values);
      expect([other, scanAs({ text: other, hint: bits, traits: traitsOf(other) })]).toEqual([other, []]);
    });
    fc.assert(sees, runs);
    expect(bare).toBeGreaterThan(50);
  });
});

describe('a column', () => {
  const rules = [rule('pii.email', 'token'), rule('*', 'redact')];
  const alone = (one: string, bits: number) => netOf(rules).column(bits)(one);

  it('finds in each of its texts what is found in that text alone', () => {
    const texts = fc.array(fc.oneof(text, dialled), { minLength: 1, maxLength: 3 });
    const sees = fc.property(texts, fc.array(digits, { maxLength: 12 }), hints, (all, values, bits) => {
      const look = netOf(rules).column(bits);
      for (const [i, value] of values.entries()) {
        const one = respelt(all[i < 6 ? 0 : i % all.length] ?? '', value);
        expect([one, look(one)]).toEqual([one, alone(one, bits)]);
      }
    });
    fc.assert(sees, { numRuns: Number(process.env.RUNS ?? 400) });
  });

  it('has a token for each of its telephones, and one mask for all where that says nothing of them', () => {
    const phones = Array.from({ length: 6 }, (_, i) => `+49 30 ${5_123_456 + 7 * i}`);
    const [token, redact] = (['token', 'redact'] as const).map((operator) => {
      const look = netOf([rule('pii.phone', operator)]).column(hint.phone);
      return phones.map((one) => look(one)?.text);
    });
    const alone = phones.map((one) => netOf([rule('pii.phone', 'token')]).leaf(one, hint.phone)?.text);
    expect([token, new Set(token).size]).toEqual([alone, 6]);
    expect(redact).toEqual(phones.map(() => '[REDACTED:pii.phone]'));
  });

  it('takes what is known of the form of a text for nothing that is read out of it', () => {
    const look = netOf(rules).column(0);
    const shown = ['1234', '5678', '6789'].map((end) => look(`123-**45**-${end}`)?.text);
    expect(shown).toEqual(Array.from({ length: 3 }, () => '[REDACTED:pii.us_ssn]'));
  });
});
