/** Words that say what stands near them, of all subjects in one pass over a text. It refuses a part of a longer word, unless the list says that one may be. */
import { cueWords } from './cue-words.js';

export interface Span {
  readonly start: number;
  readonly end: number;
}

export const cue = {
  phone: 1,
  ssn: 2,
  card: 4,
  ip: 8,
  national: 16,
  birth: 32,
  passport: 64,
  account: 128,
  name: 256,
  address: 512,
  secret: 1024,
  wallet: 2048,
  home: 4096,
  /** The name of a telephone, not of what one does with it. */
  dial: 8192,
} as const;

/** Each with a blank, and with a hyphen or an underscore instead. */
const spellings = (listed: string): readonly string[] =>
  listed.includes('_') ? [listed.replaceAll('_', ' '), listed.replaceAll('_', '-'), listed] : [listed];

/** A tree of the words by their characters: what a word says stands where it ends. */
interface Tree {
  readonly classOf: Uint16Array;
  readonly width: number;
  readonly next: Uint16Array;
  /** Subjects of a word that ends here, and of one that may go on. */
  readonly closed: Uint16Array;
  readonly open: Uint16Array;
}

/** What names a telephone speaks of one. */
const bitsOf = (subject: keyof typeof cue): number =>
  subject === 'dial' ? cue.dial | cue.phone : cue[subject];

const tree: Tree = (() => {
  const words = cueWords.flatMap(([subject, list]) =>
    list
      .split(' ')
      .flatMap(spellings)
      .map((word) => ({ bits: bitsOf(subject), word: word.replace('*', ''), isOpen: word.endsWith('*') })),
  );
  const alphabet = [...new Set(words.flatMap(({ word }) => [...word]))].sort();
  const classOf = new Uint16Array(65_536);
  // Either case is one character; a capital that two share, as `i` and `ı` do, is the first's.
  for (const [i, one] of alphabet.entries())
    for (const same of [one, one.toUpperCase()])
      if (same.length === 1 && classOf[same.charCodeAt(0)] === 0) classOf[same.charCodeAt(0)] = i + 1;
  const width = alphabet.length + 1;
  const most = words.reduce((sum, { word }) => sum + word.length, 1);
  const next = new Uint16Array(most * width);
  const [closed, open] = [new Uint16Array(most), new Uint16Array(most)];
  let states = 1;
  for (const { bits, word, isOpen } of words) {
    let state = 0;
    for (let i = 0; i < word.length; i += 1) {
      const slot = state * width + (classOf[word.charCodeAt(i)] ?? 0);
      if (next[slot] === 0) next[slot] = states++;
      state = next[slot] ?? 0;
    }
    const ends = isOpen ? open : closed;
    ends[state] = (ends[state] ?? 0) | bits;
  }
  return { classOf, width, next: next.slice(0, states * width), closed, open };
})();

export interface Cue extends Span {
  readonly bits: number;
}
/** In the order of their beginnings. */
export interface Cues {
  readonly bits: number;
  readonly found: readonly Cue[];
  readonly text: string;
  /** Those before it do not speak. */
  readonly from?: number;
}
export const noCues: Cues = { bits: 0, found: [], text: '' };

const foreignLetter = /[\p{L}\p{N}]/u;
const letter = 1;
const digit = 2;
/** Of ASCII. */
const kindOf = Uint8Array.from({ length: 128 }, (_, code) => {
  const one = String.fromCharCode(code);
  return /[A-Za-z]/.test(one) ? letter : /\d/.test(one) ? digit : 0;
});
const isForeignLetter = (code: number): boolean => foreignLetter.test(String.fromCharCode(code));
const isLetter = (code: number): boolean =>
  code < 128 ? kindOf[code] === letter : code > 127 && isForeignLetter(code);
/** Of a word: no word that speaks begins with a digit, and none begins behind one. */
const isPart = (code: number): boolean => (code < 128 ? kindOf[code] !== 0 : isForeignLetter(code));
/** Of scripts that put no blanks between words, each character may begin one, and end the one before it. */
const isUnspaced = (code: number): boolean => code >= 0x2e80;

/** The longest word that begins there, with what it says. */
function cueAt(text: string, start: number): Cue | undefined {
  const { classOf, width, next, closed, open } = tree;
  let cue: Cue | undefined;
  let state = 0;
  for (let i = start; i < text.length; i += 1) {
    state = next[state * width + (classOf[text.charCodeAt(i)] ?? 0)] ?? 0;
    if (state === 0) return cue;
    const said = (closed[state] ?? 0) | (open[state] ?? 0);
    if (said === 0) continue;
    const after = text.charCodeAt(i + 1);
    const bits = isLetter(after) && !isUnspaced(after) ? (open[state] ?? 0) : said;
    if (bits !== 0) cue = { start, end: i + 1, bits: bits | (cue?.bits ?? 0) };
  }
  return cue;
}

/** A few letters before a digit, as hex is: `aba2`. */
const hex = /^[a-f]{1,4}\d/i;
const isInHex = (text: string, { start, end }: Cue): boolean =>
  end - start < 5 && hex.test(text.slice(start, end + 1));

