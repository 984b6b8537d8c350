/** Words of many languages that tell what stands under or behind them: accounts, papers to travel with, days of birth. */
import { describe, expect, it } from 'vitest';
import { scan } from '../../../src/egress/net/text/scan.js';
import { createLot } from './generated.js';

type Lot = ReturnType<typeof createLot>;
const number = (lot: Lot): string => `${1 + lot.next(9)}${lot.digits(7 + lot.next(4))}`;
const code = (lot: Lot): string => `${lot.pick(['C', 'KZ', 'FB'])}${lot.digits(7)}`;
const headers: Readonly<Record<string, readonly [string, (lot: Lot) => string]>> = {
  'pii.bank_account': [
    'Bankverbindung|RIB|cuenta|clabe|aba|acc_no|cont bancar|số tài khoản|hesap numarası|رقم الحساب|מספר חשבון|αριθμός λογαριασμού|beneficiary_account|payee account|rekeningnummer|口座番号|numer konta',
    number,
  ],
  'pii.passport': [
    'travel_document_no|travel document|passport_no|Reisepassnummer|number of passport|паспорт',
    code,
  ],
};
const forms = [
  (head: string, value: string) => `id,${head},x\n1,${value},ok\n`,
  (head: string, value: string) => `| id | ${head} |\n|---|---|\n| 1 | ${value} |\n`,
  (head: string, value: string) => `{"id":1,"${head}":"${value}"}`,
  (head: string, value: string) => `${head}: ${value}`,
];

describe.each(Object.entries(headers))('%s', (columnClass, [list, make]) => {
  it.each(list.split('|'))('is found under %s in tables of every form', (head) => {
    const lot = createLot(41);
    for (let i = 0; i < 40; i += 1) {
      const value = make(lot);
      const text = lot.pick(forms)(head, value);
      const start = text.indexOf(value, text.indexOf(head) + head.length);
      const isFound = scan(text, 0).some(
        (hit) => hit.class === columnClass && hit.start <= start && hit.end >= start + value.length,
      );
      expect([text, isFound]).toEqual([text, true]);
    }
  });
});

describe('behind a word', () => {
  it.each([
    ['ur. 12.08.66', 'pii.birth_date'],
    ['datum narození 3. 4. 1971', 'pii.birth_date'],
    ['DOB 1939年9月15日', 'pii.birth_date'],
    ['född 1998年10月12日', 'pii.birth_date'],
    ['my NI number is CE 98 09 10 D', 'pii.national_id'],
    ['PP no: GM6912451', 'pii.passport'],
    ['on travel document GM6912451', 'pii.passport'],
  ])('%s is %s', (text, columnClass) => expect(scan(text, 0).map((hit) => hit.class)).toContain(columnClass));

  it.each(['UR866254858DE 2024-01-23', 'sorry, ur late. 12.08.2024 then', 'Ribs 44000 of 50000'])(
    '%s stays',
    (text) => expect(scan(text, 0)).toEqual([]),
  );
});
