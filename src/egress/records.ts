/** Finds the values in a text that stand under a name: tables of delimited lines and `key: value` records. It refuses names that say nothing. */
import { hintOf } from './detect/hint.js';

export interface Cell {
  readonly start: number;
  readonly end: number;
  readonly name: string;
}
export interface HintedCell extends Cell {
  readonly hint: number;
}

const delimiters = ['|', '\t', ',', ';'];
const label = /^[\p{L}_][\p{L}\p{N}_ .()/-]{0,40}$/u;
const rule = /^[\s|+:=-]+$/;

/** Fields of one line, without the blanks and quotes around them; a delimiter between quotes is text. */
function fieldsOf(line: string, delimiter: string, offset: number): readonly Cell[] {
  const cells: Cell[] = [];
  let from = 0;
  let isQuoted = false;
  for (let i = 0; i <= line.length; i += 1) {
    if (line.charAt(i) === '"' && delimiter !== '|') isQuoted = !isQuoted;
    if (i < line.length && (isQuoted || line.charAt(i) !== delimiter)) continue;
    let [start, end] = [from, i];
    while (start < end && /[\s"]/.test(line.charAt(start))) start += 1;
    while (end > start && /[\s"]/.test(line.charAt(end - 1))) end -= 1;
    cells.push({ start: offset + start, end: offset + end, name: '' });
    from = i + 1;
  }
  const isFramed = delimiter === '|' && /^\s*\|/.test(line);
  return isFramed ? cells.slice(1, /\|\s*$/.test(line) ? -1 : undefined) : cells;
}

interface Line {
  readonly text: string;
  readonly at: number;
}

function linesOf(text: string): readonly Line[] {
  let at = 0;
  return text.split('\n').map((line) => {
    const found = { text: line, at };
    at += line.length + 1;
    return found;
  });
}

/** From a header on, as far as lines have its width. */
function tableFrom(
  lines: readonly Line[],
  from: number,
  text: string,
): { cells: readonly Cell[]; next: number } | undefined {
  const head = lines[from];
  if (head === undefined) return undefined;
  for (const delimiter of delimiters) {
    const fields = head.text.includes(delimiter) ? fieldsOf(head.text, delimiter, head.at) : [];
    const names = fields.map(({ start, end }) => text.slice(start, end));
    if (names.length < 2 || !names.every((name) => label.test(name))) continue;
    const cells: Cell[] = [];
    let next = from + 1;
    for (; next < lines.length; next += 1) {
      const line = lines[next];
      if (line === undefined || (line.text.trim() !== '' && rule.test(line.text))) continue;
      const row = fieldsOf(line.text, delimiter, line.at);
      if (row.length !== names.length) break;
      cells.push(...row.map((cell, i) => ({ ...cell, name: names[i] ?? '' })));
    }
    if (cells.length > 0) return { cells, next };
  }
  return undefined;
}

function tableCells(text: string): readonly Cell[] {
  if (!text.includes('\n') || !/[|\t,;]/.test(text)) return [];
  const lines = linesOf(text);
  const cells: Cell[] = [];
  for (let at = 0; at + 1 < lines.length; ) {
    const table = tableFrom(lines, at, text);
    if (table !== undefined) cells.push(...table.cells);
    at = table === undefined ? at + 1 : table.next;
  }
  return cells;
}

const key = '[\\p{L}_][\\p{L}\\p{N}_]{0,30}(?:[ -][\\p{L}\\p{N}_]{1,20}){0,2}';
const whole = new RegExp(
  `^[ \\t>*-]{0,8}["'*]{0,2}(${key})["'*]{0,2}[ \\t]{0,3}[:=][ \\t*]{0,4}(\\S.{0,200})$`,
  'gmu',
);
const inline = new RegExp(
  `(?<![\\p{L}\\p{N}_])["']?(${key})["']?\\s{0,2}[:=]\\s{0,2}["']?([^\\s"',;|{}\\[\\]:=][^\\n"',;|{}\\[\\]=]{1,60})`,
  'gu',
);

const trimmedEnd = (value: string): number => value.replace(/["',;\s.]{1,8}$/, '').length;

function* pairs(text: string, shape: RegExp): Generator<HintedCell> {
  for (const found of text.matchAll(shape)) {
    const [all, name = '', value = ''] = found;
    const words = name.split(/[ -]/);
    // Words before the key belong to the sentence: the last ones alone may be the key.
    const hints = words.map((_, i) => hintOf(words.slice(i).join(' ')));
    const hint = hints.find((one) => one !== 0) ?? 0;
    if (hint === 0) continue;
    const start = found.index + all.length - value.length;
    yield { start, end: start + trimmedEnd(value), name, hint };
  }
}

/** Those whose name says something. */
export function hintedCells(text: string): readonly HintedCell[] {
  const cells: HintedCell[] = [];
  const hints = new Map<string, number>();
  for (const cell of tableCells(text)) {
    let hint = hints.get(cell.name);
    if (hint === undefined) {
      hint = hintOf(cell.name);
      hints.set(cell.name, hint);
    }
    if (hint !== 0 && cell.end > cell.start) cells.push({ ...cell, hint });
  }
  if (/[:=]/.test(text)) cells.push(...pairs(text, whole), ...pairs(text, inline));
  return cells;
}
