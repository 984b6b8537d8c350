/** Names of people in the sentence that holds what only a person has, and right beside a telephone, an address or an account. It refuses a place, a title, a firm, what is called as things are, and a name with a sentence between. */
import type { Span } from '../../detect/detector.js';
import { fullName, isName } from '../../detect/names/form.js';
import { isOfMany, isTitle } from '../../detect/names/many.js';
import { notPeople } from '../../detect/names/not-people.js';
import { isOfThings } from '../../detect/names/things.js';
import { find, isAscii, shapeOf } from '../../detect/text/shape.js';
import { partingAny, touchingAny } from '../../detect/text/within.js';
import { hintOf, hint as says } from '../../detect/words/hint.js';
import type { Ranked } from './ranked.js';

const own = new Set(['pii.birth_date', 'pii.passport', 'pii.national_id', 'pii.us_ssn']);
const reached = new Set(['pii.phone', 'pii.address', 'pii.iban', 'pii.card', 'pii.bank_account']);

const pair = shapeOf(`(?<![\\p{L}\\p{N}@_.'’-])${fullName}(?![\\p{L}\\p{N}_-])`);
const hasPair = /\p{Lu}[\p{L}'’.-]{1,30} (?:\p{Ll}{1,3} ){0,2}\p{Lu}/u;
/** What ends a sentence: a stop behind a word of more letters than a title has, and before words that begin one. */
const ends = /[.!?](?:(?<=(\p{Ll}{4})[.!?])\s|\s{1,3}(?=\p{Lu}\p{Ll}+ \p{Ll}))|\n/gu;
/** What of it may stand before the end of a line that it ends with. */
const margin = 4;
const before = 160;
const after = 100;

/** What leads to a place, right before it. */
const toPlace =
  /(?<![\p{L}\p{N}])(?:in|at|near|to|from|via|of the|the|à|aux?|en|bei|im|aus|nach|nahe|w|we|z|ze|nel|nella|em|no|na|nos|te|ve|v|i|в|у|г\.|м\.|of [Cc]ity|natural de|born at|issued at|issued by|by the|employer|company|employeur|arbeitgeber|firm[ae]?|naturale di|nata? a|nato a|né(?:e)? à) ?$/iu;
/** As long as the longest of these, with what may not stand before it. */
const reach = 24;
/** Of a place or of a house behind it. */
const ofPlace = /^,? (?:[A-Z]{2},? )?\d{4,6}(?!\d)|^ (?:Street|St|Road|Rd|Ave|Avenue|Lane|Blvd|\d)/;

/** The letters that a number goes by, behind a word that is not written in capitals: `Vehículo VIN`. */
const byLetters = /\p{Ll}\P{L}+\p{Lu}{2,4}$/u;
const isPerson = (shown: string): boolean =>
  isName(shown) &&
  !isOfMany(shown) &&
  !isTitle(shown) &&
  !isOfThings(shown) &&
  !byLetters.test(shown) &&
  !shown.split(/[ -]/).some((word) => notPeople.has(word.toLowerCase()));

/** What is done with somebody, with a capital as it begins a sentence. */
const verb =
  /^(?:Call(?:ed)?|Ring|Rang|Contact(?:ed)?|Ask(?:ed)?|E?[Mm]ail(?:ed)?|Met|Meet|Told|Tell|Phoned?|Text(?:ed)?|Visit(?:ed)?|Deliver(?:ed)?|Paid|Refund(?:ed)?|Appelez|Llamar?|Bel|Rufen|Soita) (?=\p{Lu}\S* (?:\S+ ){0,3}\p{Lu})/u;
/** In capitals it may be a heading, which a sign or a sentence goes on from. */
const heading = /^\P{Ll}+$/u;
/** Behind one of these somebody is named, whatever the letters. */
const toSomebody =
  /(?<!\p{L})(?:for|of|by|to|holder|passenger|pax|guest|traveller|für|para|pour|per|voor|för|dla) $/iu;
const isHeading = (text: string, { start, end }: Span): boolean =>
  heading.test(text.slice(start, end)) &&
  !toSomebody.test(text.slice(Math.max(0, start - 12), start)) &&
  /^(?::|\n| {2}| ?\p{Ll}| ?[=|])/u.test(text.slice(end, end + 3));

/** Words and signs alone: what is said of somebody between the name and what they have. */
const said =
  /^\)?(?:,? ?[(–—:|;-]{0,2} ?(?:\p{Ll}[\p{L}'’.-]{0,16}|Tel|Tlf|Tfno|Tél|Mob|Mobil|Handy|GSM|Cell?|Fon|IBAN|A\/C)[.:]{0,2}){0,5},? ?[(–—:;-]{0,2} ?$/u;
const shortest = 45;

interface Part extends Span {
  readonly text: string;
}

/** The sentence around a hit, as far as anybody is told of in it. */
function sentenceAround(text: string, { start, end }: Span): Part {
  const left = text.slice(Math.max(0, start - before), start);
  const right = text.slice(end, end + after);
  let from = left.length < before ? 0 : left.indexOf(' ') + 1;
  // Nothing before the last line's end ends behind it.
  ends.lastIndex = Math.max(0, left.lastIndexOf('\n') - margin);
  for (let found = ends.exec(left); found !== null; found = ends.exec(left))
    from = Math.max(from, ends.lastIndex);
  const stop = ends.exec(right);
  ends.lastIndex = 0;
  const first = start - left.length + from;
  const last = end + (stop === null ? right.length : stop.index - (stop[1]?.length ?? 0) + 1);
  return { start: first, end: last, text: text.slice(first, last) };
}

/** Between the name and the hit nothing but what is said of whose it is. */
const isRightBeside = (text: string, name: Span, hit: Span): boolean =>
  name.end <= hit.start && hit.start - name.end < shortest && said.test(text.slice(name.end, hit.start));

/** Somebody else is told of. */
const elsewhere = /, (?:and|but|while|then|und|aber|y|et|mais) \p{Ll}/u;
/** Of JSON. */
const otherField = /"\s?[,:]\s?["{[\d]/;
/** What is said to be a town or a thing. */
const label = /([\p{L}_][\p{L}\p{N}_ ]{0,24})["']? ?[:=] ?["']?$/u;
/** Where it ends, and how long it is at most: looked for in full, it is tried at every word. */
const labelEnd = /[:=] ?["']?$/;
const [longestEnd, longestLabel] = [3, 56];
const isCalled = (ahead: string): boolean =>
  labelEnd.test(ahead.slice(-longestEnd)) &&
  (hintOf(label.exec(ahead.slice(-longestLabel))?.[1] ?? '') & (says.thing | says.address)) !== 0;
/** In brackets behind it. */
const isBehind = (text: string, name: Span, hit: Span): boolean =>
  text.slice(hit.end, name.start) === ' (' && text.charAt(name.end) === ')';

function isTheirs(text: string, name: Span, hit: Ranked): boolean {
  const isBefore = name.end <= hit.start;
  const gap = isBefore ? text.slice(name.end, hit.start) : text.slice(hit.end, name.start);
  if ((isBefore && /^:\s?$/.test(gap)) || otherField.test(gap) || elsewhere.test(gap)) return false;
  if (own.has(hit.class)) return true;
  return isRightBeside(text, name, hit) || (hit.class !== 'pii.phone' && isBehind(text, name, hit));
}

interface Around {
  readonly text: string;
  readonly found: readonly Ranked[];
  readonly cells: readonly Span[];
}
type IsOne = (name: Span, part: Part, hit: Ranked) => boolean;

/** Whether who is named there is somebody to whom the hit belongs. What is sorted for it is sorted when it is first asked. */
function theirsIn({ text, found, cells }: Around): IsOne {
  const isTaken = touchingAny(found);
  // Its column says what it is, as what it stands beside is in another.
  const isInCell = partingAny(cells);
  return (name, part, hit) => {
    const { start, end } = name;
    if (!isTheirs(text, name, hit) || isInCell(name, hit) || isHeading(text, name)) return false;
    const ahead = text.slice(part.start, start);
    if (isCalled(ahead) || toPlace.test(ahead.slice(-reach)) || ofPlace.test(text.slice(end, end + 10)))
      return false;
    return !isTaken(name) && isPerson(text.slice(start, end));
  };
}

/** Two capitalised words or more, without what is done with whom they name. */
function pairsIn(part: Part, isPlain: boolean): readonly Span[] {
  return find(pair, { text: part.text, isPlain }).map(({ index, 0: shown }) => {
    const at = part.start + index;
    return { start: at + (verb.exec(shown)?.[0].length ?? 0), end: at + shown.length };
  });
}

const nobody: readonly Span[] = [];

/** Names in a text that holds what was found; none that overlaps it. */
export function namesBeside(
  text: string,
  found: readonly Ranked[],
  cells: readonly Span[] = [],
): readonly Span[] {
  const hits = found.filter(
    (hit) => hit.value === undefined && (own.has(hit.class) || reached.has(hit.class)),
  );
  if (hits.length === 0 || !hasPair.test(text)) return nobody;
  const isPlain = isAscii(text);
  const isOne = theirsIn({ text, found, cells });
  const spans: Span[] = [];
  let part: Part = { start: 0, end: -1, text: '' };
  let pairs = nobody;
  for (const hit of hits) {
    const next = sentenceAround(text, hit);
    // Those of one line share it.
    if (next.start !== part.start || next.end !== part.end) pairs = pairsIn(next, isPlain);
    part = next;
    for (const name of pairs) if (isOne(name, part, hit)) spans.push(name);
  }
  return spans;
}
