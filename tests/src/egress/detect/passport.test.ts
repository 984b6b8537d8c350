/** That the number of a passport is found further off in its sentence, and beside the kind of its document. */
import { describe, expect, it } from 'vitest';
import { scan } from '../../../../src/egress/net/text/scan.js';
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
    [
      'He renewed it last year, so the old passport 705098832 is void and the new one is 859089005.',
      '859089005',
    ],
    ['Passport details of the guest as requested - Darrick Waelchi - 573171341 - exp 2026', '573171341'],
    ['Copies of both travel documents: A37523013 and M67643432.', 'M67643432'],
  ])('is one by its form or its place: %s', (text, number) => expect(passports(text)).toContain(number));

  it.each([
    [
      'He renewed it last year, so the old passport 705098832 is void and, when it had come, order 859089005 was sent.',
      '859089005',
    ],
  ])('is none behind a name for things: %s', (text, number) => expect(passports(text)).not.toContain(number));

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

it.each([
  ['Passenger,Doc No,DOB\nCharlotte Dickens,LT7361502,1999-04-01\nDaniel Wisoky,K2185443,1970-02-03\n'],
  [JSON.stringify([{ passenger: 'Charlotte Dickens', documentNo: 'LT7361502', dob: '1999-04-01' }])],
])('the number of a document is a passport beside a birth: %j', (text) => {
  expect(JSON.stringify(released({}, raw(undefined, [block(text)])).result)).not.toContain('LT7361502');
});

it('the number of a document stays beside a sum', () => {
  const text = 'document_no,posted,amount\nLT7361502,2025-04-01,12.50\nK2185443,2025-02-03,9.00\n';
  expect(JSON.stringify(released({}, raw(undefined, [block(text)])).result)).toContain('LT7361502');
});
