/** That numbers and dates in forms and under words that are seldom seen are masked, and what only stands beside them is not. */
import { describe, expect, it } from 'vitest';
import { scan } from '../../../../src/egress/net/text/scan.js';

const shown = (text: string, of: string): readonly string[] =>
  scan(text, 0)
    .filter((hit) => hit.class === of)
    .map(({ start, end }) => text.slice(start, end));

describe('a telephone', () => {
  it.each([
    ['New mobile is +52 1 33 5432 4028, says Ana', '+52 1 33 5432 4028'],
    ['Text 356.643.9322 when ready.', '356.643.9322'],
    ['caller is his son Kenny, number 556.475.2241', '556.475.2241'],
    ['Inbound from 963.778.0776, duration 312 s', '963.778.0776'],
    ['RUT 21709447-K, fono 9 5732 7493, depto 365', '9 5732 7493'],
    ['oi, meu zap é 40 985873072', '40 985873072'],
    ['Kraków\nkom. 871690270', '871690270'],
    ['я родился 2.5.1973, мой номер 89684505180.', '89684505180'],
    ['vive en Sevilla; madre: 659 176 833.', '659 176 833'],
    ['vive en Sevilla; madre: 657286358.', '657286358'],
    ['cel. 11 6767-2153', '11 6767-2153'],
    ['Our plumber Fernando Ocampo lives two doors down (11 4249-8101); pay him', '11 4249-8101'],
    ['call 0115-9351-3111-1311 EUR', '0115-9351-3111-1311'],
  ])('is masked whole: %s', (text, one) => expect(shown(text, 'pii.phone')).toEqual([one]));

  it.each([
    ['build 356.643.9322 of the library'],
    ['part no. 356-643-9322, two of them'],
    ['gauge (11 4249-8101) reads high'],
    ['total: 657286358 rows'],
    ['call about A228-6169761, please'],
  ])('is none in %s', (text) => expect(shown(text, 'pii.phone')).toEqual([]));
});

describe('a number that a state or a bank gives', () => {
  it.each([
    ['Kiracı: Enes Aktan, TCKN 20980849932', 'pii.national_id', '20980849932'],
    ['Agustín Meraz (DNI 31.109.630) vive en Lugo', 'pii.national_id', '31.109.630'],
    ['account 99483456, amount due 7767.08 EUR', 'pii.bank_account', '99483456'],
  ])('is masked: %s', (text, of, one) => expect(shown(text, of)).toEqual([one]));

  it.each([
    ['TCKN 20980849933 does not check', 'pii.national_id'],
    ['a total of 31.109.630 rows', 'pii.national_id'],
    ['account 99483456 has 3 seats left', 'pii.bank_account'],
  ])('is none in %s', (text, of) => expect(shown(text, of)).toEqual([]));

  it('is no date of its payment', () =>
    expect(shown('account number 52191827, first payment 2023-08-02', 'pii.bank_account')).toEqual([
      '52191827',
    ]));
});

describe('a date of birth', () => {
  it.each([
    ['surname: Ngwenya, given names: Tim, b. 06/11/41, RSA ID 4111069777085', '06/11/41'],
    ['Patient: Jennifer Gibbs, 24NOV93. Rx 20 mg', '24NOV93'],
    ['passport AAX807570 lost by Ann Miller on 2023-05-16; her birthday is 21-07-1965.', '21-07-1965'],
    ['[REDACTED:pii.name] on 2023-05-16; her birthday is [BIRTH_DATE:*1965], born 1965-07-21', '1965-07-21'],
    ['last seen on 16 March 2024; her birthday was 6 October 1997.', '6 October 1997'],
  ])('is the one that is called so: %s', (text, one) => expect(shown(text, 'pii.birth_date')).toEqual([one]));

  it('is no day on which something was delivered', () =>
    expect(shown('Patient transport: Blue Line, 24NOV23', 'pii.birth_date')).toEqual([]));
});

describe('a passport', () => {
  it.each([
    ['Reisepass F5L6NXLVW, wurde angehört. Az. CS8035291', 'F5L6NXLVW'],
    ['angående ärende CS5841210. Passnummer AA364946.', 'AA364946'],
  ])('is the one that is called so: %s', (text, one) => expect(shown(text, 'pii.passport')).toEqual([one]));
});

describe('an address', () => {
  it('ends where its sentence does', () =>
    expect(shown('Naamsesteenweg 183, 5184 Sint-Niklaas. Plate SKU86108707, issued', 'pii.address')).toEqual([
      expect.not.stringContaining('Plate'),
    ]));
});

describe('a name', () => {
  it.each([
    ['visa for MATTEO SMET passport AAX807570', 'MATTEO SMET'],
    ['患者王小明,护照 EA1234567', '王小明'],
    ['旅客王小明持护照 EA1234567', '王小明'],
    ['임차인 김철수 연락처 010-1234-5678', '김철수'],
    ['rider,cell\nAnn Miller,+1 212 555 7788\n', 'Ann Miller'],
    ['| winner | born | prize |\n|---|---|---|\n| Ann Miller | 1965-07-21 | 20 |\n', 'Ann Miller'],
  ])('is masked: %s', (text, one) => expect(shown(text, 'pii.name')).toContain(one));

  it.each([
    ['PASSPORT OFFICE passport AAX807570'],
    ['患者高血压,护照 EA1234567'],
    ['임차인 연락처 010-1234-5678'],
    ['환자 정보는 여기'],
  ])('is none in %s', (text) => expect(shown(text, 'pii.name')).toEqual([]));
});
