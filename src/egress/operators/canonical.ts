/** One spelling for one value of a class, so that spellings of it join. It refuses to make two values one: what does not fit stays as it is. */
import { normalise } from '../forms/normalise.js';

/** Its own normal form. */
const plain = /^[\x00-\x7f]*$/;
const numbers = new Set(['phone', 'mobile', 'card', 'ssn', 'us_ssn']);

export function canonical(columnClass: string, value: string): string {
  const kind = columnClass.slice(columnClass.lastIndexOf('.') + 1);
  const isPlain = plain.test(value);
  const text = (isPlain ? value : value.normalize('NFKC')).trim();
  if (kind === 'email') return (isPlain ? text : normalise(text).text).toLowerCase();
  if (kind === 'iban')
    return normalise(text)
      .text.replace(/[\s.-]/g, '')
      .toUpperCase();
  const digits = normalise(text).text.replace(/[\s().+/_-]/g, '');
  return numbers.has(kind) && /^\d+$/.test(digits) ? digits : text;
}
