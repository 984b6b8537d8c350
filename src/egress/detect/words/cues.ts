/** Words of a text that say what stands near them, and whether one speaks of a span: in its own field, and near enough. It refuses a word that is a part of a program's name, of hex or of a mask. */

import type { Span } from '../text/span.js';
import { type Cue, cue, cueAt, isPart, isUnspaced } from './cue-tree.js';
import { isOfMeasure } from './measures.js';

export { type Cue, cue } from './cue-tree.js';

/** In the order of their beginnings. */
export interface Cues {
  readonly bits: number;
  readonly found: readonly Cue[];
  readonly text: string;
  /** Those before it do not speak. */
  readonly from?: number;
}
export const noCues: Cues = { bits: 0, found: [], text: '' };

/** A few letters before a digit, as hex is: `aba2`. */
const hex = /^[a-f]{1,4}\d/i;
/** Either case of one of these letters. */
const beginsHex = (code: number): boolean => (code | 0x20) >= 0x61 && (code | 0x20) <= 0x66;
const isInHex = (text: string, { start, end }: Cue): boolean =>
  end - start < 5 && beginsHex(text.charCodeAt(start)) && hex.test(text.slice(start, end + 1));

/** A verb that is a part of some program's name is nobody's telephone: `api.calls.total`, `call(x)`, `call_id`, `text/csv`. */
const isCalledInCode = (text: string, { start, end, bits }: Cue): boolean =>
  (bits & (cue.phone | cue.dial)) === cue.phone &&
  (/[._$]/.test(text.charAt(start - 1)) || /^(?:[(_]|\.\w|\/[a-z])/.test(text.slice(end, end + 2)));

/** The name of a file: `exports/phones_2024.csv`. */
const isInPath = (text: string, start: number, end: number): boolean =>
  text.charAt(start - 1) === '/' && text.charAt(end) === '_';

/** What a machine goes through is written as a number that Chile gives: `job run 34330492`. */
const job =
  /(?:job|batch|build|test|load|invoice|payroll|pipeline|export|import|backup|training|nightly|dry)[ -]$/i;
/** As Chile prints its own, its check apart: `12.345.678-5`, `12345678-K`. */
const chilean = /^["'\s:=]{0,6}\d{1,2}\.?\d{3}\.?\d{3}-[\dkK](?![\p{L}\p{N}])/u;
/** Whose it is: without one of these near it, a small `run` is a machine's. */
const somebodys =
  /(?<!\p{L})(?:his|hers?|their|my|your|su|mi|tu|nombres?|apellidos?|nacid[oa]|chilen[oa]|cédula|cedula|rut|titular|paciente|cliente|señora?|sra?|don|doña)(?!\p{L})/iu;
const around = 48;
function isJob(text: string, start: number, end: number): boolean {
  if (end - start !== 3 || text.slice(start + 1, end) !== 'un') return false;
  const near = text.slice(Math.max(0, start - around), end + around);
  return (
    job.test(text.slice(Math.max(0, start - 12), start)) ||
    !(somebodys.test(near) || chilean.test(text.slice(end, end + 24)))
  );
}
/** What a mail or a law is about, and nobody who is looked after: `Subject: spring`, `subject to`. */
const ofMail = /^subject(?::|\s(?:to|line|matter|of|is|heading)(?![a-z]))/i;
/** It names what is said of the numbers, and none of them: `rut_version`. */
const isOfKind = (text: string, { end }: Cue): boolean =>
  text.charAt(end) === '_' &&
  /^_(?:versions?|count|total|rows|length|campaigns?|promo|offers?|required|discount|bonus|gifts?|vouchers?|coupons?|reminders?|templates?)(?![a-z])/i.test(
    text.slice(end, end + 14),
  );

/** A part of the name of what is counted, or of a machine; and of acids. */
function isOfThing(text: string, one: Cue): boolean {
  const { start, end, bits } = one;
  if (isJob(text, start, end) || isOfKind(text, one)) return true;
  if (end - start === 7 && ofMail.test(text.slice(start, end + 9))) return true;
  const isMeasured = isOfMeasure(text, end) || text.slice(start, end) === 'pH' || isInPath(text, start, end);
  return (bits & cue.phone) !== 0 && isMeasured;
}

/** A mask names its class, which says nothing of what stands beside it. */
const mask = /\[(?:REDACTED|[A-Z][A-Z0-9_]{0,40}):[^\]\s]{1,260}\]/y;
/** INVARIANT: a class begins with a capital. */
function pastMask(text: string, at: number): number {
  const first = text.charCodeAt(at + 1);
  if (!(first >= 0x41 && first <= 0x5a)) return at;
  mask.lastIndex = at;
  return mask.test(text) ? mask.lastIndex - 1 : at;
}

/** Of all subjects, in one pass. */
export function cuesIn(text: string): Cues {
  let found: Cue[] | undefined;
  let bits = 0;
  let isInside = false;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code === 0x5b) i = pastMask(text, i);
    if (isInside && !isUnspaced(code)) {
      isInside = isPart(code);
      continue;
    }
    const begins = isPart(code);
    isInside = begins && !isUnspaced(code);
    const cue = begins ? cueAt(text, i) : undefined;
    if (cue === undefined || isCalledInCode(text, cue) || isInHex(text, cue) || isOfThing(text, cue))
      continue;
    bits |= cue.bits;
    found ??= [];
    found.push(cue);
  }
  return found === undefined ? noCues : { bits, found, text };
}

