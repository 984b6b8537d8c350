/** Readings of a text under the common encodings. It refuses what has not the length and the alphabet of one. */
import { allOf } from '../detect/shape.js';
import { trait } from '../detect/traits.js';
import { fromBase64, fromHex, fromUtf8 } from './encode.js';

const asTable = (one: RegExp): Uint8Array =>
  Uint8Array.from({ length: 128 }, (_, code) => (one.test(String.fromCharCode(code)) ? 1 : 0));
const base64 = asTable(/[A-Za-z0-9+/_-]/);
const hex = asTable(/[0-9A-Fa-f]/);
const shortestRun = 16;
/** A path or a word before a run may have shifted its alphabet. */
const alignments = [0, 1, 2, 3];
const none: readonly string[] = [];
const wrapped = /^[A-Za-z0-9+/_=-]{4,80}(?:\s{1,4}[A-Za-z0-9+/_=-]{1,80})+\s*$/;
const hexPairs = /(?:[0-9A-Fa-f]{2}[ :,-]){7,8192}[0-9A-Fa-f]{2}/g;
/** Eight pairs of hex digits, apart. */
export const shortestPairs = 23;
const escapes =
  /%[0-9A-Fa-f]{2}|\\u[0-9A-Fa-f]{4}|\\u\{[0-9A-Fa-f]{1,6}\}|\\x[0-9A-Fa-f]{2}|\\[0-7]{3}|&#\d{1,7};|&#x[0-9A-Fa-f]{1,6};|&(?:commat|period|sol|hyphen|dash|lowbar|nbsp|plus|lpar|rpar);/g;
const named: Readonly<Record<string, string>> = {
  commat: '@',
  period: '.',
  sol: '/',
  hyphen: '-',
  dash: '-',
  lowbar: '_',
  nbsp: ' ',
  plus: '+',
  lpar: '(',
  rpar: ')',
};

/** What is not UTF-8 was not text: only its ASCII is kept, so that binary costs little to scan. */
function readable(bytes: Uint8Array): string {
  const text = fromUtf8(bytes);
  return text.includes('\ufffd') ? text.replace(/[^ -~]+/g, ' ') : text;
}

/** Every run of an alphabet that is long enough to be an encoding. */
function runsOf(alphabet: Uint8Array, text: string): readonly string[] {
  const runs: string[] = [];
  let from = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 128 && alphabet[code] === 1) continue;
    if (at - from >= shortestRun) runs.push(text.slice(from, at));
    from = at + 1;
  }
  if (text.length - from >= shortestRun) runs.push(text.slice(from));
  return runs;
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

function base64Of(text: string, traits: number): readonly string[] {
  const isWrapped = wrapped.test(text);
  if (!isWrapped && (traits & trait.run) === 0) return none;
  return runsOf(base64, isWrapped ? text.replace(/\s+/g, '') : text)
    .filter((run) => /[A-Z]/.test(run) && /[a-z]/.test(run))
    .flatMap((run) => alignments.map((shift) => readable(fromBase64(shift === 0 ? run : run.slice(shift)))));
}

function hexOf(text: string, traits: number): readonly string[] {
  const runs = (traits & trait.run) === 0 ? none : runsOf(hex, text);
  const apart = text.length < shortestPairs ? [] : allOf(hexPairs, text);
  const joined = apart.map(([pairs]) => pairs.replace(/[ :,-]/g, ''));
  const odd = runs.filter((run) => run.length % 2 === 1).map((run) => run.slice(1));
  return [...runs, ...odd, ...joined].map((digits) => readable(fromHex(digits)));
}

/** How an archive or a compressed text begins: gzip, zip, zstd, bzip2, xz, 7z, rar, lz4, parquet, snappy; in base64 and in hex. */
const packed =
  /(?<![A-Za-z0-9+/_-])(?:H4sI|UEsDB|KLUv[/_]|Qlpo[M-O][A-Za-z0-9]FBWSZTW|[/_]Td6WFoA|N3q8ryc|UmFyIRoH|BCJNG|UEFSM|[/_]wYAAHNOYVBwW)[A-Za-z0-9+/_-]{8}/;
const packedHex =
  /(?<![0-9a-f])(?:1f8b08|504b0304|28b52ffd|425a683[1-9]3141592653|fd377a585a00|377abcaf271c|526172211a07|04224d18|50415231|ff060000734e61507059)[0-9a-f]{8}/i;

/** INVARIANT: what is compressed can be read by whoever gets it, and by nobody here. */
export const isPacked = (text: string, traits: number): boolean =>
  (traits & trait.run) !== 0 && (packed.test(text) || packedHex.test(text));

/** Of a text whose traits are known. */
export function decodings(text: string, traits: number): readonly string[] {
  const plain = (traits & trait.escape) === 0 ? text : unescaped(text);
  const spelt = plain === text ? none : [plain];
  return text.length < shortestRun ? spelt : [...spelt, ...base64Of(text, traits), ...hexOf(text, traits)];
}
