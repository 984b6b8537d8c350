/** Whether a number that no word calls a telephone is written as one where somebody's is given: behind a small word that leads to it, or beside a person. It refuses a number that stands behind a thing's name, and groups of digits with nobody near them. */

import type { Reading, Span } from '../detector.js';
import { fullName, isName } from '../names/form.js';
import { find, shapeOf } from '../text/shape.js';
import { followsThing } from '../words/code.js';
import { cue, isSpokenWithin } from '../words/cues.js';

/** With the zero before it, or its area in brackets: nothing else is written so as often. */
const dialled =
  /^(?:0?\(\d{1,5}\)|0\d{1,4}[ .\-/]|8[ -]\(?\d{3}\)?[ -])[ .\-/]{0,3}\d|^[2-9]\d\d [2-9]\d\d[ -]\d{4}$/;
/** In groups, as amounts and codes are written as well. */
const inGroups = /^(?:0\d{8,10}|[1-9]\d{1,3}-\d{6,8}|[1-9]\d{0,4}(?:[ -]\d{2,5}){1,5})$/;
/** A date and a time, each of two digits a part; a fraction; cells side by side. */
const otherwise = /^\d\d\.\d\d\.\d\d[ -]|^\d+\.\d+$| {2}/;

/** A text that may have one: with a zero before it, an area in brackets, or in groups; and a word. */
const mayBe =
  /(?<![\d.:-])0\d|\(\d|\d[ -]\d{2,5}(?![\d:])|[nN]um|\p{Ll} (?:[:–—-] ?)?\d{8}|\p{Ll}[:–—-] ?\d{8}/u;
const wordy = /[A-Za-z]{2}|[^\x00-\x7f]/;
export const mayBeLed = (text: string): boolean => mayBe.test(text) && wordy.test(text);

/** What leads to a number, right before it. */
const leading =
  /(?:^|[\s(])(?:at|on|to|from|via|under|unter|auf|von|au|le|du|al|el|dal|ao|pelo|op|naar|på|til|från|fra|pod|по|на|с|под|cep)(?: (?:no|nr|number|номер))?\.?:? $/iu;
/** Those behind which no amount stands. */
const leadingOnly =
  /(?:^|[\s(])(?:at|on|via|under|unter|al|au|op|på|til|pod|pelo)(?: (?:no|nr|number))?\.?:? $/iu;
/** A letter on a card, and a place where somebody is called. */
const onCard =
  /(?:^|[\n|,;•·])[ \t]{0,3}(?:T|M|P|F|C|D|H|W|O|Tf|Tlf|Office|Home|Work|Main|Direct|Desk|Private|Evening|Day|Büro|Privat|Bureau|Casa|Oficina)[.:]{0,2} {1,3}$/i;
/** Somebody's number, where the word does not say of what. */
const told =
  /(?<!\p{L})(?:best|new|old|same|direct|current|correct|right|good|main|daytime|alternat(?:e|ive)|other|second|another|backup|preferred|temporary|updated|my|your|his|her|their|our) (?:number|no\.?)(?: (?:is|now|on file|to use|for (?:me|him|her|them)|would be|to (?:call|reach|use)(?: (?:me|him|her|them))?)){0,2}:? $/iu;

/** Somebody is asked for by name, and a small word leads on to the number. */
const askedFor =
  /(?<!\p{L})(?:falar|fale|hablar|hable|speak|talk|parlare|parler|sprechen|spreken|tala|snakke|mówić|rozmawiać|mluvit) (?:com|con|with|to|avec|mit|met|med|z|s) [^\d\n;:.!?]{2,40} (?:pelo|pela|no|através do|at|on|al|au|unter|op|på|pod|na)(?: (?:n[úu]mero|number|nummer))? $/iu;
/** Who sends and who is sent to, in a line that a machine writes. */
const party = /(?<![\p{L}\p{N}_])(?:from|to|sender|recipient|caller|callee|calling|called|cli)=["']?$/u;
const zeroed = /^\(?0\d(?=(?:\D{0,2}\d){7})|^(?:[2-9]\d\d [2-9]\d\d[ -]\d{4}|[6-9]\d{4} \d{5})$/;
/** A number that begins with a zero or stands in groups, as no count does. */
export const isParty = (text: string, start: number, shown: string): boolean =>
  zeroed.test(shown) && party.test(text.slice(Math.max(0, start - 14), start));

/** Next of kin, and no more than a sign behind the word. */
const kin =
  /(?<!\p{L})(?:mother|father|mum|mom|dad|wife|husband|spouse|son|daughter|brother|sister|neighbou?r|madre|padre|hij[oa]|herman[oa]|espos[oa]|marido|mère|père|mari|femme|fils|fille|frère|sœur|Mutter|Vater|Ehemann|Ehefrau|Sohn|Tochter|Bruder|Schwester|Nachbar(?:in)?|mãe|pai|filh[oa]|irm[ãa]o?|moglie|marito|figli[oa]|fratello|sorella|moeder|vader|dochter|broer|mamma|pappa|matka|ojciec|żona|мама|папа|мать|отец|муж|жена|сын|дочь|äiti|anne|baba|anhörig(?:a|e)?|pårørende|angehörige[rn]?|omainen|landlord|landlady|plumber|electrician|locksmith|interpreter|babysitter|nanny|carer|courier)(?: \p{Ll}{3,10})? ?[:–—-] ?\(?$/iu;

interface Beside extends Reading {
  /** The telephone that was found before. */
  readonly last?: { readonly at: Span | undefined };
}
const before = 100;
const behind = 60;
const paragraph = '\n\n';

/** What stands before it and behind it, within its paragraph. */
function around(text: string, { start, end }: Span): readonly [string, string] {
  const ahead = text.slice(Math.max(0, start - before), start);
  const [next = ''] = text.slice(end, end + behind).split(paragraph, 1);
  return [ahead.slice(ahead.lastIndexOf(paragraph) + 1), next];
}

/** Whoever has the number before it has this one as well; what stands behind it tells of others. */
const hasOne = /\[(?:PHONE|REDACTED:pii)/;
const someone =
  /@|\[(?:EMAIL|REDACTED:pii(?!\.phone))|(?<![\p{L}\p{N}_])(?:my|your|his|her|their|me|him|them|i'm|wife|husband|mother|father|mum|mom|dad|son|daughter|brother|sister|neighbou?r|landlord|plumber|doctor|mr|mrs|ms|dr)(?![\p{L}\p{N}_])/iu;
const spoken = cue.phone | cue.birth | cue.passport | cue.national | cue.ssn | cue.name | cue.home;
const pair = shapeOf(`(?<![\\p{L}\\p{N}_])${fullName}`);
const isPair = (text: string, isPlain: boolean): boolean =>
  find(pair, { text, isPlain }).some(([found]) => isName(found));

function isBesideSomebody({ text, cues, isPlain, last }: Beside, span: Span): boolean {
  const [ahead, next] = around(text, span);
  const window = { start: span.start - ahead.length, end: span.end + next.length };
  if (isSpokenWithin(cues, spoken, window)) return true;
  const isBehindOne = last?.at !== undefined && last.at.end > window.start;
  if (isBehindOne || hasOne.test(ahead)) return true;
  const near = `${ahead} ${next}`;
  return someone.test(near) || isPair(near, isPlain);
}

/** A name, and no more than a sign between it and the number. */
const named = shapeOf(`(?<![\\p{L}\\p{N}_])(${fullName}) ?(?:[,(–:]| -) ?$`);
function isBehindName({ text, isPlain }: Reading, { start }: Span): boolean {
  const [found] = find(named, { text: text.slice(Math.max(0, start - 70), start), isPlain });
  return found !== undefined && isName(found[1] ?? '');
}

/** Somebody's number by the words right before it, however it is written. */
export const isTold = ({ text }: Pick<Reading, 'text'>, { start }: Span): boolean =>
  told.test(text.slice(Math.max(0, start - 60), start)) ||
  askedFor.test(text.slice(Math.max(0, start - 80), start)) ||
  kin.test(text.slice(Math.max(0, start - 30), start));

/** A part of a longer code: `6f2335a6-0352-4472-8b6c`, `052-9035-ZW`. */
const isOfCode = (text: string, { start, end }: Span): boolean =>
  /[\p{L}\p{N}_]-$/u.test(text.slice(Math.max(0, start - 2), start)) ||
  /^-\p{L}/u.test(text.slice(end, end + 2));

/** Somebody's, by the words right before it or by whom it stands beside. */
export const isSomebodys = (span: Span, reading: Beside): boolean =>
  isTold(reading, span) || (!isOfCode(reading.text, span) && isBesideSomebody(reading, span));

/** The bracket around all of it is no part of it. */
export const opened = /^\((?![^(]*\))/;

/** One of several cells of digits side by side. */
const isCell = (text: string, { start, end }: Span): boolean =>
  /\d {2,}$/.test(text.slice(Math.max(0, start - 8), start)) || /^ {2,}\d/.test(text.slice(end, end + 8));

/** Whether a number is led to as somebody's. */
export function isLed(given: string, span: Span, reading: Beside): boolean {
  const { text } = reading;
  const candidate = given.replace(opened, '');
  const isDialled = dialled.test(candidate) && !otherwise.test(candidate);
  if (isCell(text, span)) return isTold(reading, span);
  if (!isDialled && !inGroups.test(candidate)) return isTold(reading, span);
  if (followsThing(text, span.start) || isOfCode(text, span)) return false;
  const lead = text.slice(Math.max(0, span.start - 24), span.start);
  if (isDialled) return leading.test(lead) || isBesideSomebody(reading, span);
  const isAlone = candidate !== given && text.charAt(span.end) === ')';
  const isLeading = leadingOnly.test(lead) || onCard.test(lead) || isAlone;
  return (
    isTold(reading, span) || (isLeading && isBesideSomebody(reading, span)) || isBehindName(reading, span)
  );
}