/** Whether no word speaks in it, whatever its digits are. INVARIANT: of the words, `ipv4` alone has a digit. */
export const isSilentForm = (text: string): boolean => cuesIn(text.replace(/\d/g, '4')).bits === 0;

const before = 36;
const after = 20;
/** A cue that begins so far before the span may still end within the window. */
const longest = 24;

/** The first that begins at the offset or past it. */
function firstFrom({ found }: Cues, offset: number): number {
  let [low, high] = [0, found.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((found[middle]?.start ?? 0) >= offset) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Whether a word of the subject touches the window, and is one by what else is asked of it. */
export function isSpokenWithin(
  cues: Cues,
  subject: number,
  { start, end, is }: Span & { readonly is?: (one: Cue) => boolean },
): boolean {
  if ((cues.bits & subject) === 0) return false;
  for (let i = firstFrom(cues, Math.max(0, start - longest)); i < cues.found.length; i += 1) {
    const one = cues.found[i];
    if (one === undefined || one.start >= end) return false;
    if ((one.bits & subject) !== 0 && one.end > start && is?.(one) !== false) return true;
  }
  return false;
}

/** Between a word and the span another field begins: a second sign behind a value, a second cell, a new paragraph. */
const another = /[:=][^:=]*[\d"'[\]>,;][^:=]*[:=]|["']\s*,\s*["']|&|\n[ \t\r]*\n|(?:<[^<]*){4}/;
/** A cell ends; one that ends right behind the word is that of the name beside its value. */
const cell = /[|\t]|[,;](?=\S)/;
const edge = /^[\s:*]{0,40}[|\t,;][\s:*]{0,40}$/;
/** What a function was given, and another one is: `isNotNull(phone), over(id, 7)`. */
const argument = /^["'`]?\)[^()]*\w\(/;
const isFenced = (gap: string): boolean =>
  another.test(gap) || (cell.test(gap) && !edge.test(gap)) || argument.test(gap);

/** The name of a tag that ends there, or whose element ends in the gap; a header's, where the gap leads to the next line. */
function isElsewhere(text: string, { start }: Span, gap: string): boolean {
  const first = text.charAt(start - 1);
  if (first === '/') return text.charAt(start - 2) === '<';
  return first === '<' ? gap.includes('</') : /[|\t,;]/.test(first) && gap.includes('\n');
}
/** The name of the field that begins behind the span. */
const behind = /[\n|\t&<"=]/;
/** A cell between them. */
const across = /[,;]\S[^,;]*[,;]$/;
const names = /^[\p{L}\p{N}_.()-]{0,16}["']?\s{0,2}[:=]/u;

/** Of the birth that it leads to, which may be masked by now, and not of the day before it: `seen on 16 March 2004; born 6 October 1997`. */
const leadsToDate =
  /^[.:]{0,2} ?(?:(?:is|was|ist|war|est|era|è|é|är|er|var|on|am|le|il|el|em|den|dnia|op|på) )?(?:\d|\[[A-Z])/u;

/** The same of a document's word: `case CS5841210. Passport AA364946`. */
const leadsToCode = /^(?: (?:no|nr|number)\b)?[.:#]{0,2} ?(?:(?=[A-Z]*\d)[A-Z\d]{6}|\[[A-Z])/;
/** The same of any number's, where the one before it is no more than a run of digits behind a word of its own: `Objekt 73883180, Handy 0171 2345678`. */
const leadsToNumber =
  /^[.:]{0,2} ?(?:(?:me|us|is|ist|est|es|è|é|no|nr|on|at|under|unter|im|al|au|op|på|pod)\.? ){0,2}(?:[+(]?[A-Z]{0,2}\d|\[[A-Z])/iu;
const run = /^[1-9]\d{5,}$/;
const behindWord = /[\p{L}\p{M}]{2}[.:#№°º]{0,2} ?\(?$/u;
const counted = cue.phone | cue.national | cue.ssn | cue.account;
function isOfOther(text: string, one: Cue, { start, end }: Span): boolean {
  if ((one.bits & counted) === 0 || !run.test(text.slice(start, end))) return false;
  const next = text.slice(one.end, one.end + 28);
  if (!behindWord.test(text.slice(Math.max(0, start - 6), start)) || !leadsToNumber.test(next)) return false;
  // Of two telephones with as many digits the second word may speak of both.
  const digits = /[+(]?\d(?:[ ().-]{0,2}\d)*/.exec(next)?.[0].replace(/\D/g, '') ?? '';
  return (one.bits & cue.phone) === 0 || digits.length !== end - start;
}
const leadsOnward = (bits: number): RegExp | undefined =>
  (bits & cue.birth) !== 0 ? leadsToDate : (bits & cue.passport) !== 0 ? leadsToCode : undefined;
/** Whether it leads to what stands behind it. */
export const leadsOn = (text: string, one: Cue): boolean =>
  leadsOnward(one.bits)?.test(text.slice(one.end, one.end + 16)) === true;

function speaksOf(text: string, one: Cue, { start, end }: Span): boolean {
  if (one.end <= start) {
    const gap = text.slice(one.end, start);
    return gap.length < before && !isElsewhere(text, one, gap) && !isFenced(gap);
  }
  if (one.start < end || one.end > end + after) return false;
  const gap = text.slice(end, one.start);
  if (/[,;.]/.test(gap) && (leadsOn(text, one) || isOfOther(text, one, { start, end }))) return false;
  return !behind.test(gap) && !across.test(gap) && !names.test(text.slice(one.end, one.end + 20));
}

/** Whether a word near the span, in the same field, says that it is of the subject: 36 characters before it, 20 after. */
export function said(cues: Cues, subject: number, span: Span): boolean {
  if ((cues.bits & subject) === 0) return false;
  const first = Math.max(span.start - before - longest, cues.from ?? 0);
  for (let i = firstFrom(cues, first); i < cues.found.length; i += 1) {
    const one = cues.found[i];
    if (one === undefined || one.start > span.end + after) return false;
    if ((one.bits & subject) !== 0 && speaksOf(cues.text, one, span)) return true;
  }
  return false;
}

/** A small word that leads on to something else; what lists another of the same does not. */
const onward =
  /^\D{0,3}[\s,;)]\s?(?!(?:and|or|not|und|oder|nicht|et|ou|pas|y|o|no|e|ed|non|of|niet|en|og|ikke|och|inte|i|nie|a|ne|ve|и|или|не)(?!\p{L}))\p{Ll}{2,}/u;

/** What happened on another day, said right before that: `born 4/6/1943, SSN 135-52-4880, starts 24/05/2025`. */
const isLedTo =
  /[,;.)] (?:[\p{L}\p{N}.-]{1,16},? ){0,4}(?!(?:and|not|und|nicht|oder|och|inte|ikke|niet|non)\b)\p{Ll}{3,}(?:s|ed|t|en|payment|visit)? (?:on |am |le )?$/u;

/** Where the value before it ends, which may be masked by now. */
export const valueBefore = (text: string, last: Span | undefined, start: number): number => {
  const from = Math.max(0, start - before);
  const mask = text.slice(from, start).lastIndexOf(']');
  return Math.max(last?.end ?? -1, mask < 0 ? -1 : from + mask + 1);
};

/** The cues that still speak behind a value which the ones before it spoke of: `born 1953-01-07, admitted 2023-05-19` is born once. */
export function cuesBehind(cues: Cues, last: Span | undefined, { start }: Span): Cues {
  const end = valueBefore(cues.text, last, start);
  const gap = end < start - before ? '' : cues.text.slice(end, start);
  if (!onward.test(gap) && !isLedTo.test(gap)) return cues;
  const { bits, found, text } = cues;
  return { bits, found, text, from: end };
}

/** What may stand between a label and its value. */
const link =
  /^[.,]?(?:[ -]{1,3}(?:n[o°º]?|nr|№|number|num|núm|numer|número|numero|numéro|číslo|seria|serie|série|id|is|ist|lautet|est|es|è|é|jest|to|är|er|on|je|είναι|הוא)\.?){0,2}(?: le| der)?[\s:#=/(は]{0,3}$/i;

/** Whether a word right before the span is its label. */
export function isLabelled(cues: Cues, subject: number, { start }: Span): boolean {
  if ((cues.bits & subject) === 0) return false;
  for (let i = firstFrom(cues, start - before - longest); i < cues.found.length; i += 1) {
    const one = cues.found[i];
    if (one === undefined || one.end > start) return false;
    if ((one.bits & subject) === 0) continue;
    const gap = cues.text.slice(one.end, start);
    if (!isElsewhere(cues.text, one, gap) && link.test(gap)) return true;
  }
  return false;
}
