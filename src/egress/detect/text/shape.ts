/** A pattern in two spellings: for plain text alone, and for every script, which asks for a script past ASCII alone. It refuses to differ from what was given. */

import type { Reading } from '../detector.js';
import type { Span } from './span.js';

export interface Shape {
  /** For every script. */
  readonly wide: RegExp;
  /** For ASCII. */
  readonly plain: RegExp;
}

const ascii = /^[\x00-\x7f]*$/;
export const isAscii = (text: string): boolean => ascii.test(text);

/** Letters, capitals, digits, marks and scripts: no other property of a character stands in a shape. */
const script = /\\p\{(?:Lu?|N|M|Script=\w{1,20})\}/g;
/** What each has of ASCII. */
const asciiOf: Readonly<Record<string, string>> = {
  ...{ L: 'A-Za-z', Lu: 'A-Z', N: '0-9', 'Script=Latin': 'A-Za-z' },
};
/** A pattern's text as it is for ASCII. */
export const asAscii = (one: string): string =>
  one.replace(script, (name) => asciiOf[name.slice(3, -1)] ?? '');

/** A class, a script, how a group begins, or one character. */
const token = /\[(?:\\p\{[\w=]{1,30}\}|\\.|[^\]\\])*\]|\\p\{[\w=]{1,30}\}|\\.|\((?:\?<[=!])?|./gsu;

const isSpelt = /^(?:\[|\\p)/;
/** Each class and script spelt otherwise, knowing whether it is looked for backwards. */
function respelt(source: string, spell: (one: string, isBehind: boolean) => string): string {
  const groups: boolean[] = [];
  return source.replace(token, (one) => {
    const isBehind = groups.at(-1) ?? false;
    if (one.startsWith('(')) groups.push(isBehind || one !== '(');
    else if (one === ')') groups.pop();
    return isSpelt.test(one) ? spell(one, isBehind) : one;
  });
}

/** The same pattern with the scripts taken out of its classes. */
const plainOf = (source: string): string =>
  respelt(source, (one) => (one.startsWith('[') ? asAscii(one) : `[${asAscii(one)}]`));

/** A class that is all but what it names, or that holds foreign letters of its own, stays as it is: no character is of two parts. */
const isWhole = (one: string): boolean =>
  /^\[\^|(?![\x00-\x7f])[\p{L}\p{M}\p{N}]|\\[uP]/u.test(one) || !one.includes('\\p{');

/** What is known of a script is long, and asked for out of line: most characters are told before that, by the side that is looked at first. */
const wideOf = (source: string): string =>
  respelt(source, (one, isBehind) => {
    if (isWhole(one)) return one;
    const scripts = `[${(one.match(script) ?? []).join('')}]`;
    const foreign = isBehind ? `${scripts}(?<![\\x00-\\x7f])` : `(?![\\x00-\\x7f])${scripts}`;
    const ascii = asAscii(one.replace(/^\[|\]$/g, ''));
    return ascii === '' ? `(?:${foreign})` : `(?:[${ascii}]|${foreign})`;
  });

/** Each is made when it is first asked for: of most texts one alone is, and of many shapes none. */
class Spelt implements Shape {
  readonly #source: string;
  readonly #flags: string;
  #wide: RegExp | undefined;
  #plain: RegExp | undefined;
  constructor(source: string, flags: string) {
    this.#source = source;
    this.#flags = flags;
  }
  get wide(): RegExp {
    this.#wide ??= new RegExp(wideOf(this.#source), `${this.#flags}u`);
    return this.#wide;
  }
  get plain(): RegExp {
    this.#plain ??= new RegExp(plainOf(this.#source), this.#flags);
    return this.#plain;
  }
}
export const shapeOf = (source: string, flags: 'g' | 'gi' | 'y' = 'g'): Shape => new Spelt(source, flags);

const none: readonly RegExpExecArray[] = [];

/** Every place where it stands, from left to right. */
export function allOf(pattern: RegExp, text: string): readonly RegExpExecArray[] {
  pattern.lastIndex = 0;
  const first = pattern.exec(text);
  if (first === null) return none;
  const all = [first];
  for (let found: RegExpExecArray | null = first; ; all.push(found)) {
    if (found[0] === '') pattern.lastIndex += 1;
    found = pattern.exec(text);
    if (found === null) return all;
  }
}

/** Where a value may begin by one of its signs; -1 where it does not. */
interface Sign {
  readonly sign: string;
  readonly startAt: (at: number) => number;
}

/** Every place where a sticky pattern stands, tried where a sign says so alone: at each character it would cost more than what is looked for. */
export function allBySign(
  pattern: RegExp,
  text: string,
  { sign, startAt }: Sign,
): readonly RegExpExecArray[] {
  const all: RegExpExecArray[] = [];
  let free = 0;
  for (let at = text.indexOf(sign); at >= 0; at = text.indexOf(sign, at + 1)) {
    const start = startAt(at);
    if (start < free) continue;
    pattern.lastIndex = start;
    const found = pattern.exec(text);
    if (found === null) continue;
    free = pattern.lastIndex;
    all.push(found);
  }
  return all;
}

export const nowhere: readonly Span[] = [];

export const spanOf = (found: RegExpExecArray): Span => ({
  start: found.index,
  end: found.index + found[0].length,
});

/** Each place of those found, where it is one. */
export function spansOf(
  found: readonly RegExpExecArray[],
  isOne: (found: RegExpExecArray) => boolean = () => true,
): readonly Span[] {
  if (found.length === 0) return nowhere;
  const spans: Span[] = [];
  for (const one of found) if (isOne(one)) spans.push(spanOf(one));
  return spans;
}

type Text = Pick<Reading, 'text' | 'isPlain'>;

const patternOf = (shape: Shape, { isPlain }: Text): RegExp => (isPlain ? shape.plain : shape.wide);

export const find = (shape: Shape, read: Text): readonly RegExpExecArray[] =>
  allOf(patternOf(shape, read), read.text);

/** What stands there of a shape that is sticky. */
export function standingAt(shape: Shape, read: Text, at: number): RegExpExecArray | null {
  const pattern = patternOf(shape, read);
  pattern.lastIndex = at;
  return pattern.exec(read.text);
}

/** How much of the text a shape takes that begins where the text does; nothing where it does not stand there. Told without making what `exec` makes. */
export function lengthOf(shape: Shape, read: Text): number {
  const pattern = patternOf(shape, read);
  pattern.lastIndex = 0;
  return pattern.test(read.text) ? pattern.lastIndex : 0;
}

/** The first of them, of a shape that is not. */
export const findFirst = (shape: Shape, read: Text): RegExpExecArray | null => standingAt(shape, read, 0);
