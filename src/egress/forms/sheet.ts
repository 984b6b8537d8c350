/** Takes a text apart into rows under their headings, records, JSON and what stands between. It refuses to guess what a heading is: its reader says which names are. */
import type { Json } from '../../call/json.js';
import { type Split, waysToSplit } from './fields.js';
import {
  isFence,
  isFrame,
  isLineStart,
  isRecordMark,
  isRule,
  lineEnd,
  pastEnd,
  type Span,
  trimmed,
} from './lines.js';
import type { Named } from './named.js';

export interface Cell extends Named {
  /** Which one of its row; absent in a record. */
  readonly at?: number;
}
/**
 * `row`: as wide as its headings, or a record. `ragged`: a line of a table that is not. `json`: an object or a list. `frame`: headings, rules, blank lines,
 * counts of rows. `loose`: everything else.
 */
export type Part = Span &
  (
    | { readonly kind: 'row'; readonly cells: readonly Cell[] }
    | { readonly kind: 'ragged'; readonly names: readonly string[] }
    | { readonly kind: 'json'; readonly value: Json }
    | { readonly kind: 'frame' | 'loose' }
  );
export interface Reads {
  /** Whether a line holds one of the names at all; no other is read further. */
  readonly mayName: (line: string) => boolean;
  /** Whether these are the headings of a table. */
  readonly isHeading: (names: readonly string[]) => boolean;
  /** Whether this is the name of a record's value. */
  readonly isName: (name: string) => boolean;
  /** The first object or list of JSON that begins between two offsets. */
  readonly jsonIn: (from: number, to: number) => (Span & { readonly value: Json }) | undefined;
}
interface Found {
  readonly parts: readonly Part[];
  readonly next: number;
}

/** What is printed around a name and is no part of it. */
const isDress = (character: string): boolean => /[\s\ufeff`*"'[\]#\\^|]/.test(character);
/** What a name is printed with: its type behind it, its table before it. */
const typed = /[ \t]{0,4}(?:\([^()]{1,40}\)|:[ \t]{0,4}[A-Za-z_]{2,40})$/;
function bareName(text: string, { start, end }: Span): string {
  let [from, to] = [start, end];
  while (from < to && isDress(text.charAt(from))) from += 1;
  while (to > from && isDress(text.charAt(to - 1))) to -= 1;
  return text
    .slice(from, to)
    .replace(typed, '')
    .replace(/["`\]]\.["`[]/g, '.');
}

interface Headed {
  readonly split: Split;
  readonly names: readonly string[];
  /** Two fields with a bar between them and no rule below may be a name and its value as well. */
  readonly isPair: boolean;
  readonly reads: Reads;
}

function headed(text: string, from: number, reads: Reads): Headed | undefined {
  const end = lineEnd(text, from);
  const line = text.slice(from, end);
  if (end >= text.length || isFrame(line)) return undefined;
  const next = pastEnd(text, end);
  const below = { start: next, end: lineEnd(text, next) };
  const isRuled = isRule(text.slice(below.start, below.end), true);
  for (const split of waysToSplit(text, from, below)) {
    const names = split(from).fields.map((field) => bareName(text, field));
    const isPair = names.length === 2 && !isRuled && line.split('|')[0]?.trim() !== '';
    if (reads.isHeading(names)) return { split, names, isPair, reads };
  }
  return undefined;
}

const labelOf = (text: string, fields: readonly Span[]): string =>
  fields[0] === undefined ? '' : bareName(text, fields[0]);

/** INVARIANT: a row that begins with a name holds values of that one, in a table that lies on its side and in a list of names. */
function labelled(text: string, fields: readonly Span[], { isName }: Reads): readonly Cell[] {
  const name = labelOf(text, fields);
  return isName(name) ? fields.slice(1).map((field) => ({ ...trimmed(text, field), name })) : [];
}

const cellsOf = (text: string, fields: readonly Span[], names: readonly string[]): readonly Cell[] =>
  fields.map((field, at) => ({ ...trimmed(text, field), name: names[at] ?? '', at }));

/** Rows from a line on: past a blank one as far as they are as wide as their headings. */
function rowsFrom(text: string, from: number, { split, names, reads }: Headed): Found {
  const parts: Part[] = [];
  let [at, isAfterBlank] = [from, false];
  for (let isFirst = true; at < text.length; isFirst = false) {
    const end = lineEnd(text, at);
    const line = text.slice(at, end);
    if (isFence(line) || isRecordMark(line) || (names.length === 1 && isTitle.test(line))) break;
    const ruled = isRule(line, isFirst);
    if (ruled || isFrame(line)) {
      parts.push({ kind: 'frame', start: at, end });
      isAfterBlank ||= !ruled;
      at = pastEnd(text, end);
      continue;
    }
    const { fields, end: stop } = split(at);
    const isExact = fields.length === names.length;
    if (isAfterBlank && (!isExact || names.length === 1)) break;
    const span = { start: at, end: stop };
    parts.push(
      isExact
        ? { kind: 'row', cells: [...cellsOf(text, fields, names), ...labelled(text, fields, reads)], ...span }
        : { kind: 'ragged', names, ...span },
    );
    isAfterBlank = false;
    at = pastEnd(text, stop);
  }
  return { parts, next: at };
}

