/** Finds what somebody answers to a question that asks for it, line under line, in chats and calls. It refuses a question that asks for nothing by name, and an answer as long as a story. */
import { cue, cuesIn } from '../detect/words/cues.js';
import { hint } from '../detect/words/hint.js';
import type { HintedCell } from './pairs.js';
import type { Span } from './sheet/lines.js';
import { isMoment, saidFrom } from './speakers.js';

/** What a word in a question says of the answer. Who is asked for a name may say anything. */
const asksFor: readonly (readonly [number, number])[] = [
  [cue.phone, hint.phone],
  [cue.national, hint.national],
  [cue.birth, hint.birth],
  [cue.passport, hint.passport],
  [cue.account, hint.account],
  [cue.ssn, hint.ssn],
  [cue.card, hint.card],
  [cue.name, hint.someone],
];
const longest = 120;
/** A question ends there, or with a word of thanks. */
const asked = /[?？؟](?:["')\s]|thanks|thank you|please|bitte|por favor|merci)*$/i;
/** What leads to an answer. */
const lead =
  /^(?:(?:sure|yes|yeah|yep|ok(?:ay)?|of course|certainly|it['’]?s|it is|that['’]?s|that is|this is|my|mine|the|is|number|no|ja|oui|si|sí|sim|klar|gerne|natürlich|es ist|das ist|c['’]est|è|é|son|sono|jest|to)[\s,.:;–-]{1,3}){1,6}/i;

const hintsOf = (bits: number): number =>
  asksFor.reduce((all, [word, says]) => ((bits & word) === 0 ? all : all | says), 0);

/** The last sentence of a line that asks. */
const questionIn = (line: string): string => /[^.!?？؟]{0,200}[?？؟][^.!?]{0,40}$/.exec(line)?.[0] ?? '';

/** What a line asks for; nothing where it asks nothing. */
const askedIn = (line: string): number => {
  const said = line.slice(saidFrom(line)).trimEnd();
  return asked.test(said) ? hintsOf(cuesIn(questionIn(said)).bits) : 0;
};

const margin = /[\s.!,;]/;
/** Where a line ends without what closes a sentence. */
function endOf(line: string): number {
  let end = line.length;
  while (end > 0 && margin.test(line.charAt(end - 1))) end -= 1;
  return end;
}

/** What an answer says, without what leads to it; nothing where it is a story. */
function answerIn(line: string): Span | undefined {
  const from = saidFrom(line);
  const start = from + (lead.exec(line.slice(from))?.[0].length ?? 0);
  const length = endOf(line) - start;
  return length > 1 && length <= longest ? { start, end: start + length } : undefined;
}

export function answerCells(text: string): readonly HintedCell[] {
  if (!/[?？؟]["')\s]|thanks|please/i.test(text)) return [];
  const cells: HintedCell[] = [];
  let [at, asks] = [0, 0];
  for (const line of text.split('\n')) {
    const isSpoken = line.trim() !== '' && !isMoment(line);
    if (isSpoken && asks !== 0) {
      const value = answerIn(line);
      if (value !== undefined) cells.push({ start: at + value.start, end: at + value.end, hint: asks });
    }
    if (isSpoken) asks = askedIn(line);
    at += line.length + 1;
  }
  return cells;
}
