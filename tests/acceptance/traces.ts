// Whether anything of a person stands in a text: the value itself, a part of it, or it in another spelling. It refuses to be told where to look.
import { people } from './lake.js';

const partsOf = (value: string, length: number): readonly string[] =>
  Array.from({ length: Math.max(1, value.length - length + 1) }, (_, at) => value.slice(at, at + length));

/** Base64 and hex stand in every digest: there a part must be longer to be no chance. */
const spellings = (value: string): readonly string[] => {
  const bytes = Buffer.from(value, 'utf8');
  const letters = [value, [...value].reverse().join(''), encodeURIComponent(value)];
  const coded = [bytes.toString('hex'), bytes.toString('base64').replace(/=+$/, '')];
  return [
    ...letters.flatMap((one) => [...partsOf(one.toLowerCase(), 7), ...partsOf(one.toLowerCase(), 10)]),
    ...coded.flatMap((one) => partsOf(one.toLowerCase(), 14)),
  ];
};

/** The domain is not a person. */
const secret = people.flatMap(({ full_name, email, phone }) => [
  full_name,
  email.split('@')[0] ?? email,
  phone,
  phone.replaceAll(/\D/g, ''),
]);
const looked = [...new Set(secret.flatMap(spellings))];

/** Hashes, ids and signatures: sixteen hexadecimal digits of which one is a letter, or twenty letters of each case with a digit. */
const digest =
  /\b(?=\d*[a-f])[\da-f-]{16,}\b|\b(?=[\w-]{0,400}[a-z])(?=[\w-]{0,400}[A-Z])(?=[\w-]{0,400}\d)[\w-]{20,}/g;

/** Milliseconds since 1970, from 2020 to 2033. */
const moment = /\b1[67]\d{11}\b/g;

/** What stands in the text of any person, escaped letters counted as the letters they are. Seven digits in a digest or a moment are chance: ten are looked for there. */
export function tracesIn(text: string): readonly string[] {
  const told = text.replaceAll(/\\u([0-9a-f]{4})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  const plain = told.toLowerCase();
  const outside = told.replaceAll(digest, '#').replaceAll(moment, '#').toLowerCase();
  return looked.filter((part) => (/^\d{7}$/.test(part) ? outside : plain).includes(part));
}
