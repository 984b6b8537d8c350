/** One spelling for one value: compatibility forms, invisible marks, foreign digits and dashes. It refuses to lose where each character came from. */
import { allOf, isAscii } from '../detect/text/shape.js';
import { askedOnce, holding } from './holding.js';

export interface Normalised {
  readonly text: string;
  /** Offset in the original for each character and for the end; absent when the text was already plain. */
  readonly at?: Int32Array;
}

const invisible = /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Mn}]/u;
const digit = /\p{Nd}/u;
const dash = /[\p{Pd}\u2212\u00b7\u2022\u30fb]/u;
const space = /[\p{Zs}\u2028\u2029]/u;
const stop = /[\u3002\u2024\ufe52\uff61]/u;

/** Where a line of a mail or a page may be broken, and is not read as broken. */
const soft = /=\r?\n(?<=[^\r\n]{60}=\r?\n)|&(?:shy|zwnj|zwj);|<wbr ?\/?>/;
/** What draws nothing, or nothing that is known: control characters but for tabs and ends of lines, U+FFFD, what is private or no character. */
const undrawn = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd\p{Co}\p{Cn}]/u;
const unread = new RegExp(`${undrawn.source}|${soft.source}`, 'gu');
const holdsUndrawn = holding(undrawn);
const holdsInvisible = holding(invisible);
/** Each has its ASCII twin, and is drawn by nobody. */
const [firstTag, lastTag] = [0xe0020, 0xe007e];

/** Decimal digits come in runs of ten from zero, so the place in the run is the value. */
function digitValue(point: number): string {
  let back = 0;
  while (back < 60 && digit.test(String.fromCodePoint(point - back - 1))) back += 1;
  return String(back % 10);
}

function spell(character: string): string {
  if (character.charCodeAt(0) < 0x80) return character;
  const point = character.codePointAt(0) ?? 0;
  if (point >= firstTag && point <= lastTag) return String.fromCharCode(point - 0xe0000);
  if (invisible.test(character)) return '';
  if (dash.test(character)) return '-';
  if (space.test(character)) return ' ';
  if (stop.test(character)) return '.';
  if (digit.test(character)) return digitValue(point);
  const folded = character.normalize('NFKC');
  return folded.length > 8 ? character : folded;
}

/** Its own spelling, as nearly every character is. */
const isItself = askedOnce((character) => spell(character) === character);

const unspaced = /[\u0e00-\u0eff\u2e80-\u9fff\uac00-\ud7af]/;
const code = /[A-Za-z0-9+(][A-Za-z0-9 ./+()-]{4,40}[A-Za-z0-9)]/g;

/** Where a code touches a letter of a script without blanks, on either side. */
function touched(text: string): readonly number[] {
  if (!unspaced.test(text)) return [];
  return [...text.matchAll(code)].flatMap(({ 0: found, index }) => {
    const end = index + found.length;
    return [
      ...(unspaced.test(text.charAt(index - 1)) ? [index] : []),
      ...(unspaced.test(text.charAt(end)) ? [end] : []),
    ];
  });
}

/** Where each character of what is made of a text stood in it: a text has thousands, so they are kept as plain numbers, with room for as many again. */
class Places {
  #at: Int32Array;
  #length = 0;
  constructor(room: number) {
    this.#at = new Int32Array(room);
  }
  add(place: number): void {
    if (this.#length === this.#at.length) {
      const more = new Int32Array(2 * this.#length + 16);
      more.set(this.#at);
      this.#at = more;
    }
    this.#at[this.#length] = place;
    this.#length += 1;
  }
  /** All of a stretch, as they stand in what was given. */
  addAll(from: number, to: number, given: Int32Array | undefined): void {
    for (let i = from; i < to; i += 1) this.add(given === undefined ? i : (given[i] ?? i));
  }
  all(): Int32Array {
    return this.#at.slice(0, this.#length);
  }
}

/** With a blank there, as between words of other scripts. */
function apart({ text, at }: Normalised): Normalised {
  const places = touched(text);
  if (places.length === 0) return at === undefined ? { text } : { text, at };
  const parts: string[] = [];
  const offsets = new Places(text.length + places.length + 1);
  let from = 0;
  for (const place of places) {
    parts.push(text.slice(from, place), ' ');
    offsets.addAll(from, place + 1, at);
    from = place;
  }
  offsets.addAll(from, text.length + 1, at);
  return { text: parts.join('') + text.slice(from), at: offsets.all() };
}

/** The first that has another spelling. */
function firstSpelt(text: string, from: number): number {
  let i = from;
  while (i < text.length && isItself(text.charCodeAt(i))) i += 1;
  return i;
}

export function normalise(text: string): Normalised {
  if (isAscii(text)) return { text };
  const first = firstSpelt(text, 0);
  if (first === text.length) return apart({ text });
  const memo = new Map<string, string>();
  const parts: string[] = [];
  const at = new Places(text.length + 1);
  let from = 0;
  for (let i = first; i < text.length; ) {
    at.addAll(from, i, undefined);
    const character = String.fromCodePoint(text.codePointAt(i) ?? 0);
    let spelt = memo.get(character);
    if (spelt === undefined) {
      spelt = spell(character);
      memo.set(character, spelt);
    }
    for (let unit = 0; unit < spelt.length; unit += 1) at.add(i);
    parts.push(spelt);
    from = i + character.length;
    i = firstSpelt(text, from);
    parts.push(text.slice(from, i));
  }
  at.addAll(from, text.length + 1, undefined);
  return apart({ text: text.slice(0, first) + parts.join(''), at: at.all() });
}

export const isSoft = (text: string): boolean => soft.test(text);

/** The same without what the pattern finds, as whoever reads on over it; undefined where it finds nothing. */
export function without(gaps: RegExp, { text, at }: Normalised): Normalised | undefined {
  const parts: string[] = [];
  const found = allOf(gaps, text);
  if (found.length === 0) return undefined;
  const places = new Places(text.length + 1);
  let from = 0;
  const take = (to: number): void => {
    parts.push(text.slice(from, to));
    places.addAll(from, to, at);
  };
  for (const { 0: gap, index } of found) {
    take(index);
    from = index + gap.length;
  }
  take(text.length);
  places.add(at?.[text.length] ?? text.length);
  return { text: parts.join(''), at: places.all() };
}

/** Without what nobody sees. It may also part two values, so this is one of two readings. */
export const joined = (normal: Normalised): Normalised | undefined =>
  holdsUndrawn(normal.text) || isSoft(normal.text) ? without(unread, normal) : undefined;

const parting =
  /(?<=[\p{L}\p{N}])[\p{Default_Ignorable_Code_Point}\p{Cf}]+(?=[\p{L}\p{N}+])|(?<=\p{N})\p{Mn}+(?=[\p{N}+])/gu;

/** The other way: with a blank for each sign that nobody sees between two that are seen; undefined where there is none. */
export function parted(text: string): Normalised | undefined {
  if (!holdsInvisible(text)) return undefined;
  const blank = text.replace(parting, (signs) => ' '.repeat(signs.length));
  return blank === text ? undefined : normalise(blank);
}
