/** Finds a name, its sign and its value on a line of their own. It refuses names that its reader does not know. */
import { lineEnd, pastEnd, type Span, trimmed } from './lines.js';
import type { Cell, Found, Reads } from './part.js';

/** A name within what it is printed with, and its sign; between brackets it needs none. */
const pair =
  /^[ \t>*•+#-]{0,40}(?:\[{1,2}["'`:]?([^\n:=|\t"'`[\]]{1,64})["'`]?\]{1,2}[ \t]{0,40}(?:=>|->|→|[:=|\t])?|["'`:(]{0,2}([^\n:=|\t"'`()]{1,64}?)["'`)]{0,2}[*_]{0,2}[ \t]{0,40}(?:=>|->|→|[:=|\t]|\.{3,80}))[*_]{0,2}/;
const blockSign = /^(?:[|>][+-]?|(?:string|int|array)\(\d{1,9}\))?$/;
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
    lines.push({ start: next + (isItem ? (bullet.exec(line)?.[0].length ?? 0) : 0), end: stop });
  }
  return lines;
}

/** A name, its sign and its value, with the deeper lines below. */
export function recordAt(text: string, from: number, reads: Reads): Found | undefined {
  const end = lineEnd(text, from);
  const line = text.slice(from, end);
  const found = pair.exec(line);
  const name = (found?.[1] ?? found?.[2] ?? '').trim();
  if (found === null || !reads.isName(name)) return undefined;
  const value = { start: from + found[0].length, end: line.endsWith(',') ? end - 1 : end };
  const isOpen = blockSign.test(text.slice(value.start, value.end).trim());
  const lines = linesUnder(text, pastEnd(text, end), { indent: indentOf(line), isOpen });
  const cells = [value, ...lines].map((span): Cell => ({ ...trimmed(text, span), name }));
  const last = lines.at(-1)?.end ?? end;
  // What says that a value is written below is none itself.
  const isBlock = lines.length > 0 && isOpen;
  const shown = isBlock ? cells.slice(1) : cells;
  return { parts: [{ kind: 'row', cells: shown, start: from, end: last }], next: pastEnd(text, last) };
}
