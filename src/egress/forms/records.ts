/** Finds the values in a text that stand under a name: tables of delimited lines and `key: value` records. It refuses names that say nothing. */
import { hintOfCell } from '../detect/code.js';
import { hintOf, isOfPeople, isOfSomebody, hint as says } from '../detect/hint.js';
import { alignedCells } from './aligned.js';
import { answerCells } from './answers.js';
import { contactCells } from './contacts.js';
import { insertCells } from './inserts.js';
import { markupCells } from './markup.js';
import { messageCells } from './messages.js';
import { mrzCells } from './mrz.js';
import type { Named } from './named.js';
import { type HintedCell, type NameMemory, newNameMemory, pairsIn } from './pairs.js';
import { accountCells } from './passwd.js';
import { speakerCells } from './speakers.js';

const delimiters = ['|', '\t', ',', ';'];
const label = /^[\p{L}_#№*?][\p{L}\p{M}\p{N}_ .()/#№*'’&%€$:?-]{0,60}$/u;
const rule = /^[\s|+:=-]+$/;
const quote = 0x22;

/** A blank or a quote, around a field and no part of it. */
const isMargin = (text: string, at: number): boolean => {
  const code = text.charCodeAt(at);
  return code === quote || ((code <= 0x20 || code > 127) && /\s/.test(text.charAt(at)));
};

/** Fields of one line, without the blanks and quotes around them; a delimiter between quotes is text. */
function fieldsOf({ text, at }: Line, delimiter: string): readonly Named[] {
  const sign = delimiter.charCodeAt(0);
  const cells: Named[] = [];
  let from = 0;
  let isQuoted = false;
  for (let i = 0; i <= text.length; i += 1) {
    const code = i < text.length ? text.charCodeAt(i) : sign;
    if (code === quote && delimiter !== '|') isQuoted = !isQuoted;
    if (i < text.length && (isQuoted || code !== sign)) continue;
    let [start, end] = [from, i];
    while (start < end && isMargin(text, start)) start += 1;
    while (end > start && isMargin(text, end - 1)) end -= 1;
    cells.push({ start: at + start, end: at + end, name: '' });
    from = i + 1;
  }
  const isFramed = delimiter === '|' && /^\s*\|/.test(text);
  return isFramed ? cells.slice(1, /\|\s*$/.test(text) ? -1 : undefined) : cells;
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

/** Two columns are a name and its value where neither of their own names tells, and between bars where no rule stands under them. */
function isHeaded(lines: readonly Line[], head: number, delimiter: string): boolean {
  const names = (lines[head]?.text ?? '').split(delimiter);
  const tells = names.some((name) => hintOf(name) !== 0);
  return tells && (delimiter !== '|' || rule.test(lines[head + 1]?.text ?? ''));
}

/** Each second field under the first of its line, the header's as well. */
function besides(text: string, head: readonly Named[], cells: readonly Named[]): readonly Named[] {
  const all = [...head, ...cells];
  return all.flatMap((cell, i) => {
    const name = all[i - 1];
    return i % 2 === 1 && name !== undefined ? [{ ...cell, name: text.slice(name.start, name.end) }] : [];
  });
}

/** From a header on, as far as lines have its width. */
function tableFrom(
  lines: readonly Line[],
  from: number,
  text: string,
): { cells: readonly Named[]; next: number } | undefined {
  const head = lines[from];
  if (head === undefined) return undefined;
  for (const delimiter of delimiters) {
    const fields = head.text.includes(delimiter) ? fieldsOf(head, delimiter) : [];
    const names = fields.map(({ start, end }) => text.slice(start, end));
    if (names.length < 2 || !names.every((name) => label.test(name))) continue;
    const cells: Named[] = [];
    let next = from + 1;
    for (; next < lines.length; next += 1) {
      const line = lines[next];
      if (line === undefined || (line.text.trim() !== '' && rule.test(line.text))) continue;
      const row = fieldsOf(line, delimiter);
      if (row.length !== names.length) break;
      for (const [i, { start, end }] of row.entries()) cells.push({ start, end, name: names[i] ?? '' });
    }
    if (cells.length > 0 && names.length === 2 && !isHeaded(lines, from, delimiter))
      return { cells: besides(text, fields, cells), next };
    if (cells.length > 0) return { cells, next };
  }
  return undefined;
}

function tableCells(text: string): readonly Named[] {
  if (!text.includes('\n') || !/[|\t,;]/.test(text)) return [];
  const lines = linesOf(text);
  const cells: Named[] = [];
  for (let at = 0; at + 1 < lines.length; ) {
    const table = tableFrom(lines, at, text);
    for (const cell of table?.cells ?? []) cells.push(cell);
    at = table === undefined ? at + 1 : table.next;
  }
  return cells;
}

/** Every value under a name, whatever the name says. */
export const namedCells = (text: string): readonly Named[] => [
  ...tableCells(text),
  ...alignedCells(text),
  ...markupCells(text),
  ...insertCells(text),
  ...accountCells(text),
  ...messageCells(text),
  ...mrzCells(text),
  ...speakerCells(text),
];

/** Whether there is something, and not what. */
const flag = /^(?:true|false)$/i;

/** Those of them whose name says something, and what stands behind a name and a sign. A bare `name` beside what only people have is theirs. */
export function hintedCells(
  text: string,
  memory: NameMemory = newNameMemory(),
  found: readonly Named[] = namedCells(text),
): readonly HintedCell[] {
  const hints = new Map<string, number>();
  for (const { name } of found) if (!hints.has(name)) hints.set(name, hintFor(name, memory));
  const all = [...hints.values()];
  const theirs = isOfPeople(all) ? says.name : 0;
  const somebody = isOfSomebody(all) ? says.someone : 0;
  const cells: HintedCell[] = [];
  for (const { start, end, name } of found) {
    const own = hints.get(name) ?? 0;
    const hint = own | ((own & says.label) === 0 ? 0 : theirs) | ((own & says.person) === 0 ? 0 : somebody);
    if (hint !== 0 && end > start) cells.push({ start, end, hint });
  }
  const pairs = pairsIn(text, memory);
  const theirOwn = pairs.filter(({ start, end }) => !flag.test(text.slice(start, Math.min(end, start + 6))));
  const one = isOfPeople(theirOwn.map(({ hint }) => hint)) ? says.someone : 0;
  for (const { start, end, hint } of pairs)
    cells.push({ start, end, hint: (hint & says.label) === 0 ? hint : hint | one });
  for (const find of [answerCells, contactCells]) for (const cell of find(text)) cells.push(cell);
  return cells;
}

function hintFor(name: string, { names }: NameMemory): number {
  const known = names.get(name);
  if (known !== undefined) return known;
  const hint = hintOfCell(name);
  names.set(name, hint);
  return hint;
}
