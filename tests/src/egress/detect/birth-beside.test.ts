/** That a date behind somebody's name is a birth where it is one by its year and its place, and no other date is. */
import { describe, expect, it } from 'vitest';
import { scan } from '../../../../src/egress/net/scan.js';

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
  ])('is one behind a name: %s', (text, dates) => expect(births(text)).toEqual(dates));

  it.each([
    ['Ann Miller (12 May 2025) signed'],
    ['Ann Miller, 12 May 1998, wrote to us'],
    ['Support Team (12 May 1998)'],
    ['the lease (12 May 1998) of Ann Miller'],
    ['Ann Miller signed on 12 May 1998.'],
  ])('is none in %s', (text) => expect(births(text)).toEqual([]));
});
