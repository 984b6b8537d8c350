/** What a value is near to: the month of a date, the network of an address, the band of a number. It refuses what is not plainly one of these and redacts it. */

import { normalise } from '../spelling/normalise.js';
import { partial } from './mask-form.js';
import { defineOperator, nothingOf } from './operator.js';

const yearFirst = /^([12]\d{3})[-/.](\d{1,2})[-/.]\d{1,2}(?:[T ][\d:.]{4,15}(?:Z|[+-]\d\d:?\d\d)?)?$/;
const dayFirst = /^\d{1,2}\.(\d{1,2})\.([12]\d{3})$/;
/** Which of the two is the month nobody knows. */
const yearLast = /^\d{1,2}[-/]\d{1,2}[-/]([12]\d{3})$/;

const month = (year = '', number = ''): string | undefined =>
  Number(number) >= 1 && Number(number) <= 12 ? `${year}-${number.padStart(2, '0')}` : undefined;

function monthOf(text: string): string | undefined {
  const first = yearFirst.exec(text);
  if (first !== null) return month(first[1], first[2]);
  const last = dayFirst.exec(text);
  return last === null ? yearLast.exec(text)?.[1] : month(last[2], last[1]);
}

const four = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/;
const group = /^[0-9a-f]{0,4}$/;

/** The first three groups of a version 6 address that is written out or shortened once. */
function networkOfSix(text: string): string | undefined {
  const halves = text.split('::');
  const [left = [], right = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const missing = 8 - left.length - right.length;
  const isWhole = halves.length === 1 ? missing === 0 : halves.length === 2 && missing > 0;
  if (!isWhole || ![...left, ...right].every((one) => one !== '' && group.test(one))) return undefined;
  const all = [...left, ...Array.from({ length: missing }, () => '0'), ...right];
  return `${all.slice(0, 3).join(':')}::/48`;
}

function networkOf(text: string): string | undefined {
  const octets = four.exec(text)?.slice(1);
  if (octets === undefined) return text.includes(':') ? networkOfSix(text.toLowerCase()) : undefined;
  return octets.every((one) => Number(one) < 256) ? `${octets.slice(0, 3).join('.')}.0/24` : undefined;
}

/** Longer ones are names of something, not amounts of it. */
const plain = /^-?\d{1,9}(?:\.\d{1,10})?$/;

/** From its first digit to the next one: `52345` is of 50000 to 60000. */
function bandOf(text: string): readonly [number, number] | undefined {
  if (!plain.test(text)) return undefined;
  const size = Math.abs(Number(text));
  const width = size < 10 ? 10 : 10 ** (String(Math.trunc(size)).length - 1);
  const from = Math.floor(Number(text) / width) * width;
  return [from, from + width];
}

export const generalise = defineOperator({
  kind: 'generalise',
  shows: 'the month of a date, the network of an address, the band of a number',
  needsIdentity: true,
  apply: (masking) => {
    const { value, class: columnClass, isNumber = false } = masking;
    const text = normalise(value).text.trim();
    const band = bandOf(text);
    if (band !== undefined) return isNumber ? band[0] : partial(columnClass, band.join('..'));
    const shown = monthOf(text) ?? networkOf(text);
    return shown === undefined ? nothingOf(masking) : partial(columnClass, shown);
  },
});
