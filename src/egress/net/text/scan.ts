/** What one text holds: as it stands, under the names in it, in what it spells otherwise, and broken. It refuses to look further into a text whose traits rule out that there is anything. */

import { email } from '../../detect/email.js';
import { trait, traitsOf } from '../../detect/text/traits.js';
import { heardIn, isMute, hint as says } from '../../detect/words/hint.js';
import type { Named } from '../../forms/named.js';
import type { HintedCell } from '../../forms/pairs.js';
import { hintedCells, namedCells } from '../../forms/records.js';
import { isSoft, joined, type Normalised, normalise, parted } from '../../spelling/normalise.js';
import { spokenOf, unknown } from './again.js';
import { type Asked, detectIn, nobody, rankOf } from './asking.js';
import { isThingsName, type Keys } from './beside-things.js';
import { brokenIn, mayBeBroken } from './broken.js';
import { uncoded, unexcluded } from './exclude.js';
import type { Whole } from './form.js';
import { isAddress, isHarmless } from './glance.js';
import { type Hit, mayPass, type Question } from './hit.js';
import { namesBefore } from './name-before.js';
import { namesBeside } from './names-beside.js';
import { namesGiven } from './names-given.js';
import { type Encoded, encodedParts } from './parameters.js';
import { merge, placed, type Ranked } from './ranked.js';
import { type Spaced, spacedRuns } from './spaced.js';

const none: readonly Hit[] = [];
const nothing: readonly HintedCell[] = [];
const nameless: readonly Named[] = [];
const noParts: readonly Encoded[] = [];
const noRuns: readonly Spaced[] = [];

/** Traits of a text that has another spelling. */
const spelt = trait.foreign | trait.control;
/** Traits of one that may be broken softly. */
const broken = trait.assign | trait.escape | trait.bracket;
export const isPlain = (text: string, traits: number): boolean =>
  (traits & spelt) === 0 && ((traits & broken) === 0 || !isSoft(text));
/** Traits that let no detector find anything by themselves. */
const idle = trait.numeral | trait.capital | trait.lines | trait.fours | trait.letter | trait.seams;

/** What a key says for which a text is read in full: that it is a secret, or that a statement made it. */
const saysMore = says.secret | says.made;
const rankOfAddresses = rankOf(email.kind);
const wholeAddress = (end: number): Whole => ({
  start: 0,
  end,
  class: email.class,
  tier: email.tier,
  detector: email.kind,
  rank: rankOfAddresses,
});
const addressIn = ({ text, traits }: Question): readonly Whole[] =>
  isAddress(text, traits) ? [wholeAddress(text.length)] : nobody;

/** INVARIANT: which digits stand in an address says nothing of whether it is one; and so of whatever else its form tells. */
function wholeOf(question: Question): readonly Whole[] {
  const { text, form } = question;
  if (form === undefined || form.text !== text) return addressIn(question);
  form.whole ??= addressIn(question);
  return form.whole;
}
const isBare = ({ text, form }: Question): boolean => form?.isBare === true && form.text === text;

/** What stands under a name within the text is read with that name as its key. */
function detectCells(
  { text, hint: above, asksAll = false, memory }: Asked,
  cells: readonly HintedCell[],
): readonly Ranked[] {
  const found: Ranked[] = [];
  for (const cell of cells) {
    const value = text.slice(cell.start, cell.end);
    const hint = heardIn(above, cell.hint);
    for (const hit of detectIn({ text: value, traits: traitsOf(value), hint, asksAll, memory }))
      found.push(placed(hit, hit.start + cell.start, hit.end + cell.start));
  }
  return found;
}

const mayHoldPart = trait.assign | trait.escape | trait.seams;
/** What an encoded part says, or characters that stand apart, is masked with the part, whole. */
function detectEncoded(question: Asked): readonly Ranked[] {
  const { text, traits, asksAll = false, memory } = question;
  // Nearly every text.
  if (!asksAll && (traits & mayHoldPart) === 0) return nobody;
  const isEncoded = (traits & (trait.assign | trait.escape)) !== 0;
  const parts = isEncoded ? encodedParts(text) : noParts;
  const runs = asksAll || (traits & trait.seams) !== 0 ? spacedRuns(text) : noRuns;
  if (parts.length + runs.length === 0) return nobody;
  return [...parts, ...runs.map((run) => ({ ...run, hint: 0 }))].flatMap(({ start, end, value, hint }) => {
    const plain = normalise(value).text;
    const own = heardIn(question.hint, hint);
    const hits = detect({ text: plain, traits: traitsOf(plain), hint: own, asksAll, memory });
    // INVARIANT: what may pass takes nothing along that is encoded with it.
    const hit = hits.find((one) => !mayPass(one)) ?? hits[0];
    if (hit === undefined) return [];
    return [{ ...hit, start, end, value: hit.value ?? plain.slice(hit.start, hit.end) }];
  });
}

/** What words within the text say of others in it. */
function ruledOut(
  found: readonly Ranked[],
  { text }: Asked,
  { named, cells }: { readonly named: readonly Named[]; readonly cells: readonly HintedCell[] },
): readonly Ranked[] {
  if (found.length === 0) return found;
  const other = unexcluded(found, cells);
  const keys: Keys = new Map();
  const left = holdsName(other)
    ? other.filter((hit) => hit.rank !== rankOfNames || !isThingsName(text, hit, keys))
    : other;
  return named.length === 0 ? left : uncoded(left, { text, named });
}

