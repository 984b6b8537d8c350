/** Readings of a text under the common encodings. It refuses what has not the length and the alphabet of one. */
import { longRunsBy } from '../detect/text/runs.js';
import { allOf } from '../detect/text/shape.js';
import { trait } from '../detect/text/traits.js';
import { fromBase64, fromHex, fromUtf8, readable } from './encode.js';

const shortestRun = 16;
/** Where the sign behind it fills it up. */
const shortestFilled = 14;
const base64In = longRunsBy(/[A-Za-z0-9+/_-]/, shortestFilled);
const hexIn = longRunsBy(/[0-9A-Fa-f]/, shortestRun);
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

/** Every run that is long enough to be an encoding. */
function base64Runs(text: string): readonly string[] {
  const runs: string[] = [];
  for (const { start, end } of base64In(text))
    if (end - start >= shortestRun || text.charCodeAt(end) === 0x3d) runs.push(text.slice(start, end));
  return runs;
}
const hexRuns = (text: string): readonly string[] =>
  hexIn(text).map(({ start, end }) => text.slice(start, end));

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

const escapedParts = new RegExp(`(?:(?:%|\\\\x)[0-9A-Fa-f]{2})+|${escapes.source}`, 'g');
export interface Unescaped {
  readonly text: string;
  /** Where each of its characters begins and ends in the text as it was. */
  readonly from: readonly number[];
  readonly to: readonly number[];
}

/** The same with the places of what it says; undefined where nothing is escaped. */
export function unescapedAt(text: string): Unescaped | undefined {
  const found = allOf(escapedParts, text);
  if (found.length === 0) return undefined;
  const [from, to]: [number[], number[]] = [[], []];
  let [says, at] = ['', 0];
  const plainTo = (end: number): void => {
    for (let i = at; i < end; i += 1) {
      from.push(i);
      to.push(i + 1);
    }
    says += text.slice(at, end);
  };
  for (const { 0: raw, index } of found) {
    plainTo(index);
    const plain = unescaped(raw);
    at = index + raw.length;
    says += plain;
    for (let i = 0; i < plain.length; i += 1) {
      from.push(index);
      to.push(at);
    }
  }
  plainTo(text.length);
  return { text: says, from, to };
}

/** All of it is runs of one alphabet, with blanks and ends of lines between them. */
export const isWrappedRun = (text: string): boolean => wrapped.test(text);

function base64Of(text: string, traits: number): readonly string[] {
  const isWrapped = isWrappedRun(text);
  if (!isWrapped && (traits & trait.run) === 0) return none;
  return base64Runs(isWrapped ? text.replace(/\s+/g, '') : text)
    .filter((run) => /[A-Z]/.test(run) && /[a-z]/.test(run))
    .flatMap((run) => alignments.map((shift) => readable(fromBase64(shift === 0 ? run : run.slice(shift)))));
}

function hexOf(text: string, traits: number): readonly string[] {
  const runs = (traits & trait.run) === 0 ? none : hexRuns(text);
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

/** Of ASCII, each fourth sign of base64 is one of half the alphabet, as are the two behind it; a pair of hex begins with one of six digits. */
const group = '[A-Za-f][A-HQ-Xg-nw-z0-3][ABEFIJMNQRUVYZcdghklopstwx014589][A-Za-z0-9+/_-]';
const rest = '[A-Za-f][AQgw](?:==)?|[A-Za-f][A-HQ-Xg-nw-z0-3][AEIMQUYcgkosw048]=?';
const short = new RegExp(`^(?:(?:${group}){2,3}(?:${rest})?|(?:[2-7][0-9A-Fa-f]){6,7})$`);
/** All of it may be an encoding too short to be one in the midst of anything. */
export const isShortForm = (text: string): boolean => text.length < 18 && short.test(text);

const few = /@|^\d{3}-\d{2}-\d{4}$|^\d{1,3}(?:\.\d{1,3}){3}$/;
/** An address alone is looked for in so few signs, or a number that is printed in one way only. */
export const shortOf = (text: string): readonly string[] =>
  isShortForm(text) ? [fromBase64(text), fromHex(text)].map(readable).filter((one) => few.test(one)) : none;

/** Of a text whose traits are known. */
export function decodings(text: string, traits: number): readonly string[] {
  const plain = (traits & trait.escape) === 0 ? text : unescaped(text);
  const spelt = plain === text ? none : [plain];
  return text.length < shortestFilled ? spelt : [...spelt, ...base64Of(text, traits), ...hexOf(text, traits)];
}
