/** That who has what only a person has is named, and a place, a label or a company before it is not. */
import { describe, expect, it } from 'vitest';
import { scan } from '../../../../../src/egress/net/text/scan.js';

const names = (text: string): readonly string[] =>
  scan(text, 0)
    .filter((hit) => hit.class === 'pii.name')
    .map(({ start, end }) => text.slice(start, end));

describe('a name before what only a person has', () => {
  it.each([
    ['mortgage of River Brekke, SSN 644-73-7237, granted', 'River Brekke'],
    ['review for Anna Schiller: passport LK041735 seen', 'Anna Schiller'],
    ['for Ines de la Cruz with personal number 644-73-7237', 'Ines de la Cruz'],
    ['seen by Morten Nguyen (born 1970-02-03)', 'Morten Nguyen'],
    ['the mechanic Nalini Asan (+91 98377 71365) comes', 'Nalini Asan'],
    ['on site is Fletcher Suen - +852 9668 5413 - gate 4', 'Fletcher Suen'],
  ])('is masked: %s', (text, name) => expect(names(text)).toContain(name));

  it.each([
    ['in East Alexysland, SSN 644-73-7237'],
    ['Teudat Zehut: 124714064, id seen'],
    ['the City Hospital (+44 20 7946 0958) is near'],
    ['sent by Blue Harbour Trading, SSN 644-73-7237'],
    ['Tirzan Miller paid and left, and then somebody gave SSN 644-73-7237'],
  ])('is none in %s', (text) => expect(names(text)).toEqual([]));
});
