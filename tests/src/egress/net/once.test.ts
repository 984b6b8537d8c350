/** That what a result has looked at once is told as it was: what a mask has left of a text of a column, and what stands over the border of two parts. */
import { describe, expect, it } from 'vitest';
import { ipV6 } from '../../../../src/egress/detect/ip.js';
import { cuesIn } from '../../../../src/egress/detect/words/cues.js';
import { hint, partsOf } from '../../../../src/egress/detect/words/hint.js';
import { fc } from '../../../property.js';
import { netOf, rule } from '../fixtures.js';
import { createLot, kinds, plant } from '../generated.js';

const planted = fc
  .tuple(fc.constantFrom(...kinds), fc.integer({ min: 1, max: 1_000_000 }))
  .map(([kind, seed]) => plant(kind, createLot(seed)).text);
const runs = { numRuns: Number(process.env.RUNS ?? 300) };
/** Masks that show a part of the value. */
const rules = [rule('pii.email', 'domain'), rule('pii.phone', 'last4'), rule('*', 'token')];

describe('what a mask has left of the texts of a column', () => {
  it('is looked at as that of one text', () => {
    const texts = fc.array(planted, { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(texts, (all) => {
        const look = netOf(rules).column(0);
        for (const one of [...all, ...all.toReversed()])
          expect([one, look(one)]).toEqual([one, netOf(rules).column(0)(one)]);
      }),
      runs,
    );
  });

  it('hides nothing, the second time as the first', () => {
    const encoded = Buffer.from('ann.miller@mail.example.com').toString('base64');
    const look = netOf(rules).column(0);
    const shown = Array.from(
      { length: 3 },
      (_, i) => look(`bob.${i}@mail.example.com ${encoded}`)?.text ?? '',
    );
    expect(shown.filter((one) => one.includes(encoded))).toEqual([]);
    expect(shown.every((one) => one !== '')).toBe(true);
  });
});

describe('what stands over the border of two parts', () => {
  const parts = fc.array(
    fc.oneof(
      fc.constantFrom('ann', '@example.com', 'DE89 3704', '0044 0532 0130 00', '+49', '30 5123456', '[]'),
      fc.stringMatching(/^[\d @.+-]{2,12}$/),
    ),
    { minLength: 2, maxLength: 3 },
  );
  it('is the same however often it is asked, and under each name its own', () => {
    const net = netOf(rules);
    fc.assert(
      fc.property(parts, fc.constantFrom(0, 1, 4), (all, bits) => {
        const fresh = netOf(rules).across(all, bits);
        expect([net.across(all, bits), net.across(all, bits)]).toEqual([fresh, fresh]);
      }),
      runs,
    );
  });
});

describe('a card in two columns', () => {
  it('is one under its name, whatever was found there under none', () => {
    const net = netOf(rules);
    const halves = ['41111111', '11111111'];
    expect(net.across(halves, 0)).toBeUndefined();
    expect(net.across(halves, hint.card)?.hits.map((hit) => hit.class)).toEqual(['pii.card']);
  });
});

describe('what is told without a pattern', () => {
  it('is one word of ASCII: it has the parts that the patterns give it', () => {
    const names = fc.oneof(
      fc.stringMatching(/^[A-Za-z0-9_ -]{0,12}$/),
      fc.string({ maxLength: 12, unit: 'grapheme-ascii' }),
    );
    const byPatterns = (name: string): readonly string[] =>
      name
        .replace(/([a-z])([A-Z])/g, '$1 $2')
        .toLowerCase()
        .split(/[^a-z0-9]+/)
        .filter((part) => part !== '');
    fc.assert(
      fc.property(names, (name) => {
        expect([name, partsOf(name)]).toEqual([name, byPatterns(name)]);
      }),
      { numRuns: 5_000 },
    );
  });

  it('is where an address of version 6 begins: each is found among words and signs', () => {
    const group = fc.stringMatching(/^[0-9a-f]{1,4}$/);
    const wide = fc.stringMatching(/^[1-9a-f][0-9a-f]{3}$/);
    const groups = fc.array(group, { minLength: 7, maxLength: 7 });
    const address = fc.oneof(
      fc.tuple(wide, groups).map(([first, rest]) => [first, ...rest].join(':')),
      fc.tuple(wide, group).map(([first, last]) => `${first}::${last}`),
      groups.map((rest) => ['a', ...rest].join(':')),
    );
    const word = fc.constantFrom('', 'Name: ', 'f: ', 'from:', 'at 10:20 ', 'x=', '(', 'ab:- ');
    fc.assert(
      fc.property(word, address, fc.constantFrom('', ' ok', ': up', ')'), (before, one, behind) => {
        const text = `${before} ${one} ${behind}`;
        const found = ipV6.detect({ text, hint: 0, cues: cuesIn(text), isPlain: true });
        expect([text, found.map(({ start, end }) => text.slice(start, end))]).toEqual([text, [one]]);
      }),
      { numRuns: 2_000 },
    );
  });
});
