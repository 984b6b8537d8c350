/** Telephone numbers, by shape first and the numbering plan second. It refuses a national number that nothing calls a telephone. */
import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { defineDetector, digitsIn, type Reading, type Span } from './detector.js';
import { isAmerican } from './phones/american.js';
import { isAnother, isOtherParty } from './phones/another.js';
import { isWholeForm, mayStandInForm, shape } from './phones/form.js';
import { isLed, isParty, isSomebodys, isTold, mayBeLed, opened } from './phones/led.js';
import { cuts, piecesOf, whole } from './phones/pieces.js';
import { grouped, regions } from './phones/regions.js';
import { isOfCode, isOfThing, isOneDigit, isOtherwise } from './phones/things.js';
import { fraction, isPriced, isSum, unpaid } from './phones/unpaid.js';
import { allOf, nowhere } from './text/shape.js';
import { trait } from './text/traits.js';
import { withinAny } from './text/within.js';
import { followsGoods, followsThing } from './words/code.js';
import { cue, isLabelled, said } from './words/cues.js';
import { hint } from './words/hint.js';
import { isCount } from './words/measures.js';
import { cuesPast, isFormless, isKept, isOfItsNoun } from './words/own-noun.js';

const american = /^(?:1[ .-])?(?:\([2-9]\d{2}\) ?|[2-9]\d{2}[.-])[2-9]\d{2}[ .-]\d{4}$/;
/** Dates, times, clauses and the like, which numbering plans of some country would take. */
const dated =
  /^(?:19|20)\d{2}[-/. ](?:0?[1-9]|1[0-2])[-/. ]|^\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)\d{2}|^(?=.{0,8}(?<!\d)\d(?!\d))\d{1,2}(?:\.\d{1,2}){3}$|^\(?(?!(?:[679]\d\d|\d\d)(?:\.\d\d){3}$)[1-9]\d{0,2}(?:\.\d{1,5}){3}$/;
/** Past this many questions in one leaf the plan is not asked any more: the shape alone decides, on the safe side. */
const budget = 400;

/** What a number that nothing calls one has in it: how it is dialled from elsewhere, or its American form. */
const uncalled = /\+|00|[2-9]\d{2}[ .-]\d{4}/;
const mayStandAlone = ({ text, hint: bits, cues }: Reading): boolean =>
  ((bits & (hint.phone | hint.someone)) | (cues.bits & cue.phone)) !== 0 ||
  uncalled.test(text) ||
  mayBeLed(text);

/** How often the plan may still be asked in one leaf. */
interface Asking extends Reading {
  readonly plan: { left: number };
  /** The one that was found before. */
  readonly last: { at: Span | undefined };
}
/** Of one result: what more of them say is asked anew. */
const most = 4_096;

/** INVARIANT: what a plan says of a candidate depends on that alone, so it is asked once; it counts as asked each time. */
function asked(
  { plan, plans }: Asking,
  candidate: string,
  ask: () => string | undefined,
): string | undefined {
  if (plan.left <= 0) return candidate;
  plan.left -= 1;
  const known = plans?.get(candidate);
  if (known !== undefined || plans?.has(candidate) === true) return known;
  const said = ask();
  if (plans !== undefined && plans.size < most) plans.set(candidate, said);
  return said;
}

/** The American form, as it is dialled from elsewhere. */
const abroad = /^\+1[ .-]?(?:\([2-9]\d{2}\) ?|[2-9]\d{2}[ .-]?)\d{3}[ .-]?\d{4}$/;
const isAmericanAs = (text: string): boolean => isAmerican(text.replace(/\D/g, '').slice(-10));

function isValid(text: string, region?: CountryCode): boolean {
  if (region === undefined && abroad.test(text)) return isAmericanAs(text);
  const terms =
    region === undefined ? { extract: false } : ({ defaultCountry: region, extract: false } as const);
  return parsePhoneNumberFromString(text, terms)?.isValid() === true;
}

function international(text: string): string | undefined {
  const plus = text.startsWith('+') ? text : `+${text.replace(/^00 ?/, '')}`;
  for (const cut of cuts(plus))
    if (isValid(cut))
      return text.startsWith('+') ? cut : text.slice(0, text.length - (plus.length - cut.length));
  return undefined;
}

/** As Mexico's mobiles were dialled from abroad until 2019, and are written still. */
const former = /^(\+52)[ -]?1(?=(?:[ -]?\d){10}$)/;
/** Of a length that its country has, though no such block is given out: test numbers, and new ones. */
const plausible = (text: string): string | undefined =>
  digitsIn(text) >= 10 &&
  parsePhoneNumberFromString(text.replace(former, '$1'), { extract: false })?.isPossible() === true
    ? text
    : undefined;

const validIn = (all: readonly CountryCode[], text: string): boolean =>
  all.some((region) => isValid(text, region));

/** As it stands first, by every plan that may be asked: a shorter one of another country would leave its end. */
function national(text: string, isTheirs: boolean): string | undefined {
  const mayBeAny = isTheirs || /^[(0]|\d[ .\-/]\d/.test(text);
  if (validIn(regions, text) || (mayBeAny && validIn(grouped, text))) return text;
  for (const cut of cuts(text)) if (cut !== text && validIn(regions, cut)) return cut;
  if (mayBeAny) for (const cut of cuts(text)) if (cut !== text && validIn(grouped, cut)) return cut;
  return undefined;
}

/** As it is dialled from abroad: no fraction, no part of a code, and no more than stands with it. */
function dialled(candidate: string, { start }: Span, reading: Asking): string | undefined {
  const isPart = /[\p{L}\p{N}]-$/u.test(reading.text.slice(Math.max(0, start - 2), start));
  if (isPart || fraction.test(candidate)) return undefined;
  return asked(reading, candidate, () => international(candidate.split('  ')[0] ?? ''));
}

/** A run of digits behind a word of its own, and another number before that; one of as many digits may be of the same kind. */
function isOfOwnWord(reading: Asking, candidate: string, span: Span): boolean {
  const { text, cues, last } = reading;
  const digits = last.at === undefined ? 0 : digitsIn(text.slice(last.at.start, last.at.end));
  if (!isFormless(candidate) || digits === digitsIn(candidate)) return false;
  const past = cuesPast(reading, last.at, span);
  return past !== cues && !said(past, cue.phone, span);
}
/** Of the word right before it, which numbers things or is any other past a value. */
const isOfWord = (reading: Asking, candidate: string, span: Span): boolean =>
  isOfOwnWord(reading, candidate, span) ||
  (isOfThing(candidate, reading.text, span.start) && !isKept(reading.text, span.start));

const isOneOfTwo = ({ text, last }: Asking, candidate: string, span: Span): boolean =>
  isParty(text, span.start, candidate) || isOtherParty(text, last.at, span);

/** Under a word for people, all of the value, and written as a telephone is: in groups, or with a zero before it. */
const isCallers = ({ text, hint: bits }: Reading, candidate: string): boolean =>
  (bits & hint.someone) !== 0 && candidate === text.trim() && /^\(?0\d|\d[ -]\d/.test(candidate);

const isCalled = (reading: Asking, candidate: string, span: Span): boolean =>
  (reading.hint & hint.phone) !== 0 ||
  isCallers(reading, candidate) ||
  isParty(reading.text, span.start, candidate) ||
  said(reading.cues, cue.phone, span) ||
  isAnother(reading.text, reading.last.at, span) ||
  isLed(candidate, span, reading);

/** In groups, as a part's number may be: its key says so, or the words right before it, and no word says that it is called. */
function isOfGoods(span: Span, { text, hint: bits, cues }: Reading): boolean {
  if ((bits & (hint.made | hint.phone)) !== 0) return false;
  const isWhole = span.start === 0 && span.end === text.length;
  return (
    (isWhole ? (bits & hint.goods) !== 0 : followsGoods(text, span.start)) && !said(cues, cue.phone, span)
  );
}

/** In the American form: of an area that is given out, or called somebody's right before it. */
function americanIn(candidate: string, span: Span, reading: Asking): string | undefined {
  if (isOfGoods(span, reading)) return undefined;
  const valid = asked(reading, candidate, () => (isAmericanAs(candidate) ? candidate : undefined));
  if (valid !== undefined) return valid;
  const isReached = isLabelled(reading.cues, cue.phone, span) || isSomebodys(span, reading);
  return isReached && !followsThing(reading.text, span.start) ? candidate : undefined;
}

/** As its plan has it; behind a label that says it is dialled, whatever plan that is. */
function byPlan(candidate: string, span: Span, reading: Asking): string | undefined {
  const isDial = isLabelled(reading.cues, cue.dial, span) && digitsIn(candidate) <= 15;
  const isTheirs =
    isOneOfTwo(reading, candidate, span) ||
    isTold(reading, span) ||
    (isLabelled(reading.cues, cue.phone, span) && digitsIn(candidate) > 7);
  const found = asked(reading, candidate, () =>
    candidate.startsWith('00') ? international(candidate) : whole(national(candidate, isTheirs), candidate),
  );
  return found ?? (isDial ? candidate : undefined);
}

function numberIn(given: string, span: Span, reading: Asking): string | undefined {
  const isHinted = (reading.hint & hint.phone) !== 0;
  const isWhole = given.trim().length === reading.text.trim().length;
  if (isHinted && isWhole && digitsIn(given) <= 15) return given;
  const candidate = isOneDigit(given)
    ? undefined
    : unpaid(given, reading.text.slice(span.end, span.end + 16));
  if (candidate === undefined) return undefined;
  if (isOtherwise(candidate, span, reading)) return undefined;
  const ask = (of: () => string | undefined): string | undefined => asked(reading, candidate, of);
  if (candidate.startsWith('+')) return ask(() => international(candidate) ?? plausible(candidate));
  if (american.test(candidate.replace(opened, ''))) return americanIn(candidate, span, reading);
  if (candidate.startsWith('00') && /[ ().-]/.test(candidate)) return dialled(candidate, span, reading);
  // In a path or a parameter, or behind the sign of a number, it is some id, unless it is called a telephone there.
  const isPart = !isOneOfTwo(reading, candidate, span) && /[=/#]/.test(reading.text.charAt(span.start - 1));
  if (isPart && !isHinted && !isLabelled(reading.cues, cue.dial, span)) return undefined;
  if (dated.test(candidate.replace(opened, '')) || !isCalled(reading, candidate, span)) return undefined;
  if (/^[1-9]\d*$/.test(candidate) && isCount(reading.text, span.start + candidate.length)) return undefined;
  // An order that somebody is to call about is no telephone, nor is the end of a code.
  const isMade = (reading.hint & hint.made) !== 0;
  const place = { start: span.start, end: span.start + candidate.length };
  const behind = reading.text.slice(place.end, place.end + 16);
  const isNone =
    isSum(candidate, behind) ||
    isPriced(reading.text, place.start) ||
    isOfItsNoun(reading.text, place, reading.cues);
  if (!isMade && isOfWord(reading, candidate, place)) return undefined;
  if (!isMade && !isHinted && isNone && !isLabelled(reading.cues, cue.dial, span)) return undefined;
  const isThings =
    !isMade &&
    (isOfCode(reading.text, span, behind) ||
      (/^\d+$/.test(candidate) && followsThing(reading.text, span.start)));
  const isAlone = isHinted && !/\p{L}{2}/u.test(reading.text.slice(0, span.start));
  if (isThings && !isAlone && !isLabelled(reading.cues, cue.dial, span)) return undefined;
  return byPlan(candidate, span, reading);
}

const kind = 'phone';

function within({ known = [] }: Reading): ((span: Span) => boolean) | undefined {
  const own = known.filter(({ detector }) => detector === kind);
  return own.length === 0 ? undefined : withinAny(own);
}

export const phone = defineDetector({
  kind,
  class: 'pii.phone',
  tier: 'context',
  needs: trait.digits,
  isAllOf: isWholeForm,
  standsIn: mayStandInForm,
  detect: (reading) => {
    if (!mayStandAlone(reading)) return nowhere;
    const spans: Span[] = [];
    const { text, hint: bits, cues, isPlain, known, plans } = reading;
    // Written out: a copy by spread costs more than the looking.
    const asking: Asking = {
      text,
      hint: bits,
      cues,
      isPlain,
      known,
      plans,
      plan: { left: budget },
      last: { at: undefined },
    };
    const isKnown = within(reading);
    for (const found of allOf(shape, text))
      for (const span of piecesOf(found)) {
        const shown = text.slice(span.start, span.end);
        const count = digitsIn(shown);
        if (count < 7 || count > 18) continue;
        // A part of what is found anyway adds nothing. It counts as asked, so that nothing is asked in its stead.
        if (isKnown?.(span) === true) {
          asking.plan.left -= 1;
          continue;
        }
        const number = numberIn(shown, span, asking);
        if (number === undefined) continue;
        const bracket = opened.test(number) ? 1 : 0;
        asking.last.at = { start: span.start + bracket, end: span.start + number.length };
        spans.push(asking.last.at);
      }
    return spans;
  },
});
