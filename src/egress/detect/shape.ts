/** A pattern in two spellings, one of which is for plain text alone and runs several times as fast. It refuses to differ there. */
import type { Span } from './cues.js';
import type { Reading } from './detector.js';

export interface Shape {
  /** For every script. */
  readonly wide: RegExp;
  /** For ASCII. */
  readonly plain: RegExp;
}

const ascii: Readonly<Record<string, string>> = { L: 'A-Za-z', Lu: 'A-Z', N: '0-9', M: '\\x00' };

/** The same pattern with the scripts taken out of its classes. */
function asciiOf(source: string): string {
  let out = '';
  let isClass = false;
  for (let at = 0; at < source.length; at += 1) {
    const one = source.charAt(at);
    const [escaped, script] =
      one === '\\' ? (/^\\(?:p\{(\w+)\}|.)/su.exec(source.slice(at, at + 16)) ?? []) : [];
    if (script !== undefined) out += isClass ? ascii[script] : `[${ascii[script]}]`;
    else out += escaped ?? one;
    if (escaped !== undefined) at += escaped.length - 1;
    else if (one === '[') isClass = true;
    else if (one === ']') isClass = false;
  }
  return out;
}

export const shapeOf = (source: string, flags: 'g' | 'gi' = 'g'): Shape => ({
  wide: new RegExp(source, `${flags}u`),
  plain: new RegExp(asciiOf(source), flags),
});

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

export const nowhere: readonly Span[] = [];

/** Each place of those found, where it is one. */
export function spansOf(
  found: readonly RegExpExecArray[],
  isOne: (found: RegExpExecArray) => boolean = () => true,
): readonly Span[] {
  if (found.length === 0) return nowhere;
  const spans: Span[] = [];
  for (const one of found) if (isOne(one)) spans.push({ start: one.index, end: one.index + one[0].length });
  return spans;
}

type Text = Pick<Reading, 'text' | 'isPlain'>;

export const find = ({ wide, plain }: Shape, { text, isPlain }: Text): readonly RegExpExecArray[] =>
  allOf(isPlain ? plain : wide, text);

/** The first of them. */
export function findFirst({ wide, plain }: Shape, { text, isPlain }: Text): RegExpExecArray | null {
  const pattern = isPlain ? plain : wide;
  pattern.lastIndex = 0;
  return pattern.exec(text);
}
