/** Who speaks in the lines of chats, calls and subtitles, and where what they say begins. It refuses lines of a log: a machine speaks of its parts as people do of theirs. */
import { fullName, isName, name } from '../detect/names/form.js';
import type { Named } from './named.js';

const time = '\\d{1,2}:\\d{2}(?::\\d{2})?(?:[.,]\\d{1,3})?(?: ?[AaPp]\\.? ?[Mm]\\.?)?';
const date =
  '(?:\\d{1,4}[-/.]\\d{1,2}[-/.]\\d{1,4}|\\d{1,2}[ -]\\p{L}{3,9}\\.?[ -]\\d{4}|\\p{L}{3,9}\\.? \\d{1,2},? \\d{4})';
const on = '(?:Today|Yesterday|\\p{L}{3,9}day)';
const joint = '(?:,? (?:à|at|um|kl\\.|klo|às|о|в|o) |, ?| )';
/** When it was said: of a chat that is written out, with the day. */
const stamp = `[\\[(]?(?:(${date})${joint})?${time}[\\])]?(?: [-–—]|[,:])?`;

/** Behind the moment: `27/11/2026, 09:14 - Ann Bell: hi`, `09:14:03 From Ann Bell to Everyone: hi`. */
const behindTime = new RegExp(
  `^[>*\\s-]{0,4}${stamp}[ \\t]{1,3}(?:From )?(${name})(?: to [^:\\n]{1,40})? ?:(?=\\s|$)`,
  'u',
);
/** Before it, on a line of their own: `Ann Bell  9:14 AM`, `Ann Bell, [27.11.2026 09:14]`. */
const beforeTime = new RegExp(
  `^\\*{0,2}(${fullName})\\*{0,2}(?:,| [-–—])?[ \\t]{1,3}[\\[(]?(?:(?:${on}|${date})${joint})?${time}[\\])]?:?\\s{0,3}$`,
  'u',
);
/** Before it, and what they say on the same line: `Ann Bell (00:12:04): hi`. */
const besideTime = new RegExp(
  `^(${fullName})[ \\t]{1,3}[\\[(]?\\d{1,2}:\\d{2}:\\d{2}(?:[.,]\\d{1,3})?[\\])]?: `,
  'u',
);
/** Between brackets: `[09:14] <Ann Bell> hi`. */
const bracketed = new RegExp(`^(?:[\\[(]?${time}[\\])]?[ \\t]{1,3})?<[ @+%~&]?(${fullName})> `, 'u');
/** Where a subtitle is shown, and in it. */
const shown = /^\s*(?:\d{1,2}:)?\d{1,2}:\d{2}[.,]\d{3} --> /;
const subtitled = new RegExp(
  `^(?:- ?|>> ?|<[ib]> ?){0,2}(${name}|\\p{Lu}{2,20}(?: \\p{Lu}{2,20}){0,2})(?:</[ib]>)?:(?:</[ib]>)? `,
  'u',
);
const voice = /<v(?:\.[\w.-]{1,30})?[ \t]{1,3}([^<>\n]{2,60})>/g;

/** What somebody is in a talk, or a machine calls its lines. */
const roles = new Set(
  'agent caller customer client operator bot system host hosts interviewer interviewee speaker moderator narrator support server user assistant man woman boy girl child voice announcer reporter question answer q a both all crowd audience music error errors info warning warn debug trace fatal notice critical alert note update status result summary order payment task job build deploy deployment deployed test tests step event events message messages worker service release candidate pipeline cluster node process thread scheduler daemon monitor watcher runner cron gateway proxy cache queue meeting break lunch hours session finished passed failed started departure arrival opening closing song track chapter part section title card list item button image video audio document missed subject attendees agenda topic action date time duration'.split(
    ' ',
  ),
);
const isRole = (word: string): boolean => roles.has(word.toLowerCase());
const isSomebody = (who: string): boolean => isName(who) && !who.split(' ').some(isRole);

interface Speech {
  readonly at: number;
  readonly who: string;
  /** A word alone may be anything, unless more lines are written like this one. */
  readonly isSure: boolean;
  /** What they say stands on the lines below. */
  readonly isHead: boolean;
  /** Where what they say begins. */
  readonly from: number;
}
function speechBy(line: string, form: RegExp, isHead: boolean): Speech | undefined {
  const [all, who] = form.exec(line) ?? [];
  if (all === undefined || who === undefined) return undefined;
  return { at: line.indexOf(who), who, isSure: true, isHead, from: all.length };
}

