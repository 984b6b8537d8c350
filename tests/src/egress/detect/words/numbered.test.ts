/** That a number right behind the noun of a thing that is numbered is that thing's, whatever stands around: in many languages, and with no hole where nothing of the kind is said. */
import { describe, expect, it } from 'vitest';
import { hint } from '../../../../../src/egress/detect/words/hint.js';
import { followsNumbered } from '../../../../../src/egress/detect/words/numbered.js';
import { scan } from '../../../../../src/egress/net/text/scan.js';

const shown = (text: string, bits = 0): readonly string[] =>
  scan(text, bits).map(({ start, end }) => text.slice(start, end));

describe('a noun for a thing right before a number', () => {
  it.each([
    'order ',
    'orders: ',
    'policy number ',
    'Befund Nr. ',
    'Auftragsnummer ',
    'Rechnungs-Nr.: ',
    'n° de commande ',
    'su pedido nº ',
    'la fattura n. ',
    'faktury nr ',
    'sipariş no: ',
    'siparişiniz ',
    'накладной № ',
    'рахунку ',
    'tilausnumero ',
    'a rendelés ',
    'τιμολογίου ',
    '注文番号',
    'ご予約番号: ',
    '订单号',
    '주문번호 ',
    'reservation is (',
    'case A398-',
  ])('is heard: %j', (before) => expect(followsNumbered(before, before.length)).toBe(true));

  it.each([
    '',
    'mobile ',
    'Mobil Nr. ',
    'phone number ',
    'passport no. ',
    'DNI ',
    'her number is ',
    'the order came. ',
    'order, ',
    'order\n',
    'Bestellhotline ',
    'Ordonez ',
    '연락처 ',
  ])('is not heard in %j', (before) => expect(followsNumbered(before, before.length)).toBe(false));
});

describe('beside what only people have, the number of a thing', () => {
  it.each([
    ['Pasajero, pasaporte G97679476, reserva SO78029862.', 'SO78029862'],
    ['paszport EF6268246, faktura 374773598, kwota', '374773598'],
    ['my number is 0427 462 002, about policy number 220686579', '220686579'],
    ['over bestelling 42320487. BSN 608627586, geboren op 04-09-1961.', '42320487'],
    ['Handy 0664 1234567, Befund Nr. 73883180 liegt vor', '73883180'],
    ['telemóvel 212 372 215. Fatura 722973950.', '722973950'],
    ['電話：03-8004-9510　注文番号97430675', '97430675'],
    ['Text file; job 7846174486 at noon', '7846174486'],
    ['call from 417-1379-TP', '417-1379'],
  ])('stays: %j', (text, number) => expect(shown(text).join()).not.toContain(number));

  it.each([
    ['order 42320487, Tel. 0171 2345678', '0171 2345678'],
    ['faktura 374773598, paszport EF6268246', 'EF6268246'],
    ['pedido 42320487, DNI 12345678Z', '12345678Z'],
    ['Rechnung an Tel. 2127365000', '2127365000'],
  ])('and theirs does not: %j', (text, number) => expect(shown(text)).toContain(number));

  it('is heard of nothing in what a statement made', () => {
    expect(shown('call order 2127365000', hint.made)).toEqual(['2127365000']);
    expect(shown('passport order AB1234567', hint.made)).toEqual(['AB1234567']);
    expect(shown('born, case number 533401372', hint.made)).toEqual(['533401372']);
    expect(shown('born, case number 533401372')).toEqual([]);
  });

  it('with the printed form of a state is that all the same', () =>
    expect(shown('CPF do pedido 529.982.247-25')).toEqual(['529.982.247-25']));
});

describe('a number behind any word of its own, past the value that a word before it speaks of', () => {
  it.each([
    ['mobiel 06 12345678. Kenmerk 738831', '738831'],
    ['Handy 0171 2345678, Objekt 73883180', '73883180'],
    ['Objekt 73883180, Handy 0171 2345678', '73883180'],
    ['passport 533401372. Vehicle SO12345678', 'SO12345678'],
    ['passport 533401372, Vehicle 533401373', '533401373'],
    ['Vehicle SO12345678, passport 533401372', 'SO12345678'],
    ['Kenmerk 12345679, BSN 984307072', '12345679'],
    ['SSN 348-95-4833, Vehicle 348954834', '348954834'],
    ['Vehicle 348954834, SSN 348-95-4833', '348954834'],
    ['móvil 612 345 678, cliente n.º 12345678', '12345678'],
  ])('is of that word: %s', (text, number) => expect(shown(text).join()).not.toContain(number));

  it.each([
    ['mobile 0171 2345678, office 2127365000', '2127365000'],
    ['Tel. 612345678, Maria 623456789', '623456789'],
    ['Handy 0171 2345678, Büro-Tel. 73883180', '73883180'],
    ['the old passport 705098832 is void, the new one is 859089005', '859089005'],
    ['two passports, LK041735 and YA7882762', 'YA7882762'],
    ['SSN 348-95-4833 and 348954834', '348954834'],
  ])('is of the word that speaks of both: %s', (text, number) => expect(shown(text)).toContain(number));

  it('is that of the value in what a statement made', () =>
    expect(shown('passport 533401372. Vehicle SO12345678', hint.made)).toContain('SO12345678'));
});

describe('an account', () => {
  it.each(['Account #9476280 has 414 seats; plan since March.', 'счёт 601693991 оплачен'])(
    "of which nothing says that it is a bank's stays: %s",
    (text) => expect(shown(text)).toEqual([]),
  );
  it.each([
    ['wire it to account #9476280 today', '9476280'],
    ['оплата на счёт 40817810099910004312', '40817810099910004312'],
    ['расчётный счёт 601693991', '601693991'],
    ['банковский счёт № 601693991', '601693991'],
  ])('of a bank does not: %s', (text, number) => expect(shown(text)).toEqual([number]));
});
