/** That names and births are found where short words of many languages lead to them, and that a sentence's own capitals are nobody. */
import { expect, it } from 'vitest';
import { scan } from '../../../../../src/egress/net/text/scan.js';

const found = (kind: string, text: string): readonly string[] =>
  scan(text, 0)
    .filter((hit) => hit.class === kind)
    .map(({ start, end }) => text.slice(start, end));

it.each([
  ['旅客欧阳晓梅,电话17656429938', '欧阳晓梅'],
  ['客户萧雅婷，手机13607481403', '萧雅婷'],
  ['고객 최은경, 휴대폰 010-7573-2381', '최은경'],
  ['Our plumber Gabriel Moraes lives two doors down.', 'Gabriel Moraes'],
  ['Donor Evie Nolan gave much', 'Evie Nolan'],
  ['Fine notice to Columbus Beahan, 9442 Heritage Crossing', 'Columbus Beahan'],
])('somebody is named in %s', (text, name) => expect(found('pii.name', text)).toContain(name));

it.each([
  ['客户服务，电话17656429938'],
  ['客户金额，手机13607481403'],
  ['고객 서비스, 휴대폰 010-7573-2381'],
  ['Herrn 17, Ihre Bestellung geht an Ahornweg 119, 67855 Kassel. Bei Fragen: 089/94414330.'],
  ['call MP055277 about it'],
  ['call KSA-7467-Y0 about it'],
])('nobody is named in %s', (text) => expect(found('pii.name', text)).toEqual([]));

it.each([
  ['Asiakas Juhani Anttila, s. 27.09.90, tilaus 22', '27.09.90'],
  ['Gym freeze for Kattie Brakus, b. 08/02/95, until 2025-10-09', '08/02/95'],
  ['My date of birth is 20/02/63, not 21/02/64.', '21/02/64'],
  ['Kiracı Sevgi, d. tarihi 15.12.00, rezervasyon 32025521', '15.12.00'],
  ['Арендатор, 17.3.52 г.р., договор 57132338', '17.3.52'],
  ['Geburtsdatum 20.02.1963, nicht 21.02.1964', '21.02.1964'],
])('somebody is born in %s', (text, day) => expect(found('pii.birth_date', text)).toContain(day));

it.each([
  ['Interpreter booked: 07631155988. Claim ref 22.', '07631155988'],
  ['Anhörig: 0734494034.', '0734494034'],
  ['Recapito: 327/6404752.', '327/6404752'],
  ['born 1999-07-06, phone on file 5154285248.', '5154285248'],
  ['cep 0(212) 327 77 95, adres', '0(212) 327 77 95'],
  ['Ann Miller rang from 845 993-1167 about it', '845 993-1167'],
])('somebody is called in %s', (text, number) => expect(found('pii.phone', text)).toEqual([number]));

it.each([
  ['Meeting moved to 09/07/24 14:00; agenda item 84.'],
  ['Ann Miller moved to 01.05.21 14:00, her item 92'],
])('a day and the hour behind it are no telephone: %s', (text) =>
  expect(found('pii.phone', text)).toEqual([]),
);

it('a column of calls back holds telephones', () => {
  const text = [
    'ticket     caller               callback           opened_at',
    '6930339    Dwight Dunlop        +1 305 431 7791    2021-03-06 15:38:14',
    '8528467    Tobias Oyelaran      0425 111 440       2021-03-06 15:38:14',
    '7517438    Saoirse Haverford    469.804.8623       2024-11-01T07:42:37',
  ].join('\n');
  const phones = found('pii.phone', text).join();
  expect(phones).toContain('0425 111 440');
  expect(phones).toContain('469.804.8623');
});

it.each([['ring me re. lesson 16; fee ¥2865256; booking 755'], ['acct IBAN, net ¥6839500, run 432']])(
  'a price is none: %s',
  (text) => expect(scan(text, 0)).toEqual([]),
);

it('documents that are counted are no passport', () =>
  expect(found('pii.passport', 'the birth segment; docs=67939151 bytes=1074412')).toEqual([]));

it('a travel document is one in the short word of Swedish', () =>
  expect(found('pii.passport', 'Resenär Åsa Berg, pass 79059197, ombord')).toEqual(['79059197']));
