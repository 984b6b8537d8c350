/** Numbers of European countries, each with its own check. It refuses one whose check does not hold. */
import { luhn } from '../checks/luhn.js';
import { digitsOf, isDate, isMod11x10, isVaried, type NationalId, part, weighted } from './id.js';

const dni = 'TRWAGMYFPDXBNJZSQVHLCKE';
const isSpanish = (id: string): boolean =>
  dni.charAt(Number(id.slice(0, -1).replace(/^[XYZ]/, (one) => String('XYZ'.indexOf(one)))) % 23) ===
  id.at(-1);

const odd = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];
function isItalian(id: string): boolean {
  const value = (one: string): number => (/\d/.test(one) ? Number(one) : one.charCodeAt(0) - 65);
  const sum = [...id.slice(0, 15)].reduce(
    (total, one, i) => total + (i % 2 === 0 ? (odd[value(one)] ?? 0) : value(one)),
    0,
  );
  return id.charCodeAt(15) - 65 === sum % 26;
}

function isFrench(id: string): boolean {
  const body = id.slice(0, 13).replace('2A', '19').replace('2B', '18');
  const month = part(id, 3, 5);
  return (month <= 12 || month >= 20) && 97 - Number(BigInt(body) % 97n) === part(id, 13, 15);
}

const finnish = '0123456789ABCDEFHJKLMNPRSTUVWXY';
const isFinnish = (id: string): boolean =>
  isDate(part(id, 2, 4), part(id, 0, 2)) &&
  finnish.charAt(Number(id.slice(0, 6) + id.slice(-4, -1)) % 31) === id.at(-1);

function isPolish(id: string): boolean {
  const check = (10 - (weighted(id, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3]) % 10)) % 10;
  return check === Number(id.at(-1)) && isDate(part(id, 2, 4) % 20, part(id, 4, 6));
}

/** Estonia and Lithuania count alike. */
function isBaltic(id: string): boolean {
  let check = weighted(id, [1, 2, 3, 4, 5, 6, 7, 8, 9, 1]) % 11;
  if (check === 10) check = (weighted(id, [3, 4, 5, 6, 7, 8, 9, 1, 2, 3]) % 11) % 10;
  return check === Number(id.at(-1)) && isDate(part(id, 3, 5), part(id, 5, 7));
}

