/** Whether characters may be a number that some state gives, and whether they are: by how they are printed, how many they are, and their check. It refuses to know anything of the text around them. */
import { elsewhere } from './elsewhere.js';
import { european } from './europe.js';

const all = [...european, ...elsewhere];

/** As some are printed and hardly anything else is. */
const forms = [
  /\d{3}\.\d{3}\.\d{3}-\d{2}/,
  /\d{3}-\d{3}-\d{3} \d{2}/,
  /\d{3}\.\d{4}\.\d{4}\.\d{2}/,
  /\d{2}\.\d{2}\.\d{2}-\d{3}\.\d{2}/,
  /\d{4} \d{4} \d{4}/,
  /\d{1,2}\.\d{3}\.\d{3}-[\dkK]/,
  /\d{6}[-+]\d{4}/,
  /(?:19|20)\d{6}[-+]\d{4}/,
  /\d{6}-\d{7}/,
  /\d{6}\/\d{4}/,
  /[A-Z]{1,2}\d{6}\([0-9A]\)/,
  /\d{2}-\d{8}-\d/,
  /\d-\d{4}-\d{5}-\d{2}-\d/,
]
  .map(({ source }) => source)
  .join('|');
const printed = new RegExp(`^(?:${forms})$`);
const hasPrinted = new RegExp(forms);
/** A sign that each of the forms has, or three groups of four. */
const mayBePrinted = /[.\-+/(]|\d{4} \d{4} \d{4}/;
/** So unlike anything else that no word needs to stand beside them, and how many letters and digits those have. */
const telling = all.filter((one) => one.telling !== undefined);
const tellingForm = new RegExp(telling.map(({ form }) => `(?:${form.source})`).join('|'));

/** What `madeOf` counts in. */
const letter = 100;
const small = 100 * letter;

export const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;

/** How many small letters, other letters and digits it has, as one number. */
function madeOf(found: string): number {
  let made = 0;
  for (let i = 0; i < found.length; i += 1) {
    const code = found.charCodeAt(i);
    if (isDigit(code)) made += 1;
    else if (code >= 0x61 && code <= 0x7a && code !== 0x6b) made += small;
    else if (code >= 0x41 && code <= 0x7a) made += letter;
  }
  return made;
}

const counted = (count: string): number => {
  const [letters, digits] = count.split('+').map(Number);
  return (letters ?? 0) * letter + (digits ?? 0);
};

/** Printed as `AB123456(A)`, one has as many letters as these. */
const counts = new Set(['3+6', ...telling.flatMap((one) => one.telling ?? [])].map(counted));

/** Asked first, as most codes with digits end here. */
export function mayStandAlone(found: string): boolean {
  const made = madeOf(found);
  return made < 3 * letter || counts.has(made);
}

/** Uncalled, it must be printed as one or be telling; called one by a word beside it, its check is enough. */
export function isOne(found: string, isCalled: boolean): boolean {
  if (!isCalled && !mayStandAlone(found)) return false;
  if (!isCalled && versions.test(found)) return false;
  const upper = found.toUpperCase();
  const isFree = isCalled || printed.test(found);
  if (!isFree && found !== upper) return false;
  const id = upper.replace(/[ .\-/+()]/g, '');
  const finnish = /^\d{6}[-+]\d{3}[0-9A-Y]$/.test(upper) ? upper : id;
  if (!isFree && finnish === id && !tellingForm.test(id)) return false;
  // Letters alone are a word.
  if (/^[A-Z]+$/.test(id)) return false;
  return (isFree ? all : telling).some(
    ({ form, isValid }) =>
      (form.test(id) && isValid(id)) || (finnish !== id && form.test(finnish) && isValid(finnish)),
  );
}

/** Of a state that gives no check, and as codes of what is sold are made. */
const unchecked = /^[A-Z]{2}\d{6}[A-D]$/;
export const isUnchecked = (found: string): boolean => unchecked.test(found);

/** A decimal number. */
const fraction = /^\d+\.\d+$/;
/** One with cents, and perhaps words before it, which the shape has run into. */
const amount = /^(?:[A-Za-z]+ ){0,3}\d+\.\d{1,2}$/;
/** Versions in a row. */
const versions = /\d\.\d{1,2}\.\d{1,3} \d{1,2}\.\d/;
/** Digits that any of them has. */
export const fewest = 4;

/** Digits alone, that nothing calls an id, are one when printed as one, or when they are as many as of few countries. */
export function isWorthReading(found: string, isCalled: boolean): boolean {
  const made = madeOf(found);
  const count = made % letter;
  if (isCalled && amount.test(found)) return false;
  if (isCalled || count < fewest || made >= letter) return count >= fewest;
  const isMany = count >= 13;
  return (isMany || (mayBePrinted.test(found) && hasPrinted.test(found))) && !fraction.test(found);
}
