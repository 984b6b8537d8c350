/** Readings of a text under the common encodings. It refuses what has not the length and the alphabet of one. */
import { allOf } from './detect/shape.js';
import { fromBase64, fromHex, fromUtf8 } from './encode.js';

const base64Run = /[A-Za-z0-9+/_-]{16,65536}/g;
const wrapped = /^[A-Za-z0-9+/_=-]{4,80}(?:\s{1,4}[A-Za-z0-9+/_=-]{1,80})+\s*$/;
const hexRun = /[0-9A-Fa-f]{16,65536}/g;
const hexPairs = /(?:[0-9A-Fa-f]{2}[ :,-]){7,8192}[0-9A-Fa-f]{2}/g;
const escapes =
  /%[0-9A-Fa-f]{2}|\\u[0-9A-Fa-f]{4}|\\u\{[0-9A-Fa-f]{1,6}\}|\\x[0-9A-Fa-f]{2}|\\[0-7]{3}|&#\d{1,7};|&#x[0-9A-Fa-f]{1,6};|&(?:commat|period|sol|hyphen|dash|lowbar);/g;
const named: Readonly<Record<string, string>> = {
  commat: '@',
  period: '.',
  sol: '/',
  hyphen: '-',
  dash: '-',
  lowbar: '_',
};

/** What is not UTF-8 was not text: only its ASCII is kept, so that binary costs little to scan. */
function readable(bytes: Uint8Array): string {
  const text = fromUtf8(bytes);
  return text.includes('\ufffd') ? text.replace(/[^ -~]+/g, ' ') : text;
}

const point = (code: number): string => (code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd');

function unescaped(text: string): string {
  const isByte = (found: string): boolean => found.startsWith('%') || found.startsWith('\\x');
  const simple = text.replace(escapes, (found) => {
    if (isByte(found)) return found;
    if (found.startsWith('&#x')) return point(Number.parseInt(found.slice(3, -1), 16));
    if (found.startsWith('&#')) return point(Number(found.slice(2, -1)));
    if (found.startsWith('&')) return named[found.slice(1, -1)] ?? '';
    if (found.startsWith('\\u')) return point(Number.parseInt(found.replace(/[^0-9A-Fa-f]/g, ''), 16));
    return point(Number.parseInt(found.slice(1), 8));
  });
  return simple.replace(/(?:(?:%|\\x)[0-9A-Fa-f]{2})+/g, (found) =>
    fromUtf8(fromHex(found.replace(/%|\\x/g, ''))),
  );
}

function* base64Of(text: string): Generator<string> {
  const joined = wrapped.test(text) ? text.replace(/\s+/g, '') : text;
  for (const [run] of allOf(base64Run, joined)) {
    if (!/[A-Z]/.test(run) || !/[a-z]/.test(run)) continue;
    // A path or a word before it may have shifted the alphabet: each of the four alignments is read.
    for (let shift = 0; shift < 4; shift += 1)
      yield readable(fromBase64(shift === 0 ? run : run.slice(shift)));
  }
}

function* hexOf(text: string): Generator<string> {
  for (const [run] of allOf(hexRun, text)) {
    yield readable(fromHex(run));
    if (run.length % 2 === 1) yield readable(fromHex(run.slice(1)));
  }
  for (const [run] of allOf(hexPairs, text)) yield readable(fromHex(run.replace(/[ :,-]/g, '')));
}

export function* decodings(text: string): Generator<string> {
  if (/[%\\&]/.test(text)) {
    const plain = unescaped(text);
    if (plain !== text) yield plain;
  }
  yield* base64Of(text);
  yield* hexOf(text);
}
