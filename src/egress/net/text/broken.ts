/** Values that are broken: by the end of a line, or by tags within them. It refuses what is found without the break, and two values that only stand side by side. */
import { isCardNumber } from '../../detect/checks/card-number.js';
import { email } from '../../detect/email.js';
import { isUsualAddress } from '../../detect/text/halves.js';
import { trait, traitsOf } from '../../detect/text/traits.js';
import { cue, cuesIn, noCues, said } from '../../detect/words/cues.js';
import { hint as says } from '../../detect/words/hint.js';
import { isAccount, isNumber, type LineEnd, lineEnds } from '../../forms/line-ends.js';
import { inlined, mayBeInlined } from '../../spelling/inline.js';
import type { Hit, Question } from './hit.js';

type Scan<H> = (question: Question) => readonly H[];
/** What is found there, in the text as it is. */
export interface Broken<H> {
  readonly hit: H;
  readonly start: number;
  readonly end: number;
  readonly value: string;
  /** How many values that are found without the break it may take in: a part of it may look like a whole one. */
  readonly takes: 0 | 1;
}

/** Over tags, and marks of what is drawn otherwise. What only a word nearby tells is told by that word as well. */
function overTags<H extends Hit>(question: Question, scan: Scan<H>): readonly Broken<H>[] {
  const plain = inlined(question.text, question.traits);
  const at = plain?.at;
  if (plain === undefined || at === undefined) return [];
  const { text } = plain;
  return scan({ ...question, text, traits: traitsOf(text) }).flatMap((hit) => {
    const [start, end] = [at[hit.start] ?? 0, (at[hit.end - 1] ?? 0) + 1];
    const isBroken = end - start > hit.end - hit.start && hit.tier !== 'context';
    return isBroken
      ? [{ hit, start, end, value: hit.value ?? text.slice(hit.start, hit.end), takes: 1 }]
      : [];
  });
}

const groups = /^\d{4}(?:[ -]\d{4}){3}$/;
const rightNumber = /^(?:[ -]?\d)+/;
/** Digits, blanks and dashes at its end. */
function leftNumber(text: string): string {
  let at = text.length;
  while (at > 0 && /[\d -]/.test(text.charAt(at - 1))) at -= 1;
  return text.slice(at).trimStart();
}
const run = /^\d{12,19}$/;
/** As a card is printed, or one run of its digits: half of what is looked at here is neither, and not read further. */
function cardForm({ left: before, right: behind }: LineEnd): 'printed' | 'run' | undefined {
  const left = leftNumber(before);
  const right = rightNumber.exec(behind)?.[0] ?? '';
  if (groups.test(left + (left.endsWith('-') ? '' : ' ') + right)) return 'printed';
  return run.test(left + right) ? 'run' : undefined;
}
/** A run is one where no other line ends in a number, or where a word says so. */
const isCardAt = (one: LineEnd, isSaid: () => boolean): boolean =>
  cardForm(one) === 'printed' || (cardForm(one) === 'run' && (one.isLone || isSaid()));

interface Border<H> {
  readonly one: LineEnd;
  readonly hit: H;
  readonly value: string;
  readonly isSaid: () => boolean;
}
function isOne<H extends Hit>({ one, hit, value, isSaid }: Border<H>): boolean {
  switch (hit.class) {
    case 'pii.iban':
      return true;
    case 'pii.us_ssn':
      return one.left.endsWith('-');
    case 'pii.email':
      return isUsualAddress(value);
    case 'pii.card':
      return isCardNumber(value.replace(/\D/g, '')) && isCardAt(one, isSaid);
    default:
      return false;
  }
}

const joints = ['', ' '];
const digit = /\d/;
/** Where the domain of an address that ends a line goes on, if it does. INVARIANT: without a digit at the border no other value goes on there. */
function mayGoOnAsAddress({ left, right }: LineEnd): boolean {
  const domain = left.slice(left.lastIndexOf('@') + 1);
  if (right.startsWith('@') || digit.test(domain) || digit.test(right.slice(0, 4))) return true;
  const text = left + right;
  return email
    .detect({ text, hint: 0, cues: noCues, isPlain: false })
    .some(
      ({ start, end }) => start < left.length && end > left.length && isUsualAddress(text.slice(start, end)),
    );
}
const isAddress = (one: LineEnd): boolean => !isNumber(one) && !isAccount(one);

function overLine<H extends Hit>(one: LineEnd, question: Question, scan: Scan<H>): readonly Broken<H>[] {
  const { left, right, at, end } = one;
  const isPlainNumber = isNumber(one) && !left.endsWith('-') && !isAccount(one);
  if (isPlainNumber && cardForm(one) === undefined) return [];
  if (isAddress(one) && !mayGoOnAsAddress(one)) return [];
  for (const joint of joints) {
    const text = left + joint + right;
    const from = left.length + joint.length;
    for (const hit of scan({ ...question, text, traits: traitsOf(text) })) {
      if (hit.start >= left.length || hit.end <= from) continue;
      const value = text.slice(hit.start, hit.end);
      const isSaid = (): boolean =>
        (question.hint & says.card) !== 0 || said(cuesIn(text), cue.card, { start: hit.start, end: hit.end });
      if (!isOne({ one, hit, value, isSaid })) continue;
      return [{ hit, value, start: end - left.length + hit.start, end: at + hit.end - from, takes: 0 }];
    }
  }
  return [];
}

/** Four digits on each of four lines, and nothing else. */
const fourLines = /^\s{0,8}\d{4}(?:\r?\n\d{4}){3}\s{0,8}$/;

const pageLine = /<br\s?\/?>(?:\r?\n)?/gi;
/** Of a page as of a text, in the same places. */
const asLines = (text: string, traits: number): string =>
  (traits & trait.bracket) === 0 ? text : text.replace(pageLine, (found) => '\n'.padEnd(found.length));

function overLines<H extends Hit>(question: Question, scan: Scan<H>): readonly Broken<H>[] {
  const text = asLines(question.text, question.traits);
  if (!fourLines.test(text)) return lineEnds(text).flatMap((one) => overLine(one, question, scan));
  const plain = text.replace(/\r?\n/g, (end) => ' '.repeat(end.length)).replaceAll('  ', ' ');
  const [hit] = scan({ ...question, text: plain.trim(), traits: traitsOf(plain) });
  return hit === undefined ? [] : [{ hit, start: 0, end: text.length, value: plain.trim(), takes: 0 }];
}

const lines = trait.lines | trait.bracket;
const marked = trait.figures | trait.at;
const mayEnd = (traits: number): boolean => (traits & lines) !== 0 && (traits & marked) !== 0;

/** Asked first, as nearly every text ends here. */
export const mayBeBroken = ({ text, traits }: Question): boolean =>
  mayEnd(traits) || mayBeInlined(text, traits);

/** Of a text that holds no four digits and no sign of an address, nothing goes on over a line's end; over tags a street or a key does. */
export function brokenIn<H extends Hit>(question: Question, scan: Scan<H>): readonly Broken<H>[] {
  const { traits } = question;
  const found = overTags(question, scan);
  return mayEnd(traits) ? [...found, ...overLines(question, scan)] : found;
}
