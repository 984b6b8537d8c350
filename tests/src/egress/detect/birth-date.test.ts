/** A date of birth is found beside the word for it in any script, and the date behind it is another one's. */
import { describe, expect, it } from 'vitest';
import { scan } from '../../../../src/egress/net/text/scan.js';
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
    ['DOB 27MAY80 MRN 47758', '27MAY80'],
    ['生年月日:昭和51年8月27日 住所', '昭和51年8月27日'],
    ['我叫白馥君,生于1994/12/23,电话', '1994/12/23'],
    ['dla Olega, urodzonego 2 czerwca 1942 w Łodzi', '2 czerwca 1942'],
    ['f. nac. 09-09-1942', '09-09-1942'],
    ['06.09.71 doğumluyum', '06.09.71'],
    ['γεννηθείς στις 08/10/2003', '08/10/2003'],
  ])('is found in %s', (text, date) => expect(births(text)).toEqual([date]));

  it('is not the date that a small word leads to behind it, not even once it is masked', () => {
    expect(masked('birth date 1953-01-07, admitted 2023-05-19')).toMatch(/, admitted 2023-05-19$/);
    expect(births('born 1953-01-07 and 1955-02-03')).toHaveLength(2);
  });

  it.each([
    ['last seen on 16 March 2004; born 6 October 1997', ['6 October 1997']],
    ['born 4/6/1943, SSN 135-52-4880, starts 24/05/2025.', ['4/6/1943']],
    ['a woman (born 06DEC1993), was seen in clinic on 27 March 2024.', ['06DEC1993']],
    ['born from commit 7955d8e on 2024-08-05T21:46:23Z', []],
    ['flight LH400 27MAY24 to New York', []],
  ])('is the one that its word speaks of: %s', (text, dates) => expect(births(text)).toEqual(dates));
});
