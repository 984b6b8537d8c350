/** What is told in a sentence is found in many languages and scripts, right up to the letters it touches; and what only looks like it is left. */
import { describe, expect, it } from 'vitest';
import { scan } from '../../../src/egress/net/text/scan.js';

const told: readonly (readonly [string, string, string])[] = [
  ['pii.national_id', 'Мой ИНН 772605749032.', '772605749032'],
  ['pii.national_id', 'pension 377-604-382 09 paid', '377-604-382 09'],
  ['pii.national_id', 'РНОКПП: 7720722143', '7720722143'],
  ['pii.national_id', 'ИИН 900303349236 указан', '900303349236'],
  ['pii.national_id', 'Medicare number 3878 58618 4', '3878 58618 4'],
  ['pii.national_id', 'IRD number 115-759-167', '115-759-167'],
  ['pii.national_id', 'Το ΑΦΜ μου είναι 609338219.', '609338219'],
  ['pii.national_id', 'adóazonosító jel: 8829037362', '8829037362'],
  ['pii.national_id', 'EMŠO 2101973502903', '2101973502903'],
  ['pii.iban', 'refund to MA45 6470 6601 3369 5872 0102 8407 today', 'MA45 6470 6601 3369 5872 0102 8407'],
  ['pii.card', 'charged 5018 4200 2846 0813 twice', '5018 4200 2846 0813'],
  ['pii.card', '卡号3566 5452 2199 5248被拒绝', '3566 5452 2199 5248'],
  ['pii.passport', '护照号码NP2345678。', 'NP2345678'],
  ['pii.passport', 'Паспорт 83 29 479110 выдан', '83 29 479110'],
  ['pii.passport', 'Αριθμός διαβατηρίου: ΑΗ 06UA30370', '06UA30370'],
  ['pii.bank_account', '口座番号は3118-015722-53です。', '3118-015722-53'],
  ['pii.bank_account', 'Номер счёта: 515992274151', '515992274151'],
  ['pii.birth_date', '我出生于1948/12/27。', '1948/12/27'],
  ['pii.birth_date', '생년월일은 1958-08-08입니다.', '1958-08-08'],
  ['pii.birth_date', 'Γεννήθηκα στις 3 Μαΐου 1961.', '3 Μαΐου 1961'],
  ['pii.phone', 'เบอร์โทร 08-1234-5678', '08-1234-5678'],
  ['pii.phone', 'zadzwoń pod 512 345 678', '512 345 678'],
  ['pii.phone', 'x,+81 90-7859-3671,y', '+81 90-7859-3671'],
  ['pii.phone', 'Позвоните мне по номеру 011 4478-4867.', '011 4478-4867'],
  ['secret.key', 'my password is ucIStKNM4xACAUbH', 'ucIStKNM4xACAUbH'],
  ['secret.key', 'mysql --password FdjXqV1bMiV01DEB', 'FdjXqV1bMiV01DEB'],
  ['secret.key', 'Authorization: Bearer yKT%Oc4RRwM06dSHnP1k', 'yKT%Oc4RRwM06dSHnP1k'],
];

describe('what is told is found', () => {
  it.each(told)('%s in %j', (name, text, value) => {
    const start = text.indexOf(value);
    const hits = scan(text, 0).filter((hit) => hit.class === name);
    expect(hits.some((hit) => hit.start <= start && hit.end >= start + value.length)).toBe(true);
    expect(hits.every((hit) => hit.end <= start + value.length + 1)).toBe(true);
  });
});

describe('what looks like it is left', () => {
  it.each([
    'the password is required for 3 users',
    'the token is expired',
    'passport office, room 12',
    'Windows11版',
    '第3566号',
    'call 1-2-3 at 10:30',
    'refund to MA46 6470 6601 3369 5872 0102 8407 today',
    'order 5018 4200 2846 0814',
  ])('%j', (text) => expect(scan(text, 0)).toEqual([]));
});
