/** The runs of a text in which a number with letters may stand: letters and digits with one sign between two of them at most. It refuses runs of words alone. */
import type { Span } from './cues.js';

const [other, letter, digit, sign] = [0, 1, 2, 3];
const kinds = Uint8Array.from({ length: 128 }, (_, code) => {
  const one = String.fromCharCode(code);
  if (/[A-Za-z]/.test(one)) return letter;
  return /\d/.test(one) ? digit : /[ .\-/+]/.test(one) ? sign : other;
});
/** Two past ASCII are letters of it in either case: the long s, and the sign of Kelvin. */
const isTwin = (code: number): boolean => code === 0x17f || code === 0x212a;
const kindOf = (code: number): number =>
  code < 128 ? (kinds[code] ?? other) : isTwin(code) ? letter : other;

/** One digit more may stand in brackets behind a run. */
const fewest = 3;

/** Of so many characters at least. INVARIANT: a code that begins in a run ends in it, but for a sign in brackets. */
export function idRuns(text: string, shortest: number): readonly Span[] {
  const runs: Span[] = [];
  let start = -1;
  let digits = 0;
  let isApart = false;
  for (let at = 0; at <= text.length; at += 1) {
    const kind = at < text.length ? kindOf(text.charCodeAt(at)) : other;
    if (kind === letter || kind === digit) {
      if (start < 0) start = at;
      if (kind === digit) digits += 1;
      isApart = false;
      continue;
    }
    if (start < 0) continue;
    if (kind === sign && !isApart) {
      isApart = true;
      continue;
    }
    if (digits >= fewest && at - start >= shortest) runs.push({ start, end: at });
    start = -1;
    digits = 0;
    isApart = false;
  }
  return runs;
}
