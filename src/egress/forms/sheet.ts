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
const isDress = (character: string): boolean => /[\s\ufeff`*"'[\]]/.test(character);
function bareName(text: string, { start, end }: Span): string {
  let [from, to] = [start, end];
  while (from < to && isDress(text.charAt(from))) from += 1;
  while (to > from && isDress(text.charAt(to - 1))) to -= 1;
  return text.slice(from, to);
}

interface Headed {
  readonly split: Split;
  readonly names: readonly string[];
  /** Two fields with a bar between them and no rule below may be a name and its value as well. */
  readonly isPair: boolean;
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
    if (reads.isHeading(names)) return { split, names, isPair };
  }
  return undefined;
}

const cellsOf = (text: string, fields: readonly Span[], names: readonly string[]): readonly Cell[] =>
  fields.map((field, at) => ({ ...trimmed(text, field), name: names[at] ?? '', at }));

/** Rows from a line on: past a blank one as far as they are as wide as their headings. */
function rowsFrom(text: string, from: number, { split, names }: Headed): Found {
  const parts: Part[] = [];
  let [at, isAfterBlank] = [from, false];
  for (let isFirst = true; at < text.length; isFirst = false) {
    const end = lineEnd(text, at);
    const line = text.slice(at, end);
    if (isFence(line) || isRecordMark(line)) break;
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
        ? { kind: 'row', cells: cellsOf(text, fields, names), ...span }
        : { kind: 'ragged', names, ...span },
    );
    isAfterBlank = false;
    at = pastEnd(text, stop);
  }
  return { parts, next: at };
}

function tableAt(text: string, from: number, reads: Reads): Found | undefined {
  const head = headed(text, from, reads);
  if (head === undefined) return undefined;
  const record = head.isPair ? recordAt(text, from, reads) : undefined;
  const end = lineEnd(text, from);
  const { parts, next } = rowsFrom(text, pastEnd(text, end), head);
  return { parts: [...(record?.parts ?? [{ kind: 'frame', start: from, end }]), ...parts], next };
}

const pair = /^[ \t>*•-]{0,40}(["'`]?)([^\n:=|\t"'`]{1,64})\1[ \t]{0,40}(?:=>|[:=|\t])/;
const blockSign = /^\s*[|>][+-]?\s*$/;
const indentOf = (line: string): number => line.length - line.trimStart().length;

/** A name, its sign and its value, with the deeper lines below. */
function recordAt(text: string, from: number, reads: Reads): Found | undefined {
  const end = lineEnd(text, from);
  const line = text.slice(from, end);
  const found = pair.exec(line);
  const name = (found?.[2] ?? '').trim();
  if (found === null || !reads.isName(name)) return undefined;
  const value = { start: from + found[0].length, end: line.endsWith(',') ? end - 1 : end };
  const cells: Cell[] = [{ ...trimmed(text, value), name }];
  let [last, next] = [end, pastEnd(text, end)];
  while (next < text.length) {
    const stop = lineEnd(text, next);
    const below = text.slice(next, stop);
    if (below.trim() === '' || indentOf(below) <= indentOf(line)) break;
    cells.push({ ...trimmed(text, { start: next, end: stop }), name });
    [last, next] = [stop, pastEnd(text, stop)];
  }
  // What says that a value is written below is none itself.
  const isBlock = cells.length > 1 && blockSign.test(text.slice(value.start, end));
  return { parts: [{ kind: 'row', cells: isBlock ? cells.slice(1) : cells, start: from, end: last }], next };
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
