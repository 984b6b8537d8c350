/** Where in a file a character of a condition stands. Where the scalar's form leaves doubt, it answers the scalar's own beginning. */
import type { Place } from '../yaml/problem.js';

const isSpace = (sign: string | undefined): boolean => sign !== undefined && /\s/.test(sign);

const offsetOf = (source: string, { line, column }: Place): number => {
  const before = source.split('\n').slice(0, line - 1);
  return before.reduce((sum, text) => sum + text.length + 1, 0) + column - 1;
};

const placeOf = (source: string, offset: number): Place => {
  const before = source.slice(0, offset);
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
};

interface Scalar {
  readonly first: number;
  /** How many characters of the file the one at the offset takes. */
  readonly width: (offset: number) => number;
}

function scalarAt(source: string, offset: number): Scalar {
  const sign = source[offset];
  if (sign === '"') return { first: offset + 1, width: (at) => (source[at] === '\\' ? 2 : 1) };
  if (sign === "'") return { first: offset + 1, width: (at) => (source.startsWith("''", at) ? 2 : 1) };
  const isBlock = sign === '|' || sign === '>';
  const end = source.indexOf('\n', offset);
  return { first: isBlock && end >= 0 ? end + 1 : offset, width: () => 1 };
}

/** Folding changes white space alone, so that the other characters can be counted. */
const marks = (text: string): number => text.replace(/\s/g, '').length;

export function placeWithin(
  written: string,
  begin: Place,
  { text, at }: { readonly text: string; readonly at: number },
): Place {
  const source = written.startsWith('\uFEFF') ? written.slice(1) : written;
  const { first, width } = scalarAt(source, offsetOf(source, begin));
  const wanted = marks(text.slice(0, at));
  if (marks(text) === wanted) return begin;
  for (let offset = first, seen = 0; offset < source.length; offset += width(offset)) {
    if (isSpace(source[offset])) continue;
    if (seen === wanted) return placeOf(source, offset);
    seen += 1;
  }
  return begin;
}
