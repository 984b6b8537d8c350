/** That a date behind somebody's name is a birth where it is one by its year and its place, and no other date is. */
import { describe, expect, it } from 'vitest';
import { scan } from '../../../../src/egress/net/text/scan.js';

const births = (text: string): readonly string[] =>
  scan(text, 0)
    .filter((hit) => hit.class === 'pii.birth_date')
    .map(({ start, end }) => text.slice(start, end));

describe('a date that no word calls a birth', () => {
  it.each([
    ['Ann Miller (25-Aug-1965) and Juan Ojeda (1989-03-20) want an account.', ['25-Aug-1965', '1989-03-20']],
    ['Applicant Eva Mante (22nd May 2006) was seen.', ['22nd May 2006']],
    ['Child: Shad Olson, b. 18 January 1941. Mother is well.', ['18 January 1941']],
    ['Check of Avery Raynor, 1998-01-17, passport K0367728O: nothing.', ['1998-01-17']],
    ['Suspect is SANDY UNGER, 16/08/68, passport K0367728O.', ['16/08/68']],
    ['Prescriber: Dr Kiehn. Patient: Shakira Spinka, 1948-05-16. Rx 20 mg', ['1948-05-16']],
    ['고객 라주영님(1973.07.15생)', ['1973.07.15']],
    ['Sie ist am 12. Juli 1977 in Freiburg im Breisgau geboren und wohnt da', ['12. Juli 1977']],
  ])('is one behind a name: %s', (text, dates) => expect(births(text)).toEqual(dates));

  it.each([
    [
      'one of the fields of a record',
      'Yuk / 1985-04-10 / mobile +82 2 8173 7689 / passport M33161915',
      '1985-04-10',
    ],
    [
      'given in a sentence about births',
      'The caller said 1980-07-01, which no paper of hers shows as a date of birth.',
      '1980-07-01',
    ],
    [
      'another one given there',
      'Her date of birth is seen on the front of the card, and his is 2nd March 1989.',
      '2nd March 1989',
    ],
  ])('is one as %s', (_, text, date) => expect(births(text)).toEqual([date]));

  it.each([
    ['Ann Miller (12 May 2025) signed'],
    ['Ann Miller, 12 May 1998, wrote to us'],
    ['Support Team (12 May 1998)'],
    ['assigned to Ann Miller 2004-05-01'],
    ['Ann Miller, 16/08/08, invoice 55'],
    ['2004.05.01 생산'],
    ['On 3 May 2004, 12 lambs were seen. Later a calf was born.'],
    ['the lease (12 May 1998) of Ann Miller'],
    ['Ann Miller signed on 12 May 1998.'],
    ['sku / 1985-04-10 / mobile cover'],
    ['Births are counted here by hand, as they have been. The law is 1985-04-10 of date.'],
    ['The caller said 2025-07-01, which no paper of hers shows as a date of birth.'],
  ])('is none in %s', (text) => expect(births(text)).toEqual([]));
});
