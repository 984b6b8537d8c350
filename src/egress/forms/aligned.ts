/** Finds the values of a table that is drawn with blanks alone, each under the name above it. It refuses a head of which no name tells, and a row that crosses a column's edge. */
import { hintOf } from '../detect/words/hint.js';
import type { Named } from './named.js';

interface Field {
  readonly start: number;
  readonly end: number;
}
interface Line extends Field {
  readonly fields: readonly Field[];
}

/** What two blanks or more part from the next. */
const field = /[^\s](?:[^\n\t ]| (?! ))*/g;
const rule = /^[\s=+-]+$/;
const name = /^[\p{L}_#№][\p{L}\p{M}\p{N}_ .()/#№-]{0,40}$/u;
const apart = /\S {2,80}\S/;

function* linesOf(text: string): Generator<Line> {
  for (let start = 0; start < text.length; ) {
    const next = text.indexOf('\n', start);
    const end = next < 0 ? text.length : next;
    const line = text.slice(start, end);
    const fields = apart.test(line)
      ? [...line.matchAll(field)].map(({ 0: found, index }) => ({
          start: start + index,
          end: start + index + found.trimEnd().length,
        }))
      : [];
    yield { start, end, fields };
    start = end + 1;
  }
}

const textOf = (text: string, { start, end }: Field): string => text.slice(start, end);

/** Each cell from its name's place to the next one's; undefined where something stands over an edge. */
function byPlace(text: string, { start, end }: Line, head: Line): readonly Field[] | undefined {
  const edges = head.fields.map((one) => start + one.start - head.start);
  const cells = edges.map((from, i) => ({ start: from, end: Math.min(end, edges[i + 1] ?? end) }));
  if (cells.some((cell, i) => i > 0 && cell.start < end && text.charAt(cell.start - 1) !== ' '))
    return undefined;
  return cells.map((cell) => {
    const shown = text.slice(cell.start, cell.end);
    const from = cell.start + shown.length - shown.trimStart().length;
    return { start: from, end: Math.max(from, cell.start + shown.trimEnd().length) };
  });
}

/** As many fields as names are theirs in turn; fewer by where they stand. */
const cellsOf = (text: string, line: Line, head: Line): readonly Field[] | undefined =>
  line.fields.length === head.fields.length ? line.fields : byPlace(text, line, head);

function isHead(text: string, { fields }: Line): boolean {
  const names = fields.map((one) => textOf(text, one));
  return names.length > 1 && names.every((one) => name.test(one)) && names.some((one) => hintOf(one) !== 0);
}

/** Rows of which one cell runs into the next; more are no table's. */
const most = 2;

export function alignedCells(text: string): readonly Named[] {
  if (!apart.test(text)) return [];
  const cells: Named[] = [];
  let head: Line | undefined;
  let missed = 0;
  for (const line of linesOf(text)) {
    if (head !== undefined && rule.test(textOf(text, line))) continue;
    const row = head === undefined || line.fields.length < 2 ? undefined : cellsOf(text, line, head);
    if (head === undefined || row === undefined) {
      missed += 1;
      const isBroken = line.fields.length > 1 && missed <= most;
      if (isHead(text, line)) head = line;
      else if (!isBroken) head = undefined;
      continue;
    }
    missed = 0;
    for (const [i, { start, end }] of row.entries()) {
      const above = head.fields[i];
      if (above !== undefined && end > start) cells.push({ start, end, name: textOf(text, above) });
    }
  }
  return cells;
}