/** A letter right before a card's digits or an address's, or right behind. */
const glue =
  /[A-Za-z_](?=\d{12}|\d{4}[ -]\d{4}|\d{1,3}(?:\.\d{1,3}){3})|(?<=\d{12}|\d{4}[ -]\d{4}|\.\d{1,3}\.\d{1,3})[A-Za-z_]/g;
/** INVARIANT: a statement can put a letter there. */
function detectGlued(question: Asked): readonly Ranked[] {
  const text = question.text.replace(glue, ' ');
  return text === question.text ? nobody : detectIn({ ...question, text, traits: traitsOf(text) });
}

/** An address beside other words. */
const contact = trait.at | trait.words;

function detect(question: Asked): readonly Ranked[] {
  const isContact = (question.traits & contact) === contact;
  const isRecord = isContact || (question.traits & (trait.assign | trait.lines | trait.bracket)) !== 0;
  const { text, memory } = question;
  const named = isRecord ? namedCells(text) : nameless;
  const cells = isRecord ? hintedCells(text, memory, named) : nothing;
  const under = cells.length === 0 ? nobody : detectCells(question, cells);
  const plain = detectIn(under.length === 0 ? question : { ...question, known: under });
  const isMade = (question.hint & says.made) !== 0;
  const found = isMade ? [...plain, ...detectGlued(question)] : ruledOut(plain, question, { named, cells });
  const encoded = detectEncoded(question);
  const isAlone = under.length + encoded.length === 0;
  return withNames(question, merge(isAlone ? found : [...found, ...under, ...encoded]), named);
}

const names = 'pii.name';
const rankOfNames = rankOf('name');

function holdsName(found: readonly Ranked[]): boolean {
  for (const hit of found) if (hit.class === names) return true;
  return false;
}

/** Who is named once is found wherever the text speaks of them. */
function withNames(
  { text, traits, people = unknown, asksAll }: Asked,
  found: readonly Ranked[],
  cells: readonly Named[],
): readonly Ranked[] {
  const isWordy = asksAll === true || (traits & trait.capital) !== 0;
  const given = isWordy ? namesGiven(text, found, cells) : nameless;
  if (found.length + given.length === 0 && people === unknown) return found;
  const named = found.filter((hit) => hit.class === names && hit.value === undefined);
  const isWhole = named[0]?.start === 0 && named[0].end === text.length;
  if (isWhole) return found;
  const before = [...namesBefore(text, found), ...namesBeside(text, found, cells), ...given];
  if (named.length + before.length === 0 && people === unknown) return found;
  const shown = [...named, ...before].map(({ start, end }) => text.slice(start, end));
  const seen = [...before, ...spokenOf(text, shown, people)].map(({ start, end }) => ({
    ...({ start, end, rank: rankOfNames, class: names, tier: 'context', detector: 'name' } as const),
  }));
  return seen.length === 0 ? found : merge([...found, ...seen]);
}

/** Offsets are those of the text as given. */
export const scan = (text: string, hint: number): readonly Hit[] =>
  scanAs({ text, hint, traits: traitsOf(text) });

/** The same, of a text whose traits are known. */
export function scanAs(question: Question): readonly Hit[] {
  const { text, hint, traits } = question;
  if (isMute(hint) && ((traits & ~idle) === 0 || isHarmless(text))) return none;
  const isTold = (hint & saysMore) === 0 && question.people === undefined;
  const whole = isTold ? wholeOf(question) : nobody;
  if (whole.length > 0) return whole;
  if (isTold && isBare(question)) return none;
  const found = isPlain(text, traits) ? detect(question) : scanForeign(question);
  return withBroken(found, question);
}

/** And what is broken in it, whole, where it is not found without the break. */
function withBroken(found: readonly Ranked[], question: Asked): readonly Hit[] {
  if (!mayBeBroken(question)) return found;
  const broken = brokenIn(question, detect)
    .filter(
      ({ start, end, takes }) => found.filter((hit) => hit.end > start && hit.start < end).length <= takes,
    )
    .map(({ hit, start, end, value }) => ({ ...placed(hit, start, end), value }));
  return broken.length === 0 ? found : merge([...found, ...broken]);
}

/** By every detector, whatever the text looks like: for a test that compares. */
export function scanByAll(text: string, hint: number): readonly Hit[] {
  const found = scanForeign({ text, hint, traits: 0, asksAll: true });
  return withBroken(found, { text, hint, traits: ~0, asksAll: true });
}

function scanSpelt(question: Asked, { text: plain, at }: Normalised): readonly Ranked[] {
  const hits = detect({ ...question, text: plain, traits: traitsOf(plain) });
  if (at === undefined || hits.length === 0) return hits;
  return hits.map((hit) => placed(hit, at[hit.start] ?? 0, at[hit.end] ?? question.text.length));
}

function scanOtherwise(question: Asked, { text, at }: Normalised): readonly Ranked[] {
  return detect({ ...question, text, traits: traitsOf(text) }).map((hit) => ({
    ...placed(hit, at?.[hit.start] ?? hit.start, at?.[hit.end] ?? hit.end),
    value: hit.value ?? text.slice(hit.start, hit.end),
  }));
}

/** INVARIANT: what nobody sees may stand between two values, or within one: a text is read both ways. */
function scanForeign(question: Asked): readonly Ranked[] {
  const plain = normalise(question.text);
  const found = scanSpelt(question, plain);
  const otherwise = [joined(plain), parted(question.text)].flatMap((one) =>
    one === undefined ? [] : scanOtherwise(question, one),
  );
  return otherwise.length === 0 ? found : merge([...found, ...otherwise]);
}
