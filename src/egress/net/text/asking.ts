/** The detectors that could answer, asked of one text. It refuses to run any of them on a text that its traits and words rule out. */
import { firstOf, groups, type Ranks } from '../../detect/asked.js';
import type { Detector, Reading } from '../../detect/detector.js';
import { detectors } from '../../detect/index.js';
import { trait } from '../../detect/text/traits.js';
import { isSilentForm, noCues } from '../../detect/words/cues.js';
import { cuesWhenAsked } from '../../detect/words/cues-when-asked.js';
import { mayBeInlined } from '../../spelling/inline.js';
import type { Form, Whole } from './form.js';
import type { Question } from './hit.js';
import type { Ranked } from './ranked.js';

export interface Asked extends Question {
  /** Every detector, whatever the text looks like. */
  readonly asksAll?: boolean;
  /** What was found under names within the text. */
  readonly known?: readonly Ranked[];
}

export const nobody: readonly (Ranked & Whole)[] = [];

/** A word beside a number may have nothing but a stroke or a comma between them. */
const speaking = trait.words | trait.foreign | trait.figures;
/** A word has a letter. */
const wordy = trait.letter | trait.foreign;
// The tuple's members are each a Detector; the wider type lets one loop read them all.
const all = detectors as readonly Detector[];

export const rankOf = (kind: Detector['kind']): number => all.findIndex((one) => one.kind === kind);

function readingOf({ text, traits, hint, known, memory, form }: Asked): Reading {
  const isSilent =
    (traits & speaking) === 0 || (traits & wordy) === 0 || (form?.isSilent === true && form.text === text);
  const cues = isSilent ? noCues : cuesWhenAsked(text);
  return { text, hint, cues, isPlain: (traits & trait.foreign) === 0, known, plans: memory?.plans };
}

const isSpokenOf = ({ speaks = 0 }: Detector, { cues }: Reading): boolean => (cues.bits & speaks) !== 0;

/** Of each group, those that find nothing in a text of that form, whatever its digits are. */
function ruledOutIn(question: Asked, reading: Reading): readonly Ranks[] {
  const { traits, hint } = question;
  return groups.map(({ from, hintedBy, possibleIn }) => {
    let out = 0;
    for (let asked = hintedBy(hint) | possibleIn(traits); asked !== 0; asked &= asked - 1)
      if (all[from + firstOf(asked)]?.standsIn?.(reading) === false) out |= asked & -asked;
    return out;
  });
}

/** What is read in parts, or otherwise than it stands. */
const mixed =
  trait.foreign |
  trait.control |
  trait.assign |
  trait.escape |
  trait.bracket |
  trait.lines |
  trait.seams |
  trait.at;

/** What the form says of all of it, where no word speaks and nobody who stands before finds anything in it. */
function wholeIn({ text, traits, hint }: Asked, reading: Reading, out: readonly Ranks[]): readonly Whole[] {
  if ((traits & mixed) !== 0) return nobody;
  for (const { at, from, hintedBy, possibleIn, unspoken } of groups) {
    const possible = (hintedBy(hint) | (possibleIn(traits) & unspoken)) & ~(out[at] ?? 0);
    if (possible === 0) continue;
    const rank = from + firstOf(possible);
    const one = all[rank];
    if (one?.isAllOf?.(reading) !== true) return nobody;
    return [{ start: 0, end: text.length, class: one.class, tier: one.tier, detector: one.kind, rank }];
  }
  return nobody;
}

/** Whether nobody is left who could find anything in it, where no word speaks, nor over marks within a word. */
const isBare = ({ text, traits, hint }: Asked, out: readonly Ranks[]): boolean =>
  (traits & mixed) === 0 &&
  !mayBeInlined(text, traits) &&
  groups.every(
    ({ at, hintedBy, possibleIn, unspoken }) =>
      ((hintedBy(hint) | (possibleIn(traits) & unspoken)) & ~(out[at] ?? 0)) === 0,
  );

/** INVARIANT: what is known of the form of a text is used for that text alone, and for none that is made of it. */
function formOf({ form, text }: Asked): Form | undefined {
  return form?.isKnown === true && form.text === text ? form : undefined;
}

/** The second time that a form comes, as it may come again. */
function learn(form: Form, question: Asked): void {
  const reading = readingOf(question);
  form.ruledOut = ruledOutIn(question, reading);
  form.isSilent = isSilentForm(question.text);
  const isSilent = form.isSilent || (question.traits & wordy) === 0;
  if (!isSilent || form.whole?.length === 1) return;
  form.whole = wholeIn(question, reading, form.ruledOut);
  form.isBare = isBare(question, form.ruledOut);
}

/** Those alone whose traits the text has, whose words it speaks, or whose hint its key gives. */
export function detectIn(question: Asked): readonly Ranked[] {
  const { traits, hint, asksAll } = question;
  const form = formOf(question);
  if (form !== undefined && form.ruledOut === undefined) learn(form, question);
  let reading: Reading | undefined;
  let found: Ranked[] | undefined;
  for (const { at, from, everybody, hintedBy, possibleIn, unspoken } of groups) {
    const certain = asksAll === true ? everybody : hint === 0 ? 0 : hintedBy(hint);
    const possible = (certain | possibleIn(traits)) & ~(form?.ruledOut?.[at] ?? 0);
    if (possible === 0) continue;
    reading ??= readingOf(question);
    const needsNoWord = certain | unspoken;
    for (let asked = possible; asked !== 0; asked &= asked - 1) {
      const rank = from + firstOf(asked);
      const detector = all[rank];
      if (detector === undefined) break;
      if ((asked & -asked & needsNoWord) === 0 && !isSpokenOf(detector, reading)) continue;
      for (const { start, end, kind } of detector.detect(reading)) {
        const { class: columnClass, tier } = detector;
        const hit = { start, end, class: columnClass, tier, detector: kind ?? detector.kind, rank };
        if (found === undefined) found = [hit];
        else found.push(hit);
        // Overlaps are one hit, named after who stands first: whoever comes later has nothing to add.
        if (start === 0 && end === question.text.length && kind === undefined) return found;
      }
    }
  }
  return found ?? nobody;
}