/** A verb that is a part of some program's name is nobody's telephone: `api.calls.total`, `call(x)`, `call_id`. */
const isCalledInCode = (text: string, { start, end, bits }: Cue): boolean =>
  (bits & (cue.phone | cue.dial)) === cue.phone &&
  (/[._$]/.test(text.charAt(start - 1)) || /^(?:[(_]|\.\w)/.test(text.slice(end, end + 2)));

/** A mask names its class, which says nothing of what stands beside it. */
const mask = /\[(?:REDACTED|[A-Z][A-Z0-9_]{0,40}):[^\]\s]{1,260}\]/y;
function pastMask(text: string, at: number): number {
  mask.lastIndex = at;
  return mask.test(text) ? mask.lastIndex - 1 : at;
}

export function cuesIn(text: string): Cues {
  let found: Cue[] | undefined;
  let bits = 0;
  let isInside = false;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code === 0x5b) i = pastMask(text, i);
    if (isInside && !isUnspaced(code)) {
      isInside = isPart(code);
      continue;
    }
    const begins = isPart(code);
    isInside = begins && !isUnspaced(code);
    const cue = begins ? cueAt(text, i) : undefined;
    if (cue === undefined || isCalledInCode(text, cue) || isInHex(text, cue)) continue;
    bits |= cue.bits;
    found ??= [];
    found.push(cue);
  }
  return found === undefined ? noCues : { bits, found, text };
}

const before = 36;
const after = 20;
/** A cue that begins so far before the span may still end within the window. */
const longest = 24;

/** The first that begins at the offset or past it. */
function firstFrom({ found }: Cues, offset: number): number {
  let [low, high] = [0, found.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((found[middle]?.start ?? 0) >= offset) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Between a word and the span another field begins: a second sign behind a value, a second cell, a new paragraph. */
const another = /[:=][^:=]*[\d"'[\]>,;][^:=]*[:=]|["']\s*,\s*["']|&|\n[ \t\r]*\n|(?:<[^<]*){4}/;
/** A cell ends; one that ends right behind the word is that of the name beside its value. */
const cell = /[|\t]|[,;](?=\S)/;
const edge = /^[\s:*]{0,40}[|\t,;][\s:*]{0,40}$/;
const isFenced = (gap: string): boolean => another.test(gap) || (cell.test(gap) && !edge.test(gap));

/** The name of a tag that ends there, or whose element ends in the gap; a header's, where the gap leads to the next line. */
function isElsewhere(text: string, { start }: Span, gap: string): boolean {
  const first = text.charAt(start - 1);
  if (first === '/') return text.charAt(start - 2) === '<';
  return first === '<' ? gap.includes('</') : /[|\t,;]/.test(first) && gap.includes('\n');
}
/** The name of the field that begins behind the span. */
const behind = /[\n|\t&<"=]/;
const names = /^[\p{L}\p{N}_.()-]{0,16}["']?\s{0,2}[:=]/u;

function speaksOf(text: string, one: Cue, { start, end }: Span): boolean {
  if (one.end <= start) {
    const gap = text.slice(one.end, start);
    return gap.length < before && !isElsewhere(text, one, gap) && !isFenced(gap);
  }
  if (one.start < end || one.end > end + after) return false;
  return !behind.test(text.slice(end, one.start)) && !names.test(text.slice(one.end, one.end + 20));
}

/** Whether a word near the span, in the same field, says that it is of the subject: 36 characters before it, 20 after. */
export function said(cues: Cues, subject: number, span: Span): boolean {
  if ((cues.bits & subject) === 0) return false;
  const first = Math.max(span.start - before - longest, cues.from ?? 0);
  for (let i = firstFrom(cues, first); i < cues.found.length; i += 1) {
    const one = cues.found[i];
    if (one === undefined || one.start > span.end + after) return false;
    if ((one.bits & subject) !== 0 && speaksOf(cues.text, one, span)) return true;
  }
  return false;
}

/** A small word that leads on to something else; what lists another of the same does not. */
const leadsOn =
  /^\D{0,3}[\s,;)]\s?(?!(?:and|or|und|oder|et|ou|y|o|e|ed|of|en|og|och|i|a|ve|и|или)\b)\p{Ll}{2,}/u;

/** Where the value before it ends, which may be masked by now. */
const valueBefore = (text: string, last: Span | undefined, start: number): number => {
  const from = Math.max(0, start - before);
  const mask = text.slice(from, start).lastIndexOf(']');
  return Math.max(last?.end ?? -1, mask < 0 ? -1 : from + mask + 1);
};

/** The cues that still speak behind a value which the ones before it spoke of: `born 1953-01-07, admitted 2023-05-19` is born once. */
export function cuesBehind(cues: Cues, last: Span | undefined, { start }: Span): Cues {
  const end = valueBefore(cues.text, last, start);
  if (end < start - before || !leadsOn.test(cues.text.slice(end, start))) return cues;
  const { bits, found, text } = cues;
  return { bits, found, text, from: end };
}

/** What may stand between a label and its value. */
const link =
  /^\.?(?:[ -](?:no|nr|number|num|id|is|ist|lautet|est|es|è|é|jest|to|är|on|je|είναι|הוא)\.?){0,2}(?: le| der)?[\s:#=/(は]{0,3}$/;

/** Whether a word right before the span is its label. */
export function isLabelled(cues: Cues, subject: number, { start }: Span): boolean {
  if ((cues.bits & subject) === 0) return false;
  for (let i = firstFrom(cues, start - before - longest); i < cues.found.length; i += 1) {
    const one = cues.found[i];
    if (one === undefined || one.end > start) return false;
    if ((one.bits & subject) === 0) continue;
    const gap = cues.text.slice(one.end, start);
    if (!isElsewhere(cues.text, one, gap) && link.test(gap)) return true;
  }
  return false;
}
