/** The parts of addresses, forms, mails and directories that are encoded byte for byte, each with what it says. It refuses a part that says only itself, or nothing that can be read. */

import { allOf } from '../../detect/text/shape.js';
import { hintOf } from '../../detect/words/hint.js';
import { fromBase64, fromHex, fromUtf8 } from '../../spelling/encode.js';

export interface Encoded {
  readonly start: number;
  readonly end: number;
  /** As it was before. */
  readonly value: string;
  /** What its key says. */
  readonly hint: number;
}

const part = /[^\s?&="'<>#{}|/,;]{1,2000}/g;
const word = /[^\s"'<>]{3,2000}/g;
const percent = /(?:%[0-9A-Fa-f]{2})+/g;
const printable = /(?:=[0-9A-F]{2})+/g;
/** A sign of its own, a letter with a mark, or two bytes side by side: the value of a parameter has none of these. */
const sign = /=(?:40|2B|3D|[89A-F][0-9A-F])|(?:=[0-9A-F]{2}){2}/;
const unreadable = /[\x00-\x08\x0e-\x1f\ufffd]/;

const spelled = (text: string, bytes: RegExp): string =>
  text.replace(bytes, (found) => fromUtf8(fromHex(found.replace(/[%=]/g, ''))));

/** A parameter's blank is a plus. */
function read(text: string, isValue: boolean): string {
  const shown = isValue ? text.replaceAll('+', ' ') : text;
  return shown.includes('%') ? spelled(shown, percent) : shown;
}

function parametersIn(text: string): readonly Encoded[] {
  const found: Encoded[] = [];
  let [key, isKeyEncoded] = ['', false];
  for (const { 0: raw, index: start } of allOf(part, text)) {
    const isValue = text.charAt(start - 1) === '=';
    const value = read(raw, isValue);
    const hint = isValue ? hintOf(key) : 0;
    // A plain value under an encoded key is one that only its key tells of.
    const isEncoded = value !== raw || (isKeyEncoded && hint !== 0);
    if (isEncoded && !unreadable.test(value)) found.push({ start, end: start + raw.length, value, hint });
    [key, isKeyEncoded] = [value, value !== raw];
  }
  return found;
}

/** Quoted printable: of each word its bytes. */
const quotedIn = (text: string): readonly Encoded[] =>
  allOf(word, text).flatMap(({ 0: raw, index: start }) => {
    const value = raw.includes('=') && sign.test(raw) ? spelled(raw, printable) : raw;
    return value === raw || unreadable.test(value)
      ? []
      : [{ start, end: start + raw.length, value, hint: 0 }];
  });

/** An entry of a directory whose value is past ASCII: `cn:: …`. */
const entry = /(?<![^\n])([A-Za-z][A-Za-z0-9;-]{1,40}):: {0,2}([A-Za-z0-9+/]{4,2000}={0,2})(?=\r?\n|$)/g;
const ofPerson = /^(?:cn|sn|displayname|gecos|commonname|gn)$/i;
const entriesIn = (text: string): readonly Encoded[] =>
  allOf(entry, text).flatMap(({ 0: all, 1: key = '', 2: raw = '', index }) => {
    const value = fromUtf8(fromBase64(raw.replace(/=/g, '')));
    const end = index + all.length;
    const hint = ofPerson.test(key) ? hintOf('full_name') : hintOf(key);
    return hint === 0 || unreadable.test(value) ? [] : [{ start: end - raw.length, end, value, hint }];
  });

const quoted = /=[0-9A-F]{2}/;
const form = /%[0-9A-Fa-f]{2}|=[^\s&]{1,200}\+/;

export const encodedParts = (text: string): readonly Encoded[] => [
  ...(form.test(text) ? parametersIn(text) : []),
  ...(quoted.test(text) ? quotedIn(text) : []),
  ...(text.includes(':: ') ? entriesIn(text) : []),
];
