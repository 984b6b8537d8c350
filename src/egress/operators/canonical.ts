/** One spelling for one value of a class, so that spellings of it join. It refuses to make two values one: what does not fit stays as it is. */
import { normalise } from '../spelling/normalise.js';
import { ofClass } from './mask-form.js';

/** Its own normal form. */
const plain = /^[\x00-\x7f]*$/;

const unsigned = (text: string): string => normalise(text).text.replace(/[\s().+/_-]/g, '');
function numberOf(text: string): string {
  const digits = unsigned(text);
  return /^\d+$/.test(digits) ? digits : text;
}

/** `tel:`, the zero that is dialled at home alone, and two zeros for a plus. */
function phoneOf(text: string): string {
  const dialled = normalise(text).text.replace(/^tel:/i, '');
  const abroad = dialled.startsWith('+') ? dialled.replace('(0)', '') : dialled;
  return numberOf(abroad.replace(/^00(?=[1-9])/, '+'));
}

const dressed = /^(?:mailto:)?<?([^\s<>@]+@[^\s<>@]+)>?$/i;
/** In its normal form, and with nothing around it, as most addresses are. */
const bare = /^[!-9;=?-~]*$/;
const capital = /[A-Z]/;
function emailOf(text: string, isBare: boolean): string {
  if (isBare) return capital.test(text) ? text.toLowerCase() : text;
  const spelt = normalise(text).text;
  return (dressed.exec(spelt.trim())?.[1] ?? spelt).toLowerCase();
}

function macOf(text: string): string {
  const digits = text.replace(/[:.-]/g, '').toLowerCase();
  return /^[0-9a-f]{12}$/.test(digits) ? digits : text;
}

/** Of version 6, all eight groups without their zeros. */
function ipOf(text: string): string {
  if (!/^[0-9a-f:]{2,39}$/i.test(text) || !text.includes(':')) return text;
  const [left = '', right, ...others] = text.toLowerCase().split('::');
  const groups = (half: string | undefined): readonly string[] =>
    half === undefined || half === '' ? [] : half.split(':');
  const missing = 8 - groups(left).length - groups(right).length;
  if (others.length > 0 || (right === undefined ? missing !== 0 : missing < 1)) return text;
  const zeros = Array.from({ length: missing }, () => '0');
  return [...groups(left), ...zeros, ...groups(right)].map((one) => one.replace(/^0+(?=.)/, '')).join(':');
}

/** The beginning of a day is that day. */
const dayOf = (text: string): string =>
  /^(\d{4}-\d\d-\d\d)[T ]00:00(?::00(?:\.0{1,9})?)?(?:Z|[+-]00:?00)?$/.exec(text)?.[1] ?? text;

const ibanOf = (text: string): string =>
  normalise(text)
    .text.replace(/[\s.-]/g, '')
    .toUpperCase();

type Spelling = (text: string, isBare: boolean) => string;
const spellings: ReadonlyMap<string, Spelling> = new Map<string, Spelling>([
  ...['phone', 'mobile'].map((kind) => [kind, phoneOf] as const),
  ...['card', 'ssn', 'us_ssn'].map((kind) => [kind, numberOf] as const),
  ['email', emailOf],
  ['iban', ibanOf],
  ['mac', macOf],
  ['ip', ipOf],
  ['birth_date', dayOf],
]);

const asItIs: Spelling = (text) => text;
const spellingOf = ofClass(
  (columnClass) => spellings.get(columnClass.slice(columnClass.lastIndexOf('.') + 1)) ?? asItIs,
);

export function canonical(columnClass: string, value: string): string {
  const spelling = spellingOf(columnClass);
  if (bare.test(value)) return spelling(value, true);
  return spelling((plain.test(value) ? value : value.normalize('NFKC')).trim(), false);
}
