/** Takes a text apart into rows under their headings, records, JSON and what stands between. It refuses to guess what a heading is: its reader says which names are. */
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
import type { Cell, Found, Part, Reads } from './part.js';
import { recordAt } from './record.js';

/** What is printed around a name and is no part of it. */
const isDress = (character: string): boolean => /[\s\ufeff`*"'[\]#\\^|│║┃┆]/.test(character);
/** What a name is printed with: its type behind it, its table before it. */
const typed =
  /[ \t]{0,4}(?:\([^()]{1,40}\)|:[ \t]{0,4}(?:(?:big|small|tiny)?int(?:eger)?\d{0,2}|text|str(?:ing)?|(?:var)?char|date(?:time)?|timestamp(?:tz)?|bool(?:ean)?|float\d{0,2}|double|decimal|numeric|number|jsonb?|uuid|object|any))$/i;
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
  if (parts.every(({ kind }) => kind === 'frame') && record === undefined) return unread(text, from, reads);
  return { parts: [...(record?.parts ?? [{ kind: 'frame', start: from, end }]), ...parts], next };
}

const isTitle = /^#{1,6}\s/;
const listing = /!![^\n]*!!|([\^~•·¦|])[^\n]*\1/;

/** Names in a row, and rows below of which nobody can tell what stands where: up to a blank line behind them. */
function unread(text: string, from: number, { owingIn, isAllNames }: Reads): Found | undefined {
  const end = lineEnd(text, from);
  const line = text.slice(from, end);
  const names = owingIn(line);
  const isListing = (listing.test(line) && !/[:=]/.test(line)) || isAllNames(line);
  if (!isListing || names.length === 0) return undefined;
  const parts: Part[] = [{ kind: 'frame', start: from, end }];
  let next = pastEnd(text, end);
  for (let isBegun = false; next < text.length; next = pastEnd(text, lineEnd(text, next))) {
    const span = { start: next, end: lineEnd(text, next) };
    const isBlank = text.slice(span.start, span.end).trim() === '';
    if (isBlank && isBegun) break;
    isBegun ||= !isBlank;
    parts.push(isBlank ? { kind: 'frame', ...span } : { kind: 'ragged', names, ...span });
  }
  return parts.length > 1 ? { parts, next } : undefined;
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
        ? ((isMarked ? undefined : tableAt(text, at, reads)) ??
          recordAt(text, at, reads) ??
          unread(text, at, reads))
        : undefined;
    const found = record ?? lineAt(text, at, reads);
    for (const part of found.parts) parts.push(part);
    at = found.next;
  }
  return parts;
}
