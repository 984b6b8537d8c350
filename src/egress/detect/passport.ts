/** Passport numbers, which have no check anyone can know: a short code beside the word. It refuses every other code. */

import { defineDetector, digitsIn, type Span } from './detector.js';
import { find, shapeOf, spanOf } from './text/shape.js';
import { trait } from './text/traits.js';
import { followsThing } from './words/code.js';
import { type Cue, type Cues, cue, isLabelled, isSpokenWithin, leadsOn, noCues, said } from './words/cues.js';
import { hint } from './words/hint.js';
import { followsNumbered } from './words/numbered.js';
import { cuesPast } from './words/own-noun.js';

const shape = shapeOf(
  /(?<![\p{L}\p{N}_-])(?:[A-Z]{1,2} ?\d{6,8}[A-Z]?|\d{2}[A-Z]{2}\d{5}|\d{2} (?:\d{2} \d{6}|\d{7})|[A-Z](?=[A-Z]{0,7}\d)[A-Z0-9]{7,8}|[CFGHJKLMNPRTVWXYZ][0-9CFGHJKLMNPRTVWXYZ]{8}|\d{8,9}|[A-Z]{3}\d{6})(?![\p{L}\p{N}_]|-\d)/u
    .source,
  'gi',
);

/** Lines that a machine reads, whole: under a name that says so they need no check. */
const machineRead = /^[A-Z0-9<\s]{28,96}$/;
/** When one was issued, and when it ends. */
const date = /^\s*(?:19|20)\d\d-\d\d-\d\d\s*$/;
/** Two letters that are its label's, not its own. */
const led = /^(?:n[or]|id) /i;

/** As a state writes one, with letters of its own: further off than a word speaks, its sentence may still be about passports. */
const lettered = /^(?:[A-Z]{1,3} ?\d{6,8}[A-Z]?|\d{2}[A-Z]{2}\d{5}|[A-Z](?=(?:[A-Z]*\d){3})[A-Z\d]{8})$/;
const sentence = 90;
/** Of digits alone it has to be a field of its own. */
const isField = (text: string, { start, end }: Span): boolean =>
  /^\d{8,9}$/.test(text.slice(start, end)) &&
  /(?:[,;:(|]|\s[-–])\s?$/.test(text.slice(Math.max(0, start - 3), start)) &&
  /^(?:[,;)|.]|\s[-–]|$)/.test(text.slice(end, end + 2));
const ends = /[.!?]\s|\n|[|\t{}]/;
function isInSentence(cues: Cues, { start, end }: Span): boolean {
  const { text } = cues;
  const isOne = lettered.test(text.slice(start, end)) || isField(text, { start, end });
  if (!isOne || followsThing(text, start)) return false;
  const is = (one: Cue): boolean => {
    const gap = one.end <= start ? text.slice(one.end, start) : text.slice(end, one.start);
    const isOfNextOne = one.start >= end && /[,;.]/.test(gap) && leadsOn(text, one);
    return gap.length < sentence && !ends.test(gap) && !isOfNextOne;
  };
  return isSpokenWithin(cues, cue.passport, { start: start - sentence, end: end + sentence, is });
}

/** A sentence later it has a word of its own, which is no passport's: `F5L6NXLVW was shown. Az. CS8035291`. */
const ofNext =
  /\p{L}{3}\. (?:\p{Lu}\p{L}{0,6}\.|[Rr]ef|[Cc]ase|[Ff]ile|[Tt]icket|[Oo]rder|[Dd]ossier|[Aa]kte|[Bb]ooking|[Ff]light)(?: [Nn][or]\.?)?:? $/u;
function isOfNext({ text }: Cues, last: Span | undefined, { start }: Span): boolean {
  return last !== undefined && ofNext.test(text.slice(Math.max(last.end, start - 48), start));
}

/** How it is made: letters and digits. */
const formOf = (shown: string): string => shown.replace(/\d/g, '0').replace(/[A-Z]/g, 'A');
/** What says which one it is: `my passport is C18844069, and my husband's is 963885952`. */
const gives = /\s(?:is|was|:|ist|est|es|è|é|to|on|är|er) $/;
const nine = /^\d{8,9}$/;
/** More of the form of one that was found, in its sentence: `the old passport 705098832 is void, the new one is 859089005`. */
function others(text: string, found: readonly Span[], left: readonly Span[]): readonly Span[] {
  let at = 0;
  return left.filter(({ start, end }) => {
    while (at < found.length && (found[at]?.end ?? 0) < start - sentence) at += 1;
    if (followsThing(text, start)) return false;
    const shown = text.slice(start, end);
    const form = formOf(shown);
    const isGiven =
      (lettered.test(shown) || nine.test(shown)) && gives.test(text.slice(Math.max(0, start - 8), start));
    return found.slice(at, at + 4).some((one) => {
      const gap = one.end <= start ? text.slice(one.end, start) : text.slice(end, one.start);
      const isAlike = isGiven || formOf(text.slice(one.start, one.end)) === form;
      const isOwn = isGiven || cuesPast({ text, cues: noCues }, one, { start, end }) === noCues;
      return isAlike && isOwn && gap.length < sentence && !ends.test(gap);
    });
  });
}

export const passport = defineDetector({
  kind: 'passport',
  class: 'pii.passport',
  tier: 'context',
  needs: trait.numeral,
  speaks: cue.passport,
  hinted: hint.passport,
  detect: (reading) => {
    const { text, cues, hint: bits } = reading;
    const isHinted = (bits & hint.passport) !== 0;
    const isMade = (bits & hint.made) !== 0;
    if (isHinted && machineRead.test(text)) return [{ start: 0, end: text.length }];
    if (
      isHinted &&
      text.length <= 64 &&
      !date.test(text) &&
      /^\s*[A-Z0-9][A-Z0-9 -]{4,14}\s*$/i.test(text) &&
      /\d.*\d.*\d|^\s*(?=[A-Z]*\d)[A-Z0-9]{7,12}\s*$/.test(text)
    )
      return [{ start: 0, end: text.length }];
    const spans: Span[] = [];
    const left: Span[] = [];
    for (const found of find(shape, reading)) {
      const label = led.exec(found[0])?.[0].length ?? 0;
      const span = { ...spanOf(found), start: found.index + label };
      const count = digitsIn(found[0]);
      const isTelling = count >= 3 || (count > 0 && isLabelled(cues, cue.passport, span));
      if (!isTelling) continue;
      if (!isHinted && isOfNext(cues, spans.at(-1), span)) continue;
      if (!isMade && followsNumbered(text, span.start)) continue;
      const past = isMade ? cues : cuesPast(reading, spans.at(-1), span);
      const isOwn = past === cues && isInSentence(cues, span);
      if (isHinted || said(past, cue.passport, span) || isOwn) spans.push(span);
      else left.push(span);
    }
    return spans.length === 0 || left.length === 0 ? spans : [...spans, ...others(text, spans, left)];
  },
});
