/** The parts of a run of digits and signs that stand apart from each other, as cells of a drawn table do. It refuses to part what leaves less than a number before it. */
import { digitsIn, type Span } from '../detector.js';

/** More blanks than anybody leaves within a number, or two before a day. */
const apart = / {3,}(?=[\d(+])| {2}(?=(?:19|20)\d\d-\d)/g;
/** Digits of the shortest number. */
const fewest = 7;

export function piecesOf({ 0: found, index }: RegExpExecArray): readonly Span[] {
  const whole = { start: index, end: index + found.length };
  if (!found.includes('  ')) return [whole];
  const pieces: Span[] = [];
  let from = 0;
  for (const gap of found.matchAll(apart)) {
    if (digitsIn(found.slice(from, gap.index)) < fewest) continue;
    pieces.push({ start: index + from, end: index + gap.index });
    from = gap.index + gap[0].length;
  }
  return from === 0 ? [whole] : [...pieces, { start: index + from, end: whole.end }];
}

/** The candidate itself, then with its last one to three groups cut off: the shape may have run into what follows. */
export function* cuts(text: string): Generator<string> {
  let rest = text;
  for (let i = 0; i < 4 && digitsIn(rest) >= fewest; i += 1) {
    yield rest;
    const cut = rest.search(/[ ().\-/]+\d+$/);
    // More digits than an extension has, joined without a blank: a code of groups.
    if (cut < 0 || /^-\d{7,}$/.test(rest.slice(cut))) return;
    rest = rest.slice(0, cut);
  }
}

/** With the rest of a run that one sign without a blank joins to it. */
const joined = /^(?:-\d{1,6})+$/;
export const whole = (found: string | undefined, candidate: string): string | undefined =>
  found?.includes('-') === true && joined.test(candidate.slice(found.length)) ? candidate : found;