function isNorwegian(id: string): boolean {
  const first = (11 - (weighted(id, [3, 7, 6, 1, 8, 9, 4, 5, 2]) % 11)) % 11;
  const second = (11 - (weighted(id, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11;
  return (
    first === part(id, 9, 10) && second === part(id, 10, 11) && isDate(part(id, 2, 4), part(id, 0, 2) % 40)
  );
}

function isBelgian(id: string): boolean {
  const check = part(id, 9, 11);
  const body = id.slice(0, 9);
  return check === 97 - (Number(body) % 97) || check === 97 - (Number(`2${body}`) % 97);
}

function isSwedish(id: string): boolean {
  const short = id.length === 12 ? id.slice(2) : id;
  return luhn(short) && isDate(part(short, 2, 4), part(short, 4, 6) % 60);
}

function isGerman(id: string): boolean {
  const counts = new Map<string, number>();
  for (const one of id.slice(0, 10)) counts.set(one, (counts.get(one) ?? 0) + 1);
  const most = Math.max(...counts.values());
  return (most === 2 || most === 3) && isMod11x10(id);
}

const irish = 'WABCDEFGHIJKLMNOPQRSTUV';
function isIrish(id: string): boolean {
  const more = id.length === 9 ? (id.charCodeAt(8) - 64) % 23 : 0;
  return irish.charAt((weighted(id, [8, 7, 6, 5, 4, 3, 2]) + 9 * more) % 23) === id.charAt(7);
}

const isPortuguese = (id: string): boolean => {
  const check = 11 - (weighted(id, [9, 8, 7, 6, 5, 4, 3, 2]) % 11);
  return (check > 9 ? 0 : check) === Number(id.at(-1));
};
const isBulgarian = (id: string): boolean =>
  (weighted(id, [2, 4, 8, 5, 10, 9, 7, 3, 6]) % 11) % 10 === Number(id.at(-1)) &&
  isDate(part(id, 2, 4) % 20, part(id, 4, 6));
const isRomanian = (id: string): boolean => {
  const check = weighted(id, [2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9]) % 11;
  return (check === 10 ? 1 : check) === Number(id.at(-1)) && isDate(part(id, 3, 5), part(id, 5, 7));
};
const isCzech = (id: string): boolean => Number(id) % 11 === 0 && isDate(part(id, 2, 4) % 50, part(id, 4, 6));
const isSwiss = (id: string): boolean => {
  const sum = digitsOf(id.slice(0, 12)).reduce((total, one, i) => total + one * (i % 2 === 0 ? 1 : 3), 0);
  return (10 - (sum % 10)) % 10 === Number(id.at(-1));
};
const isAustrian = (id: string): boolean =>
  weighted(id, [3, 7, 9, 0, 5, 8, 4, 2, 1, 6]) % 11 === Number(id.charAt(3)) &&
  isDate(part(id, 6, 8), part(id, 4, 6));
const isDutch = (id: string): boolean => {
  const sum = weighted(id, [9, 8, 7, 6, 5, 4, 3, 2, -1]);
  return sum % 11 === 0 && sum !== 0 && isVaried(id);
};
const isHealth = (id: string): boolean => {
  const check = 11 - (weighted(id, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11);
  return (check === 11 ? 0 : check) === Number(id.at(-1)) && isVaried(id);
};
const isGreek = (id: string): boolean => luhn(id) && isDate(part(id, 2, 4), part(id, 0, 2));

const isGreekTax = (id: string): boolean =>
  isVaried(id) && (weighted(id, [256, 128, 64, 32, 16, 8, 4, 2]) % 11) % 10 === Number(id.at(-1));
const isHungarianTax = (id: string): boolean =>
  weighted(id, [1, 2, 3, 4, 5, 6, 7, 8, 9]) % 11 === Number(id.at(-1));
const isHungarianHealth = (id: string): boolean =>
  isVaried(id) && weighted(id, [3, 7, 3, 7, 3, 7, 3, 7]) % 10 === Number(id.at(-1));
/** Of the countries that were Yugoslavia. */
const isYugoslav = (id: string): boolean => {
  const check = 11 - (weighted(id, [7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11);
  return (check > 9 ? 0 : check) === Number(id.at(-1)) && isDate(part(id, 2, 4), part(id, 0, 2));
};

export const european: readonly NationalId[] = [
  { country: 'ES', form: /^(?:\d{8}|[XYZ]\d{7})[A-Z]$/, isValid: isSpanish, telling: ['1+8', '2+7'] },
  {
    country: 'IT',
    form: /^[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z]$/,
    isValid: isItalian,
    telling: ['9+7'],
  },
  { country: 'FR', form: /^[1278]\d{4}(?:\d{2}|2[AB])\d{8}$/, isValid: isFrench, telling: ['0+15', '1+14'] },
  {
    country: 'FI',
    form: /^\d{6}[-+A-FYXWVU]\d{3}[0-9A-Y]$/,
    isValid: isFinnish,
    telling: ['0+10', '1+9', '1+10', '2+9'],
  },
  {
    country: 'GB',
    form: /^(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\d{6}[A-D]$/,
    isValid: () => true,
    telling: ['3+6'],
  },
  { country: 'GB', form: /^\d{10}$/, isValid: isHealth },
  { country: 'PL', form: /^\d{11}$/, isValid: isPolish },
  { country: 'EE', form: /^[1-8]\d{10}$/, isValid: isBaltic },
  { country: 'NO', form: /^\d{11}$/, isValid: isNorwegian },
  { country: 'BE', form: /^\d{11}$/, isValid: isBelgian },
  { country: 'DE', form: /^[1-9]\d{10}$/, isValid: isGerman },
  { country: 'HR', form: /^\d{11}$/, isValid: isMod11x10 },
  { country: 'GR', form: /^\d{11}$/, isValid: isGreek },
  { country: 'GR', form: /^\d{9}$/, isValid: isGreekTax },
  { country: 'HU', form: /^8\d{9}$/, isValid: isHungarianTax },
  { country: 'HU', form: /^\d{9}$/, isValid: isHungarianHealth },
  { country: 'SI', form: /^\d{13}$/, isValid: isYugoslav },
  { country: 'SE', form: /^(?:19|20)?\d{10}$/, isValid: isSwedish },
  { country: 'DK', form: /^\d{10}$/, isValid: (id) => isDate(part(id, 2, 4), part(id, 0, 2)) },
  { country: 'BG', form: /^\d{10}$/, isValid: isBulgarian },
  { country: 'CZ', form: /^\d{10}$/, isValid: isCzech },
  { country: 'AT', form: /^[1-9]\d{9}$/, isValid: isAustrian },
  { country: 'RO', form: /^[1-8]\d{12}$/, isValid: isRomanian },
  { country: 'CH', form: /^756\d{10}$/, isValid: isSwiss, telling: ['0+13'] },
  { country: 'NL', form: /^\d{9}$/, isValid: isDutch },
  { country: 'PT', form: /^[12356789]\d{8}$/, isValid: isPortuguese },
  { country: 'IE', form: /^\d{7}[A-W][A-IW]?$/, isValid: isIrish, telling: ['1+7', '2+7'] },
];
