/** The name that stands right before what only a person has: `Ann Miller, SSN …`, `Ann Miller (+44 …)`. It refuses a name with a sentence between, and what is called as many people are. */
import type { Span } from '../../detect/detector.js';
import { isName } from '../../detect/names/form.js';
import { isOfMany } from '../../detect/names/many.js';
import type { Ranked } from './ranked.js';

/** What nobody but a person has, by its class; of the others a name stands with no more than a sign between. */
const peoples = new Set(['pii.birth_date', 'pii.passport', 'pii.national_id', 'pii.us_ssn']);
const anybodys = new Set(['pii.phone']);
const reach = 90;
const mostWords = 5;
const mostLabels = 4;

const capitalised = /^\p{Lu}[\p{L}\p{M}'’.-]{0,40}$/u;
const hasSmall = /\p{Ll}/u;
const small =
  /^(?:van|von|vom|de|da|der|den|del|della|di|do|dos|das|du|la|le|bin|bint|ibn|al|el|ter|ten|zu)$/;
/** What is said between a name and what it has. */
const label = /^[("]?(?:\p{Ll}[\p{L}\p{M}.'’-]{0,24}|\p{Lu}[\p{Lu}\d.#-]{1,9}|\p{Lu}\p{Ll}{1,20}-ID)[):.]?$/u;
const leadsOn = /^(?:with|holds|has|having|born|whose|né|née|nato|nata|geb\.?|geboren)$/;
/** What leads to a place. */
const ofPlace = /^(?:in|near|at|en|à|bei|im|w|nel|em)$/i;
/** A sign behind a name: more may follow before the value. */
const signed = /[,:(–—-]$/;

const signs = ',:(–—-';
/** A word without the signs behind it. */
function unsigned(text: string): string {
  let end = text.length;
  while (end > 0 && signs.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

interface Word extends Span {
  readonly text: string;
}
const word = /[^\s]{1,60}/g;
const wordsIn = (text: string, from: number): readonly Word[] =>
  [...text.matchAll(word)].map(({ 0: shown, index }) => ({
    text: shown,
    start: from + index,
    end: from + index + shown.length,
  }));

/** Where the name ends among the words, counted from the last; none, where a sentence stands between. */
function endOfName(words: readonly Word[], isPeoples: boolean): number | undefined {
  let isSaid = false;
  for (let i = words.length - 1; i >= 0 && words.length - 1 - i <= mostLabels; i -= 1) {
    const { text } = words[i] ?? { text: '' };
    const isSign = /^[–—(-]$/.test(text);
    const isLast = i === words.length - 1;
    if (isSign) {
      isSaid = true;
      continue;
    }
    const isNamed = capitalised.test(unsigned(text)) && hasSmall.test(text);
    // What ends in a colon right before the value is what the value is called, where nothing stands before it.
    if (isNamed && isLast && text.endsWith(':') && i < 2) return undefined;
    if (isNamed && (signed.test(text) || isSaid || (isLast && isPeoples))) return i;
    if (!isPeoples || signed.test(text.replace(/:$/, '')) || !label.test(text)) return undefined;
    isSaid = leadsOn.test(text) || text.startsWith('(');
  }
  return undefined;
}

/** The words of a name that ends there. */
function nameAt(words: readonly Word[], last: number): Span | undefined {
  let first = last;
  for (let i = last - 1; i >= 0 && last - i < mostWords; i -= 1) {
    const { text } = words[i] ?? { text: '' };
    const isPart =
      (capitalised.test(text) && hasSmall.test(text) && !/\p{Ll}{3}\.$/u.test(text)) || small.test(text);
    if (!isPart) break;
    if (!small.test(text)) first = i;
  }
  if (ofPlace.test(words[first - 1]?.text ?? '')) return undefined;
  const [from, to] = [words[first], words[last]];
  if (from === undefined || to === undefined || first === last) return undefined;
  return { start: from.start, end: to.start + unsigned(to.text).length };
}

/** Names before what was found; none that overlaps it. */
export function namesBefore(text: string, found: readonly Ranked[]): readonly Span[] {
  const spans: Span[] = [];
  for (const hit of found) {
    const isPeoples = peoples.has(hit.class);
    if ((!isPeoples && !anybodys.has(hit.class)) || hit.value !== undefined || hit.start < 5) continue;
    const ahead = text.slice(Math.max(0, hit.start - reach), hit.start);
    const line = ahead.slice(ahead.lastIndexOf('\n') + 1);
    const words = wordsIn(line, hit.start - line.length);
    // A word that the window cuts through is none.
    const whole = line.length === reach ? words.slice(1) : words;
    const last = endOfName(whole, isPeoples);
    const span = last === undefined ? undefined : nameAt(whole, last);
    if (span === undefined) continue;
    const shown = text.slice(span.start, span.end);
    if (isName(shown) && !isOfMany(shown)) spans.push(span);
  }
  return spans;
}
