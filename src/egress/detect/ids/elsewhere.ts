/** Numbers of countries outside of Europe, each with its own check. It refuses one whose check does not hold. */
import { luhn } from '../checks/luhn.js';
import { isDate, isVaried, type NationalId, part, verhoeff, weighted } from './id.js';

/** Two digits, each of the weights counted down to two. */
function isBrazilian(id: string): boolean {
  const check = (body: string): number => {
    const weights = [...body].map((_, i) => body.length + 1 - i);
    const rest = (weighted(body, weights) * 10) % 11;
    return rest === 10 ? 0 : rest;
  };
  return (
    isVaried(id) && check(id.slice(0, 9)) === part(id, 9, 10) && check(id.slice(0, 10)) === part(id, 10, 11)
  );
}

function isChilean(id: string): boolean {
  const body = id.slice(0, -1);
  const sum = [...body].reverse().reduce((total, one, i) => total + Number(one) * (2 + (i % 6)), 0);
  const check = 11 - (sum % 11);
  return (check === 11 ? '0' : check === 10 ? 'K' : String(check)) === id.at(-1);
}

const isChinese = (id: string): boolean =>
  isDate(part(id, 10, 12), part(id, 12, 14)) &&
  /^(?:19|20)/.test(id.slice(6)) &&
  '10X98765432'.charAt(weighted(id, [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]) % 11) ===
    id.at(-1);

const mexican = '0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ';
function isMexican(id: string): boolean {
  const sum = [...id.slice(0, 17)].reduce((total, one, i) => total + mexican.indexOf(one) * (18 - i), 0);
  return (10 - (sum % 10)) % 10 === Number(id.at(-1)) && isDate(part(id, 6, 8), part(id, 8, 10));
}

function isSingaporean(id: string): boolean {
  const first = id.charAt(0);
  const sum =
    weighted(id.slice(1, 8), [2, 7, 6, 5, 4, 3, 2]) + ('TG'.includes(first) ? 4 : first === 'M' ? 3 : 0);
  const table = 'ST'.includes(first) ? 'JZIHGFEDCBA' : first === 'M' ? 'XWUTRQPNJLK' : 'XWUTRQPNMLK';
  return table.charAt(first === 'M' ? 10 - (sum % 11) : sum % 11) === id.at(-1);
}

function isHongKong(id: string): boolean {
  const letters = id.replace(/\d.*$/, '');
  const values = [...letters.padStart(2, ' ')].map((one) => (one === ' ' ? 36 : one.charCodeAt(0) - 55));
  const sum =
    (values[0] ?? 0) * 9 + (values[1] ?? 0) * 8 + weighted(id.slice(letters.length), [7, 6, 5, 4, 3, 2]);
  const check = (11 - (sum % 11)) % 11;
  return (check === 10 ? 'A' : String(check)) === id.at(-1);
}

const taiwanese = 'ABCDEFGHJKLMNPQRSTUVXYWZIO';
function isTaiwanese(id: string): boolean {
  const letter = taiwanese.indexOf(id.charAt(0)) + 10;
  const sum =
    Math.floor(letter / 10) + (letter % 10) * 9 + weighted(id.slice(1), [8, 7, 6, 5, 4, 3, 2, 1, 1]);
  return sum % 10 === 0;
}

function isTurkish(id: string): boolean {
  const odd = weighted(id, [1, 0, 1, 0, 1, 0, 1, 0, 1]);
  const even = weighted(id, [0, 1, 0, 1, 0, 1, 0, 1]);
  const tenth = (((odd * 7 - even) % 10) + 10) % 10;
  return tenth === part(id, 9, 10) && (odd + even + tenth) % 10 === part(id, 10, 11);
}

