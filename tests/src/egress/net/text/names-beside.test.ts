/** That who is told of in a sentence with what only a person has is named, and right beside a telephone or an address; and places, firms, titles and other fields are not. */
import { describe, expect, it } from 'vitest';
import { scan } from '../../../../../src/egress/net/text/scan.js';

const names = (text: string): readonly string[] =>
  scan(text, 0)
    .filter((hit) => hit.class === 'pii.name')
    .map(({ start, end }) => text.slice(start, end));

describe('a name in a sentence with what only a person has', () => {
  it.each([
    ['Pt: Hans Falter  DOB 27MAY80  MRN 47758', 'Hans Falter'],
    ['We have noted that your daughter Nakia Herman was born on 8 September 1971 and joins.', 'Nakia Herman'],
    ['Hyresgäst: Nora Lind; född 1971-02-03', 'Nora Lind'],
    ['Číslo pasu 98230772, držitel Olbram Zajíček, mobil', 'Olbram Zajíček'],
    ['Last will of Bernice Ngcobo, born at Sandton on 26 April 1970', 'Bernice Ngcobo'],
    ['Passaporto n. YA7882762 intestato alla turista Nina Greco', 'Nina Greco'],
  ])('is masked: %s', (text, name) => expect(names(text)).toContain(name));
});

describe('a name right beside how somebody is reached', () => {
  it.each([
    ['Ring Tommy Lundin på 072-541 37 44 i dag', 'Tommy Lundin'],
    ['caller is his son Davon Kwong, number +65 9418 2446', 'Davon Kwong'],
    ['Rechnung an Christine Hasler, Bahnhofstrasse 19, 7347 St. Gallen', 'Christine Hasler'],
    ['Refund to card 4111 1111 1111 1111 (Presley Lindgren) done', 'Presley Lindgren'],
    ['Mikayla Fahey – mother – +64 21 612 7656', 'Mikayla Fahey'],
  ])('is masked: %s', (text, name) => expect(names(text)).toContain(name));
});

describe('no name', () => {
  it.each([
    ['born 1970-02-03 in San Mateo'],
    ['passport LK041735 issued by the Foreign Office'],
    ['DATE OF BIRTH: 1970-02-03'],
    ['She was born on 1970-02-03; employer Kestrel Freight.'],
    ['Customer Service: +44 20 7946 0958'],
    ['Blue Harbour Trading, +44 20 7946 0958'],
    ['{"product":"Calvin Klein Jeans","birthDate":"1970-02-03"}'],
    ['city: East London / born 1970-02-03'],
    ['Standing Order of 1970-02-03, born never'],
    ['New York called. The passport LK041735 was found.'],
  ])('stands in %s', (text) => expect(names(text)).toEqual([]));
});
