/** A date of birth is found beside the word for it in any script, and the date behind it is another one's. */
import { describe, expect, it } from 'vitest';
import { scan } from '../../../../src/egress/net/scan.js';
import { masked } from '../fixtures.js';

const births = (text: string): readonly string[] =>
  scan(text, 0)
    .filter((hit) => hit.class === 'pii.birth_date')
    .map(({ start, end }) => text.slice(start, end));

describe('a date of birth', () => {
  it.each([
    ['生年月日は1986年10月25日です', '1986年10月25日'],
    ['जन्म तिथि: 4 मार्च 1990', '4 मार्च 1990'],
    ['जन्मतिथि 13/05/2001', '13/05/2001'],
    ['date of birth 3 May 1980', '3 May 1980'],
    ['paní Nováková, nar. 15. 1. 1924', '15. 1. 1924'],
  ])('is found in %s', (text, date) => expect(births(text)).toEqual([date]));

  it('is not the date that a small word leads to behind it, not even once it is masked', () => {
    expect(masked('birth date 1953-01-07, admitted 2023-05-19')).toMatch(/, admitted 2023-05-19$/);
    expect(births('born 1953-01-07 and 1955-02-03')).toHaveLength(2);
  });
});
