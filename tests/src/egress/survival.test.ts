/** Generated addresses, cards and accounts: none survives anywhere in a result. */

import { describe, expect, it } from 'vitest';
import type { Json } from '../../../src/call/json.js';
import { claimsNoRawPii, rawPiiIn } from '../../../src/egress/result/raw-pii.js';
import { fc } from '../../property.js';
import { column, raw, released, text } from './fixtures.js';

const digits = (length: number) =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
    .map((all) => all.join(''));
const word = fc.stringMatching(/^[a-z][a-z0-9]{1,10}$/);

const email = fc
  .tuple(word, word, fc.constantFrom('com', 'org', 'co.uk', 'museum'))
  .map(([a, b, c]) => `${a}@${b}.${c}`);
const withLuhn = (body: string): string => {
  const sum = [...body].reverse().reduce((total, each, i) => {
    const value = Number(each) * (i % 2 === 0 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return body + String((10 - (sum % 10)) % 10);
};
const card = fc
  .tuple(fc.constantFrom('4', '51', '55', '2221', '6011'), digits(15), fc.constantFrom('', ' ', '-'))
  .map(([prefix, rest, gap]) => (withLuhn((prefix + rest).slice(0, 15)).match(/.{4}/g) ?? []).join(gap));
const iban = fc.tuple(digits(18), fc.boolean()).map(([account, isSpaced]) => {
  const rest = [...`${account}131400`].reduce((left, each) => (left * 10 + Number(each)) % 97, 0);
  const value = `DE${String(98 - rest).padStart(2, '0')}${account}`;
  return isSpaced ? (value.match(/.{1,4}/g) ?? []).join(' ') : value;
});

const shapes: readonly ((value: string) => {
  readonly structured: Json;
  readonly texts: readonly string[];
})[] = [
  (value) => ({ structured: { a: [{ b: value }] }, texts: [] }),
  (value) => ({ structured: { [value]: 1 }, texts: [] }),
  (value) => ({ structured: { a: `before ${value}, after` }, texts: [value] }),
  (value) => ({
    structured: { a: JSON.stringify({ b: [value] }) },
    texts: [JSON.stringify({ c: value }, null, 1)],
  }),
  (value) => ({
    structured: { a: Buffer.from(`x ${value} y`).toString('base64') },
    texts: [encodeURIComponent(`${value}@`)],
  }),
];

describe('a generated value', () => {
  it.each([
    ['e-mail address', email],
    ['card', card],
    ['IBAN', iban],
  ] as const)('that is an %s survives on no surface', (_, values) => {
    fc.assert(
      fc.property(values, fc.constantFrom(...shapes), (value, shape) => {
        const { structured, texts } = shape(value);
        const shown = JSON.stringify(released({}, raw(structured, texts.map(text))).result);
        expect(shown).not.toContain(value);
        expect(shown).not.toContain(Buffer.from(`x ${value} y`).toString('base64'));
        expect(shown).not.toContain(encodeURIComponent(value));
      }),
      { numRuns: 300 },
    );
  });

  it('in a classified column survives in no row, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-zà-ü0-9]{6,20}$/), { minLength: 1, maxLength: 5 }),
        (values) => {
          const setting = { result: { rows: 'arrays' as const }, egress: [column('a', 'pii.name')] };
          const shown = released(setting, raw({ columns: ['a'], rows: values.map((value) => [value]) }));
          expect(shown.result.structuredContent?.rows).toEqual(values.map(() => ['[REDACTED:pii.name]']));
        },
      ),
    );
  });
});

describe('a result without labels or finds', () => {
  it('stays equal', () => {
    const clean = fc.dictionary(
      fc.stringMatching(/^[a-z]{1,8}$/),
      fc.oneof(
        fc.boolean(),
        fc.integer({ min: -9999, max: 9999 }),
        fc.stringMatching(/^[a-z ,.!?]{0,30}$/),
        fc.constant(null),
      ),
    );
    fc.assert(
      fc.property(clean, (body) => {
        const result = released({}, raw(body, [text(JSON.stringify(body)), text('some words')])).result;
        expect(result).toEqual({
          structuredContent: body,
          content: [text(JSON.stringify(body)), text('some words')],
        });
      }),
    );
  });
});

describe('raw personal values in clear columns', () => {
  it('are counted by class, once a value, and never shown', () => {
    const found = rawPiiIn([
      'ann@example.com and bo@example.com',
      'x',
      4111111111111111,
      null,
      { a: '123-45-6789' },
    ]);
    expect(found).toEqual([
      { class: 'pii.card', count: 1 },
      { class: 'pii.email', count: 1 },
      { class: 'pii.us_ssn', count: 1 },
    ]);
  });

  it('are found in an encoding and by the name of the column', () => {
    expect(rawPiiIn([Buffer.from('write ann@example.com').toString('base64')])).toEqual([
      { class: 'pii.encoded', count: 1 },
    ]);
    expect(claimsNoRawPii({ mobile: ['07400312741'], order_ref: ['07400312741'] })).toEqual({
      mobile: [{ class: 'pii.phone', count: 1 }],
    });
  });
});