const lineBefore = (text: string, at: number): number => {
  let from = at - 1;
  if (text.charAt(from) === '\n' && text.charAt(from - 1) === '\r') from -= 1;
  while (from > 0 && !isLineStart(text, from)) from -= 1;
  return from;
};

/** What follows a line as wide may be a row as well, that begins with its name. */
function asRow(text: string, from: number, { split, names, reads }: Headed): Found | undefined {
  let above = from === 0 ? -1 : lineBefore(text, from);
  if (above > 0 && isRule(text.slice(above, lineEnd(text, above)), true)) above = lineBefore(text, above);
  if (above < 0 || split(above).fields.length !== names.length) return undefined;
  const end = lineEnd(text, from);
  const cells = labelled(text, split(from).fields, reads);
  return { parts: [{ kind: 'row', cells, start: from, end }], next: pastEnd(text, end) };
}

function tableAt(text: string, from: number, reads: Reads): Found | undefined {
  const head = headed(text, from, reads);
  if (head === undefined) return undefined;
  const record = head.isPair ? recordAt(text, from, reads) : asRow(text, from, head);
  const end = lineEnd(text, from);
  const { parts, next } = rowsFrom(text, pastEnd(text, end), head);
  return { parts: [...(record?.parts ?? [{ kind: 'frame', start: from, end }]), ...parts], next };
}

/** A name within what it is printed with, and its sign; between brackets it needs none. */
const pair =
  /^[ \t>*•+#-]{0,40}(?:\[{1,2}["'`:]?([^\n:=|\t"'`[\]]{1,64})["'`]?\]{1,2}[ \t]{0,40}(?:=>|->|→|[:=|\t])?|["'`:(]{0,2}([^\n:=|\t"'`()]{1,64}?)["'`)]{0,2}[*_]{0,2}[ \t]{0,40}(?:=>|->|→|[:=|\t]|\.{3,80}))[*_]{0,2}/;
const blockSign = /^\s*(?:[|>][+-]?|(?:string|int|array)\(\d{1,9}\))?\s*$/;
const isTitle = /^#{1,6}\s/;
const bullet = /^\s*(?:[-*•+–]|\d{1,4}[.)])\s/;
const indentOf = (line: string): number => line.length - line.trimStart().length;

/** Lines below a name: those that lie deeper; of one with nothing behind its sign, the next line and what is listed there. */
function linesUnder(text: string, from: number, head: { readonly indent: number; readonly isOpen: boolean }) {
  const lines: Span[] = [];
  let isListed = false;
  for (let next = from; next < text.length; next = pastEnd(text, lineEnd(text, next))) {
    const stop = lineEnd(text, next);
    const line = text.slice(next, stop);
    const isFirst = lines.length === 0;
    const isItem: boolean = head.isOpen && (isFirst || isListed) && bullet.test(line);
    const isNext = head.isOpen && isFirst && !pair.test(line);
    if (line.trim() === '' || !(indentOf(line) > head.indent || isItem || isNext)) break;
    isListed ||= isItem;
    lines.push({ start: next, end: stop });
  }
  return lines;
}

/** A name, its sign and its value, with the deeper lines below. */
function recordAt(text: string, from: number, reads: Reads): Found | undefined {
  const end = lineEnd(text, from);
  const line = text.slice(from, end);
  const found = pair.exec(line);
  const name = (found?.[1] ?? found?.[2] ?? '').trim();
  if (found === null || !reads.isName(name)) return undefined;
  const value = { start: from + found[0].length, end: line.endsWith(',') ? end - 1 : end };
  const isOpen = blockSign.test(text.slice(value.start, value.end));
  const lines = linesUnder(text, pastEnd(text, end), { indent: indentOf(line), isOpen });
  const cells = [value, ...lines].map((span): Cell => ({ ...trimmed(text, span), name }));
  const last = lines.at(-1)?.end ?? end;
  // What says that a value is written below is none itself.
  const isBlock = lines.length > 0 && isOpen;
  const shown = isBlock ? cells.slice(1) : cells;
  return { parts: [{ kind: 'row', cells: shown, start: from, end: last }], next: pastEnd(text, last) };
}

/** A line, as far as no JSON begins in it. */
function lineAt(text: string, from: number, { jsonIn }: Reads): Found {
  const end = lineEnd(text, from);
  const next = pastEnd(text, end);
  if (isFrame(text.slice(from, end))) return { parts: [{ kind: 'frame', start: from, end }], next };
  const inner = jsonIn(from, end);
  if (inner === undefined) return { parts: [{ kind: 'loose', start: from, end }], next };
  const before: readonly Part[] =
    inner.start > from ? [{ kind: 'loose', start: from, end: inner.start }] : [];
  return { parts: [...before, { kind: 'json', ...inner }], next: inner.end };
}

export function sheetOf(text: string, reads: Reads): readonly Part[] {
  const parts: Part[] = [];
  // Under such a mark, up to a blank line, a bar stands between a name and its value.
  let isMarked = false;
  for (let at = 0; at < text.length; ) {
    const line = text.slice(at, lineEnd(text, at));
    isMarked = isRecordMark(line) || (isMarked && line.trim() !== '');
    const record =
      isLineStart(text, at) && reads.mayName(line)
        ? ((isMarked ? undefined : tableAt(text, at, reads)) ?? recordAt(text, at, reads))
        : undefined;
    const found = record ?? lineAt(text, at, reads);
    for (const part of found.parts) parts.push(part);
    at = found.next;
  }
  return parts;
}
