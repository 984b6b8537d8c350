/** The runs of a text in which a number may stand: parts of some alphabet with one sign between two of them at most. It refuses runs of too few digits. */
import { nowhere } from './shape.js';
import type { Span } from './span.js';

interface Alphabet {
  readonly part: RegExp;
  readonly sign: RegExp;
  /** Parts past ASCII. */
  readonly others?: readonly number[];
  /** Fewer digits, or fewer characters, make no number. */
  readonly digits: number;
  readonly shortest: number;
}

const [other, part, digit, sign] = [0, 1, 2, 3];

/** INVARIANT: what is made of parts, with one sign between two of them at most, begins and ends in one run. */
export function runsBy(alphabet: Alphabet): (text: string) => readonly Span[] {
  const { others = [], digits: fewest, shortest } = alphabet;
  const kinds = Uint8Array.from({ length: 128 }, (_, code) => {
    const one = String.fromCharCode(code);
    if (alphabet.part.test(one)) return /\d/.test(one) ? digit : part;
    return alphabet.sign.test(one) ? sign : other;
  });
  const kindOf = (code: number): number =>
    code < 128 ? (kinds[code] ?? other) : others.includes(code) ? part : other;
  return (text) => {
    const runs: Span[] = [];
    let start = -1;
    let digits = 0;
    let isApart = false;
    for (let at = 0; at <= text.length; at += 1) {
      const kind = at < text.length ? kindOf(text.charCodeAt(at)) : other;
      if (kind === part || kind === digit) {
        if (start < 0) start = at;
        if (kind === digit) digits += 1;
        isApart = false;
      } else if (start >= 0 && kind === sign && !isApart) isApart = true;
      else if (start >= 0) {
        if (digits >= fewest && at - start >= shortest) runs.push({ start, end: at });
        start = -1;
        digits = 0;
        isApart = false;
      }
    }
    return runs;
  };
}

/** Every run of one alphabet of ASCII that is so long at least, whole. INVARIANT: of as many characters one after another the last is in each such run, so most of a text is passed in steps of that length. */
export function longRunsBy(one: RegExp, shortest: number): (text: string) => readonly Span[] {
  const table = Uint8Array.from({ length: 128 }, (_, code) => (one.test(String.fromCharCode(code)) ? 1 : 0));
  const isPart = (code: number): boolean => code < 128 && table[code] === 1;
  return (text) => {
    let runs: Span[] | undefined;
    for (let from = 0, at = shortest - 1; at < text.length; at = from + shortest - 1) {
      let [start, end] = [at, at + 1];
      if (isPart(text.charCodeAt(at))) {
        while (start > from && isPart(text.charCodeAt(start - 1))) start -= 1;
        while (end < text.length && isPart(text.charCodeAt(end))) end += 1;
        if (end - start >= shortest) {
          runs ??= [];
          runs.push({ start, end });
        }
      }
      from = end;
    }
    return runs ?? nowhere;
  };
}