const isKorean = (id: string): boolean => {
  const check = (11 - (weighted(id, [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]) % 11)) % 10;
  return check === Number(id.at(-1)) && isDate(part(id, 2, 4), part(id, 4, 6));
};
function isIsraeli(id: string): boolean {
  return luhn(id) && isVaried(id);
}
const isJapanese = (id: string): boolean => {
  const rest = weighted(id, [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11;
  return (rest <= 1 ? 0 : 11 - rest) === Number(id.at(-1));
};
const isAustralian = (id: string): boolean =>
  weighted(id, [1, 4, 3, 7, 5, 8, 6, 9, 10]) % 11 === 0 && isVaried(id);
const isSouthAfrican = (id: string): boolean =>
  luhn(id) && isDate(part(id, 2, 4), part(id, 4, 6)) && part(id, 10, 11) <= 1;
const isArgentine = (id: string): boolean => {
  const check = (11 - (weighted(id, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11;
  return check === Number(id.at(-1));
};
const isThai = (id: string): boolean =>
  (11 - (weighted(id, [13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 10 === Number(id.at(-1));

/** Of twelve digits, each of the last two checks what stands before it. */
function isRussian(id: string): boolean {
  const check = (weights: readonly number[]): number => (weighted(id, weights) % 11) % 10;
  return (
    isVaried(id) &&
    check([7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) === part(id, 10, 11) &&
    check([3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) === part(id, 11, 12)
  );
}
/** The number of a pension. */
const isSnils = (id: string): boolean =>
  isVaried(id) && (weighted(id, [9, 8, 7, 6, 5, 4, 3, 2, 1]) % 101) % 100 === part(id, 9, 11);
const isUkrainian = (id: string): boolean =>
  isVaried(id) && (((weighted(id, [-1, 5, 7, 9, 4, 6, 10, 5, 7]) % 11) + 11) % 11) % 10 === Number(id.at(-1));
function isKazakh(id: string): boolean {
  let check = weighted(id, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]) % 11;
  if (check === 10) check = weighted(id, [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2]) % 11;
  return check === Number(id.at(-1)) && isDate(part(id, 2, 4), part(id, 4, 6));
}
/** The health insurance's, with the place of the person on the card behind it or not. */
const isMedicare = (id: string): boolean =>
  weighted(id, [1, 3, 7, 9, 1, 3, 7, 9]) % 10 === part(id, 8, 9) && isVaried(id);
/** No check but the birthday, and a number that only some state has. */
const isMalaysian = (id: string): boolean =>
  isDate(part(id, 2, 4), part(id, 4, 6)) && /^\d{6}(?:0[1-9]|1[0-6]|[2-5]\d|[78]\d)/.test(id) && isVaried(id);
/** A woman's day is forty more. */
const isIndonesian = (id: string): boolean =>
  /^(?:1[1-9]|2[1]|3[1-6]|5[1-3]|6[1-5]|7[1-6]|8[12]|9[1-7])/.test(id) &&
  isDate(part(id, 8, 10), part(id, 6, 8) % 40);
const isEcuadorian = (id: string): boolean =>
  /^(?:0[1-9]|1\d|2[0-4]|30)[0-5]/.test(id) && luhn(id) && isVaried(id);
const isUruguayan = (id: string): boolean =>
  isVaried(id) && (10 - (weighted(id, [2, 9, 8, 7, 6, 3, 4]) % 10)) % 10 === part(id, 7, 8);
const isEgyptian = (id: string): boolean => isDate(part(id, 3, 5), part(id, 5, 7)) && isVaried(id);
function isNewZealand(id: string): boolean {
  const body = id.padStart(9, '0');
  const check = (weights: readonly number[]): number => (11 - (weighted(body, weights) % 11)) % 11;
  const first = check([3, 2, 7, 6, 5, 4, 3, 2]);
  const last = first === 10 ? check([7, 4, 3, 2, 5, 2, 7, 6]) : first;
  return Number(id) > 10_000_000 && Number(id) < 150_000_000 && last === Number(id.at(-1));
}

export const elsewhere: readonly NationalId[] = [
  { country: 'BR', form: /^\d{11}$/, isValid: isBrazilian },
  { country: 'CL', form: /^\d{7,8}[0-9K]$/, isValid: isChilean },
  { country: 'CN', form: /^\d{17}[0-9X]$/, isValid: isChinese, telling: ['0+18', '1+17'] },
  {
    country: 'MX',
    form: /^[A-Z]{4}\d{6}[HMX][A-Z]{5}[0-9A-Z]\d$/,
    isValid: isMexican,
    telling: ['10+8', '11+7'],
  },
  { country: 'SG', form: /^[STFGM]\d{7}[A-Z]$/, isValid: isSingaporean, telling: ['2+7'] },
  { country: 'HK', form: /^[A-Z]{1,2}\d{6}[0-9A]$/, isValid: isHongKong },
  { country: 'TW', form: /^[A-Z][12]\d{8}$/, isValid: isTaiwanese },
  { country: 'IN', form: /^[A-Z]{3}[ABCFGHJLPT][A-Z]\d{4}[A-Z]$/, isValid: () => true, telling: ['6+4'] },
  { country: 'IN', form: /^[2-9]\d{11}$/, isValid: verhoeff },
  { country: 'TR', form: /^[1-9]\d{10}$/, isValid: isTurkish },
  { country: 'KR', form: /^\d{6}[1-8]\d{6}$/, isValid: isKorean },
  { country: 'IL', form: /^\d{9}$/, isValid: isIsraeli },
  { country: 'JP', form: /^\d{12}$/, isValid: isJapanese },
  { country: 'AU', form: /^\d{9}$/, isValid: isAustralian },
  { country: 'CA', form: /^[1-79]\d{8}$/, isValid: luhn },
  { country: 'ZA', form: /^\d{13}$/, isValid: isSouthAfrican },
  { country: 'AR', form: /^(?:20|2[3-7]|30)\d{9}$/, isValid: isArgentine },
  { country: 'RU', form: /^\d{12}$/, isValid: isRussian },
  { country: 'RU', form: /^\d{11}$/, isValid: isSnils },
  { country: 'UA', form: /^\d{10}$/, isValid: isUkrainian },
  { country: 'KZ', form: /^\d{12}$/, isValid: isKazakh },
  { country: 'AU', form: /^[2-6]\d{9,10}$/, isValid: isMedicare },
  { country: 'NZ', form: /^\d{8,9}$/, isValid: isNewZealand },
  { country: 'MY', form: /^\d{12}$/, isValid: isMalaysian },
  { country: 'ID', form: /^\d{16}$/, isValid: isIndonesian },
  { country: 'EC', form: /^\d{10}$/, isValid: isEcuadorian },
  { country: 'UY', form: /^[1-6]\d{7}$/, isValid: isUruguayan },
  { country: 'EG', form: /^[23]\d{13}$/, isValid: isEgyptian },
  { country: 'SA', form: /^[12]\d{9}$/, isValid: luhn },
  { country: 'AE', form: /^784(?:19|20)\d{10}$/, isValid: luhn },
  { country: 'TH', form: /^[1-8]\d{12}$/, isValid: isThai },
];
