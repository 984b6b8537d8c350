/** Finds the values in a text that stand behind a name and a sign: `key: value` and `key=value`. It refuses names that say nothing. */
import type { Span } from '../detect/text/span.js';
import { hintOfCell } from '../detect/words/code.js';
import { askedOnce } from '../spelling/holding.js';

export interface HintedCell {
  readonly start: number;
  readonly end: number;
  readonly hint: number;
}
/** What names say, each looked up once: a result repeats them. */
export interface NameMemory {
  /** Of headers and tags, which are names as a whole. */
  readonly names: Map<string, number>;
  /** Of words before a sign, of which the last alone may be the name. */
  readonly keys: Map<string, number>;
}
export const newNameMemory = (): NameMemory => ({ names: new Map(), keys: new Map() });

const isSign = (code: number): boolean => code === 0x3a || code === 0x3d;
/** Of a form: `Name ........ Ann`. */
const leader = /\.{3,80}(?=[ \t])/y;
function leaderAt(text: string, at: number): number {
  if (text.charCodeAt(at + 1) !== 0x2e) return 0;
  leader.lastIndex = at;
  return leader.exec(text)?.[0].length ?? 0;
}
const longestKey = 64;
/** Whether a value ends there, where that character stands. */
type Stops = (code: number, text: string, at: number) => boolean;
const among = (signs: string): ((code: number) => boolean) => {
  const table = Uint8Array.from({ length: 128 }, (_, code) =>
    signs.includes(String.fromCharCode(code)) ? 1 : 0,
  );
  return (code) => code < 128 && table[code] === 1;
};
const isMargin = among(' \t>*"\'-');
const isBeforeSign = among(' \t"\'*');
const isBehindSign = among(' \t*=>');
const isBlank = askedOnce((one) => /\s/.test(one));
const isOfKey = askedOnce((one) => /[\p{L}\p{N}_.%-]/u.test(one));
const beginsKey = askedOnce((one) => /[\s&]/.test(one));
const isBehindValue = askedOnce((one) => /["',;\s.]/.test(one));
const endsWord = among('\n"\',;|{}[]=');
const endsParameter = among('\n&#"\'<>');
/** What stands behind an address in a log. */
const behind = /^\s(?:HTTP\/|\d{3}\s)/;
/** Within a sentence, of a line, and of an address. */
const isSmall = (code: number): boolean => code > 0x20 && code < 0x80;
const word: Stops = (code) => endsWord(code);
const line: Stops = (code) => code === 0x0a;
const parameter: Stops = (code, text, at) =>
  endsParameter(code) || (!isSmall(code) && behind.test(text.slice(at, at + 6)));

const [other, blank, letter, mark, digit, under] = [0, 1, 2, 3, 4, 5];
const kindOf = (character: string): number => {
  if (/[ -]/.test(character)) return blank;
  if (/\p{L}/u.test(character)) return letter;
  if (/\p{M}/u.test(character)) return mark;
  if (/\p{N}/u.test(character)) return digit;
  return character === '_' ? under : other;
};
/** What a key is made of; of ASCII it is looked up. */
const kinds = Uint8Array.from({ length: 128 }, (_, code) => kindOf(String.fromCharCode(code)));
const kindAt = (text: string, at: number): number => {
  const code = text.charCodeAt(at);
  return code < 128 ? (kinds[code] ?? other) : kindOf(text.charAt(at));
};

interface Key {
  /** Where the first word with a letter begins. */
  readonly from: number;
  readonly end: number;
  /** A number stands before that, as a word of its own: which one it is says nothing. */
  readonly isNumbered: boolean;
}

/** The words right before a sign, three at most: words before these belong to the sentence. Undefined where no two letters stand side by side. */
function keyBefore(text: string, sign: number): Key | undefined {
  let end = sign;
  while (end > 0 && sign - end < 4 && isBeforeSign(text.charCodeAt(end - 1))) end -= 1;
  let [from, words] = [end, 0];
  let [isInside, isLetter, isTelling, isName, isNumbered] = [false, false, false, false, false];
  for (let at = end - 1; at >= 0 && end - at <= longestKey; at -= 1) {
    const kind = kindAt(text, at);
    if (kind === other) break;
    if (kind !== blank && !isInside) {
      words += 1;
      if (words > 3) break;
      isName = false;
    }
    isInside = kind !== blank;
    isTelling ||= isLetter && kind === letter;
    isLetter = kind === letter || (isLetter && kind === mark);
    isName ||= kind === letter || kind === mark;
    isNumbered ||= kind === digit;
    if (isInside && isName) {
      from = at;
      isNumbered = false;
    }
  }
  return isTelling ? { from, end, isNumbered } : undefined;
}

/** Where the whole row of words begins. */
function startOf(text: string, { end }: Key): number {
  let start = end;
  while (start > 0 && end - start < longestKey && kindAt(text, start - 1) !== other) start -= 1;
  return start;
}

/** Nothing but a margin before it. */
function opensLine(text: string, key: number): boolean {
  for (let i = key - 1; i >= key - 9; i -= 1) {
    if (i < 0 || text.charCodeAt(i) === 0x0a) return true;
    if (!isMargin(text.charCodeAt(i))) return false;
  }
  return false;
}

/** Where the next key begins, if there is one before that sign; what stands before it is the value. */
function keyAt(text: string, from: number, sign: number): number {
  if (isBlank(text.charCodeAt(sign + 1))) return Math.max(from, text.lastIndexOf(' ', sign));
  let key = sign;
  while (key > from && sign - key < longestKey && isOfKey(text.charCodeAt(key - 1))) key -= 1;
  const isKey = text.charAt(sign) === '=' && key < sign && key > from && beginsKey(text.charCodeAt(key - 1));
  return isKey ? key - 1 : -1;
}

function stopsOf(text: string, key: number): Stops {
  if (opensLine(text, key)) return line;
  const before = text.charCodeAt(key - 1);
  return before === 0x3f || before === 0x26 ? parameter : word;
}

function closingOf(text: string, quote: number, { start, end }: Span): number {
  let at = start;
  while (at < end && text.charCodeAt(at) !== quote) at += 1;
  return at;
}
function endOf(text: string, stops: Stops, { start, end }: Span): number {
  for (let at = start; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if (stops(code, text, at)) return at;
    const next = isSign(code) ? keyAt(text, start, at) : -1;
    if (next >= 0) return next;
  }
  return end;
}

/** To the closing quote; else to the end of the line where the line begins with the key; else to what ends a value within one. */
function valueAfter(text: string, sign: number, stops: Stops): Omit<HintedCell, 'hint'> | undefined {
  let start = sign + 1;
  while (start < text.length && start - sign < 6 && isBehindSign(text.charCodeAt(start))) start += 1;
  const quote = text.charCodeAt(start);
  const isQuoted = quote === 0x22 || quote === 0x27;
  if (isQuoted) start += 1;
  const most = Math.min(text.length, start + (stops !== word || isQuoted ? 200 : 60));
  let end = isQuoted
    ? closingOf(text, quote, { start, end: most })
    : endOf(text, stops, { start, end: most });
  while (end > start && isBehindValue(text.charCodeAt(end - 1))) end -= 1;
  return end - start < 2 ? undefined : { start, end };
}

/** Every name that says something has two letters side by side. */
const telling = /\p{L}\p{M}*\p{L}/u;

/** The last words alone may be the key: the longest row of them that says something counts. */
function hintIn(name: string): number {
  const words = name.split(/[ -]+/).filter((word) => word !== '');
  for (let i = 0; i < words.length; i += 1) {
    const row = words.slice(i).join(' ');
    const hint = telling.test(row) ? hintOfCell(row) : 0;
    if (hint !== 0) return hint;
  }
  return 0;
}

/** One of many pairs with colons between them, as `cc` is in a serial number. */
const isPair = (text: string, { from, end }: Key): boolean =>
  end - from === 2 && text.charAt(from - 1) === ':' && text.charAt(end) === ':';

export function pairsIn(text: string, { keys }: NameMemory): readonly HintedCell[] {
  const cells: HintedCell[] = [];
  for (let sign = 0; sign < text.length; sign += 1) {
    const code = text.charCodeAt(sign);
    const leader = code === 0x2e ? leaderAt(text, sign) : 0;
    if (leader === 0 && !isSign(code)) continue;
    const key = keyBefore(text, sign);
    sign += Math.max(0, leader - 1);
    if (key === undefined || isPair(text, key)) continue;
    const name = (key.isNumbered ? '0 ' : '') + text.slice(key.from, key.end);
    let hint = keys.get(name);
    if (hint === undefined) {
      hint = hintIn(name);
      keys.set(name, hint);
    }
    const value = hint === 0 ? undefined : valueAfter(text, sign, stopsOf(text, startOf(text, key)));
    // Written out: copying by spread takes longer than all the rest.
    if (value !== undefined) cells.push({ start: value.start, end: value.end, hint });
  }
  return cells;
}
