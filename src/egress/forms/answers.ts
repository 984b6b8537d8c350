/** Finds what somebody answers to a question that asks for it, line under line, in chats and calls. It refuses a question that asks for nothing by name, and an answer as long as a story. */
import { cue, cuesIn } from '../detect/cues.js';
import { hint } from '../detect/hint.js';
import type { HintedCell } from './pairs.js';

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
/** When it was said, and by whom. */
const speaker =
  /^(?:[>\s*-]{0,8})(?:\[[^\]\n]{1,40}\]\s?|\(?\d{1,2}:\d{2}(?::\d{2})?(?: ?[AP]M)?\)?\s{1,3})?(?:[\p{L}][\p{L}\p{M}\p{N} .'’_-]{0,40}(?:\s?\([^()\n]{1,30}\))?\s?:\s{1,3})?/u;
/** What leads to an answer. */
const lead =
  /^(?:(?:sure|yes|yeah|yep|ok(?:ay)?|of course|certainly|it['’]?s|it is|that['’]?s|that is|this is|my|mine|the|is|number|no|ja|oui|si|sí|sim|klar|gerne|natürlich|es ist|das ist|c['’]est|è|é|son|sono|jest|to)[\s,.:;–-]{1,3}){1,6}/i;

const hintsOf = (bits: number): number =>
  asksFor.reduce((all, [word, says]) => ((bits & word) === 0 ? all : all | says), 0);

/** The last sentence of a line that asks. */
const questionIn = (line: string): string => /[^.!?？؟]{0,200}[?？؟][^.!?]{0,40}$/.exec(line)?.[0] ?? '';

/** What a line asks for; nothing where it asks nothing. */
const askedIn = (line: string): number => {
  const said = line.trimEnd();
  return asked.test(said) ? hintsOf(cuesIn(questionIn(said).replace(speaker, '')).bits) : 0;
};

const margin = /[\s.!,;]/;
/** Where a line ends without what closes a sentence. */
function endOf(line: string): number {
  let end = line.length;
  while (end > 0 && margin.test(line.charAt(end - 1))) end -= 1;
  return end;
}

export function answerCells(text: string): readonly HintedCell[] {
  if (!/[?？؟]["')\s]|thanks|please/i.test(text)) return [];
  const cells: HintedCell[] = [];
  let [at, asks] = [0, 0];
  for (const line of text.split('\n')) {
    const from = speaker.exec(line)?.[0].length ?? 0;
    const skipped = from + (lead.exec(line.slice(from))?.[0].length ?? 0);
    const value = line.slice(skipped, endOf(line));
    if (asks !== 0 && value.length > 1 && value.length <= longest)
      cells.push({ start: at + skipped, end: at + skipped + value.length, hint: asks });
    if (line.trim() !== '') asks = askedIn(line);
    at += line.length + 1;
  }
  return cells;
}