function speechBehindTime(line: string): Speech | undefined {
  const [all, day, who] = behindTime.exec(line) ?? [];
  if (all === undefined || who === undefined || (day === undefined && !who.includes(' '))) return undefined;
  return { at: all.lastIndexOf(who), who, isSure: who.includes(' '), isHead: false, from: all.length };
}

/** Nearly every line has no moment in it that a chat would have. */
const mayTell = /\d:\d\d|^<[^<>/]{3,80}> /;
const mayTalk = /\d:\d\d|(?<![^\n])<[^<>/]{3,80}>/;
/** A line that begins with a name, and one that begins with a moment. */
const opens = /^(?:\p{Lu}|\*)/u;
const isStamped = /^[>*\s-]{0,4}[\d[(]/;
function speechIn(line: string, isSubtitle: boolean): Speech | undefined {
  if (isSubtitle) {
    const speech = speechBy(line, subtitled, false);
    return speech && { ...speech, isSure: /\p{Ll} /u.test(speech.who) };
  }
  if (!mayTell.test(line)) return undefined;
  if (opens.test(line)) return speechBy(line, beforeTime, true) ?? speechBy(line, besideTime, false);
  const nick = line.includes('<') ? speechBy(line, bracketed, false) : undefined;
  return nick ?? (isStamped.test(line) ? speechBehindTime(line) : undefined);
}

const moment = new RegExp(`^(?:\\s*\\d{1,6}\\s*|\\s*[\\[(]?${time}[\\])]?\\s*)$`);
const voiced = /^\s{0,4}<v(?:\.[\w.-]{1,30})?[ \t]{1,3}[^<>\n]{2,60}>\s?/;
/** Whoever is asked may be nobody by name: `Caller: …`. */
const anybody =
  /^(?:[>\s*-]{0,8})(?:\[[^\]\n]{1,40}\]\s?|\(?\d{1,2}:\d{2}(?::\d{2})?(?: ?[AP]M)?\)?\s{1,3})?(?:[\p{L}][\p{L}\p{M}\p{N} .'’_-]{0,40}(?:\s?\([^()\n]{1,30}\))?\s?:\s{1,3})?/u;

/** Where what is said on a line begins. */
export function saidFrom(line: string): number {
  const voice = voiced.exec(line)?.[0].length;
  return voice ?? speechIn(line, false)?.from ?? anybody.exec(line)?.[0].length ?? 0;
}
/** It says nothing but when, or who: what was asked before it is answered behind it. */
export const isMoment = (line: string): boolean =>
  shown.test(line) || moment.test(line) || speechIn(line, false)?.isHead === true;

/** Below a head stands what was said; below a line of a list another. */
function isSaidBelow(lines: readonly (Speech | undefined)[], texts: readonly string[], at: number): boolean {
  const below = texts[at + 1] ?? '';
  return below.trim() !== '' && lines[at + 1]?.isHead !== true;
}

const voices = (text: string): readonly Named[] =>
  [...text.matchAll(voice)].flatMap(({ 0: all, 1: who = '', index }) => {
    const start = index + all.indexOf(who);
    return isSomebody(who) ? [{ start, end: start + who.length, name: 'full_name' }] : [];
  });

/** Of each line, who speaks in it. */
function speechesIn(texts: readonly string[], isSubtitled: boolean): readonly (Speech | undefined)[] {
  let isSubtitle = false;
  return texts.map((line) => {
    const speech = speechIn(line, isSubtitle);
    isSubtitle = isSubtitled && (shown.test(line) || (isSubtitle && line.trim() !== ''));
    return speech;
  });
}

const nobody: readonly Named[] = [];
const fewest = 2;
export function speakerCells(text: string): readonly Named[] {
  if (!mayTalk.test(text)) return nobody;
  const texts = text.split('\n');
  const speeches = speechesIn(texts, text.includes(' --> '));
  const spoken = speeches.filter((one) => one !== undefined);
  const heard = text.includes('<v') ? voices(text) : nobody;
  if (spoken.length === 0) return heard;
  const isTalk = spoken.length >= fewest && !spoken.some(({ who, isSure }) => !isSure && isRole(who));
  let at = 0;
  const cells = speeches.flatMap((speech, i): readonly Named[] => {
    const start = at + (speech?.at ?? 0);
    at += (texts[i]?.length ?? 0) + 1;
    if (speech === undefined || !(speech.isSure || isTalk) || !isSomebody(speech.who)) return nobody;
    if (speech.isHead && !isSaidBelow(speeches, texts, i)) return nobody;
    return [{ start, end: start + speech.who.length, name: 'full_name' }];
  });
  return [...cells, ...heard];
}
