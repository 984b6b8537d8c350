/** Finds the values in a text that stand under a name: tables of delimited lines and `key: value` records. It refuses names that say nothing. */
import { hintOf, isOfPeople, hint as says } from './detect/hint.js';
import { insertCells } from './inserts.js';
import { markupCells } from './markup.js';
import type { Named } from './named.js';

export interface HintedCell extends Named {
  readonly hint: number;
}

const delimiters = ['|', '\t', ',', ';'];
const label = /^[\p{L}_#№*][\p{L}\p{M}\p{N}_ .()/#№*'’&%€$:?-]{0,60}$/u;
const rule = /^[\s|+:=-]+$/;

/** Fields of one line, without the blanks and quotes around them; a delimiter between quotes is text. */
function fieldsOf(line: string, delimiter: string, offset: number): readonly Named[] {
  const cells: Named[] = [];
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
    const fields = head.text.includes(delimiter) ? fieldsOf(head.text, delimiter, head.at) : [];
    const names = fields.map(({ start, end }) => text.slice(start, end));
    if (names.length < 2 || !names.every((name) => label.test(name))) continue;
    const cells: Named[] = [];
    let next = from + 1;
    for (; next < lines.length; next += 1) {
      const line = lines[next];
      if (line === undefined || (line.text.trim() !== '' && rule.test(line.text))) continue;
      const row = fieldsOf(line.text, delimiter, line.at);
      if (row.length !== names.length) break;
      cells.push(...row.map((cell, i) => ({ ...cell, name: names[i] ?? '' })));
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
    if (table !== undefined) cells.push(...table.cells);
    at = table === undefined ? at + 1 : table.next;
  }
  return cells;
}

const isSign = (code: number): boolean => code === 0x3a || code === 0x3d;
const keyCharacter = /[\p{L}\p{M}\p{N}_ -]/u;
const longestKey = 64;
const margin = /[ \t>*"'-]/;
const stop = /[\n"',;|{}[\]=]/;

/** The words right before a sign, three at most, and where they begin. */
function keyBefore(
  text: string,
  sign: number,
): { readonly words: readonly string[]; readonly start: number } | undefined {
  let end = sign;
  while (end > 0 && sign - end < 4 && /[ \t"'*]/.test(text.charAt(end - 1))) end -= 1;
  let start = end;
  while (start > 0 && end - start < longestKey && keyCharacter.test(text.charAt(start - 1))) start -= 1;
  const name = text.slice(start, end);
  const words = name
    .split(/[ -]+/)
    .filter((word) => word !== '')
    .slice(-3);
  return words.length === 0 ? undefined : { words, start };
}

/** Nothing but a margin before it. */
function opensLine(text: string, key: number): boolean {
  for (let i = key - 1; i >= key - 9; i -= 1) {
    if (i < 0 || text.charAt(i) === '\n') return true;
    if (!margin.test(text.charAt(i))) return false;
  }
  return false;
}

/** Where the next key begins, if there is one before a sign; what stands before it is the value. */
function keyAt(text: string, from: number, sign: number): number {
  if (!isSign(text.charCodeAt(sign))) return -1;
  if (/\s/.test(text.charAt(sign + 1))) return Math.max(from, text.lastIndexOf(' ', sign));
  let key = sign;
  while (key > from && sign - key < longestKey && /[\p{L}\p{N}_.%-]/u.test(text.charAt(key - 1))) key -= 1;
  const isKey = text.charAt(sign) === '=' && key < sign && key > from && /[\s&]/.test(text.charAt(key - 1));
  return isKey ? key - 1 : -1;
}

/** To the closing quote; else to the end of the line where the line begins with the key; else to what ends a value within one. */
function valueAfter(text: string, sign: number, isLine: boolean): Omit<Named, 'name'> | undefined {
  let start = sign + 1;
  while (start < text.length && start - sign < 6 && /[ \t*=>]/.test(text.charAt(start))) start += 1;
  const quote = text.charAt(start);
  const isQuoted = quote === '"' || quote === "'";
  if (isQuoted) start += 1;
  const most = Math.min(text.length, start + (isLine || isQuoted ? 200 : 60));
  let end = start;
  const ends = (at: number): boolean =>
    isQuoted ? text.charAt(at) === quote : isLine ? text.charAt(at) === '\n' : stop.test(text.charAt(at));
  while (end < most && !ends(end)) {
    const next = isQuoted ? -1 : keyAt(text, start, end);
    if (next >= 0) {
      end = next;
      break;
    }
    end += 1;
  }
  while (end > start && /["',;\s.]/.test(text.charAt(end - 1))) end -= 1;
  return end - start < 2 ? undefined : { start, end };
}

/** Every name that says something has two letters side by side. */
const telling = /\p{L}\p{M}*\p{L}/u;

function* pairs(text: string): Generator<HintedCell> {
  const hints = new Map<string, number>();
  const hintFor = (words: string): number => {
    const known = hints.get(words) ?? (telling.test(words) ? hintOf(words) : 0);
    hints.set(words, known);
    return known;
  };
  for (let sign = 0; sign < text.length; sign += 1) {
    if (!isSign(text.charCodeAt(sign))) continue;
    const key = keyBefore(text, sign);
    if (key === undefined) continue;
    // Words before the key belong to the sentence: the last ones alone may be the key.
    const hint = key.words.map((_, i) => hintFor(key.words.slice(i).join(' '))).find((one) => one !== 0) ?? 0;
    if (hint === 0) continue;
    const value = valueAfter(text, sign, opensLine(text, key.start));
    if (value !== undefined) yield { ...value, name: key.words.join(' '), hint };
  }
}

/** Those whose name says something. A bare `name` beside what only people have is theirs. */
export function hintedCells(text: string): readonly HintedCell[] {
  const found = [...tableCells(text), ...markupCells(text), ...insertCells(text)];
  const hints = new Map<string, number>();
  for (const { name } of found) if (!hints.has(name)) hints.set(name, hintOf(name));
  const theirs = isOfPeople([...hints.values()]) ? says.name : 0;
  const cells: HintedCell[] = [];
  for (const cell of found) {
    const own = hints.get(cell.name) ?? 0;
    const hint = (own & says.label) === 0 ? own : own | theirs;
    if (hint !== 0 && cell.end > cell.start) cells.push({ ...cell, hint });
  }
  cells.push(...pairs(text));
  return cells;
}
