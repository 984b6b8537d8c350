/** That the number of a passport is found further off in its sentence, and beside the kind of its document. */
import { describe, expect, it } from 'vitest';
import { scan } from '../../../../src/egress/net/scan.js';
import { text as block, raw, released } from '../fixtures.js';

const passports = (text: string): readonly string[] =>
  scan(text, 0)
    .filter((hit) => hit.class === 'pii.passport')
    .map(({ start, end }) => text.slice(start, end));

describe('a passport further off than a word speaks', () => {
  it('is one by its letters, within the sentence', () =>
    expect(
      passports('Two passports were on the desk of the hotel when we came, LK041735 and YA7882762.'),
    ).toEqual(['LK041735', 'YA7882762']));

  it.each([
    ['The passport office moved house in spring, as it was told to. Then LK041735 was shipped.'],
    ['The passport office paid what it had to pay, as it was asked, for order LK041735'],
    ['The passport office paid what it had to pay, as it was asked, 41735001 in all'],
  ])('is none in %s', (text) => expect(passports(text)).toEqual([]));
});

it.each([
  [{ documentType: 'PASSPORT', number: 'K0047978A', country: 'GR' }],
  [{ document_type: 'passport', document_number: 'K0047978A' }],
  [{ idType: 'passport', idNumber: '521488291' }],
])('a number is a passport beside the kind of its document: %j', (document) => {
  const text = JSON.stringify(document);
  const number = Object.values(document)[1] ?? '';
  expect(JSON.stringify(released({}, raw(undefined, [block(text)])).result)).not.toContain(number);
});

it('a number stays beside another kind of document', () => {
  const text = JSON.stringify({ document_type: 'invoice', document_number: 'K0047978A' });
  expect(JSON.stringify(released({}, raw(undefined, [block(text)])).result)).toContain('K0047978A');
});
