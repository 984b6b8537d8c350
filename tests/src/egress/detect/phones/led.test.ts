/** That a number which no word calls a telephone is one where somebody's is given, and none where it is a thing's, an amount or a moment. */
import { describe, expect, it } from 'vitest';
import { scan } from '../../../../../src/egress/net/text/scan.js';

const phones = (text: string): readonly string[] =>
  scan(text, 0)
    .filter((hit) => hit.class === 'pii.phone')
    .map(({ start, end }) => text.slice(start, end));

describe('a number as it is dialled within a country', () => {
  it.each([
    ['Tips to 03 9420 3182, please.', '03 9420 3182'],
    ['Buongiorno, può sentirmi al 02 775 6797?', '02 775 6797'],
    ['Tried 01273 808682 twice, said his wife', '01273 808682'],
    ['Rückfragen: 089/0118720, Kundin geb. 1970', '089/0118720'],
    ['-- \nAntwan Parker\n09 364 2041\nantwan@example.com', '09 364 2041'],
    ['The courier has (55) 4414 8562 for Ann Miller', '(55) 4414 8562'],
    ['The mechanic Nalini Asan (022-65344992) comes at noon', '022-65344992'],
    ['Tips to 423 223 1111, said Ann Miller', '423 223 1111'],
  ])('is one behind a word that leads to it, or beside a person: %s', (text, number) =>
    expect(phones(text)).toEqual([number]),
  );

  it('is masked whole where a shorter one would be valid elsewhere', () =>
    expect(phones('Please contact the desk on (011) 15-7591-7309')).toEqual(['(011) 15-7591-7309']));

  it.each([
    ['[08796.837352] socket 2: irq 38 (driver 22.34.189.206)'],
    ['CZ013674564DE  0797 3893  2025-08-19 21:31:10  26.1 kg, for Ann Miller'],
    ['order 0171 234567 for Ann Miller'],
    ['invoice no. 0171 234567, to Ann Miller'],
    ['from 05.11.26 10.15 on, says Ann Miller'],
    ['(24-06-2026) Ann Miller signed'],
    ['Ann Miller wrote about #4676888, call her'],
    ['lots 0171 234567 in the rack'],
    ['row 6f2335a6-0352-4472-8b6c-4bc594664656, Ann Miller, her own'],
    ['her part 052-9035-ZW, says Ann Miller'],
  ])('is none in %s', (text) => expect(phones(text)).toEqual([]));
});

describe('a number in groups', () => {
  it.each([
    ['Verified with the last order. Best number is 621 12 03 19.', '621 12 03 19'],
    ['Best number is 88735688.', '88735688'],
    ['She can be found on 779 983 152 after five, says Ann Miller', '779 983 152'],
    ['Head of Sales\nOffice: 55 7309 4536 | ann@example.com', '55 7309 4536'],
    ['Contact on site is Luisa Zepeda - 9 3756 7164 - gate 4', '9 3756 7164'],
  ])('is one where somebody is found by it: %s', (text, number) => expect(phones(text)).toEqual([number]));

  it.each([
    ['The count is 779 983 152, says Ann Miller'],
    ['grew on 779 983 152 rows'],
    ['the sum of 55 7309 4536'],
  ])('is none in %s', (text) => expect(phones(text)).toEqual([]));
});
