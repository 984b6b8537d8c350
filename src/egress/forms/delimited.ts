/** Finds the cells of tables whose fields a sign parts, each under the name above it, or the one at the head of its line. It refuses lines of another width. */
import { hintOf, partsOf, hint as says } from '../detect/words/hint.js';
import type { Named } from './named.js';
import { standSideways } from './sideways.js';

/** How a table parts its fields: those of its head, and of its rows where these are written in another way. */
interface Way {
  readonly head: string;
  readonly rows: readonly string[];
}
const same = (sign: string): Way => ({ head: sign, rows: [sign] });
const ways: readonly Way[] = [
  { head: '||', rows: ['||', '|'] },
  ...['|', '\t', ',', ';'].map(same),
  ...['│', '║', '┃', '¦'].map(same),
  { head: '!!', rows: ['||', '|'] },
  { head: '^', rows: ['|', '^'] },
  ...[';;', '::', '~|~', '~', '\u0001', '&'].map(same),
];
const usual = new Set(['||', '|', '\t', ',', ';', '│', '║', '┃']);
const label = /^[\p{L}_#№*?][\p{L}\p{M}\p{N}_ .()/#№°º*'’&%€$:?-]{0,60}$/u;
/** A part of a sentence, where a blank stands behind its comma: `in place of the symbolic names, ports and users`. */
const clause = /\S {2,}\S|\.$/;
const wordy = 4;
const isClause = (name: string): boolean => clause.test(name) || name.trim().split(/\s+/).length > wordy;
const isSentence = (line: string, names: readonly string[], { head }: Way): boolean =>
  (head === ',' || head === ';') && !/[,;]\S/.test(line) && names.some(isClause);
/** A row of values: `Phone orders 5648744, web orders 9982800, …`. */
const numbered = /\d{5}/;
const rule = /^[\s|+:=\u2500-\u257f-]+$/;
const quote = 0x22;
const bars = new Set(['||', '|', '│', '║', '┃', '¦', '!!', '^']);
const frames = '|│║┃¦!^';

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

/** A blank, a quote or a sign that makes it bold: around a field and no part of it. */
const isMargin = (text: string, at: number): boolean => {
  const code = text.charCodeAt(at);
  if (code === quote || code === 0x2a || code === 0x60) return true;
  return (code <= 0x20 || code > 127) && /\s/.test(text.charAt(at));
};

const isBlank = (code: number): boolean => code <= 0x20;

/** Where the fields of a line begin and end, within its frame: bars, brackets, or the sign that ends a row. */
function insideOf(text: string, delimiter: string): readonly [number, number] {
  let [from, to] = [0, text.length];
  while (from < to && isBlank(text.charCodeAt(from))) from += 1;
  while (to > from && isBlank(text.charCodeAt(to - 1))) to -= 1;
  const ending = delimiter === '&' ? text.indexOf('\\\\', from) : -1;
  if (ending >= 0) return [from, ending];
  const isList =
    '[('.includes(text.charAt(from)) && /[\])][,;]?$/.test(text.slice(Math.max(from, to - 2), to));
  if (isList && !bars.has(delimiter)) return [from + 1, text.charAt(to - 1) === ',' ? to - 2 : to - 1];
  if (from === to || !bars.has(delimiter) || !frames.includes(text.charAt(from))) return [0, text.length];
  const isDouble = delimiter === '||';
  from += isDouble && text.startsWith('||', from) ? 2 : 1;
  if (to > from && frames.includes(text.charAt(to - 1)))
    to -= isDouble && to - from > 1 && text.charAt(to - 2) === '|' ? 2 : 1;
  return [from, to];
}

/** Fields of one line, without what is around them; a delimiter between quotes is text. */
function fieldsOf({ text, at }: Line, delimiter: string): readonly Named[] {
  const cells: Named[] = [];
  const [opening, closing] = insideOf(text, delimiter);
  const take = (from: number, to: number): void => {
    let [start, end] = [from, to];
    while (start < end && isMargin(text, start)) start += 1;
    while (end > start && isMargin(text, end - 1)) end -= 1;
    cells.push({ start: at + start, end: at + end, name: '' });
  };
  const sign = delimiter.charCodeAt(0);
  const isQuotable = !bars.has(delimiter);
  let [from, isQuoted] = [opening, false];
  for (let i = opening; i < closing; i += 1) {
    const code = text.charCodeAt(i);
    if (code === quote && isQuotable) isQuoted = !isQuoted;
    if (isQuoted || code !== sign || !text.startsWith(delimiter, i)) continue;
    take(from, i);
    from = i + delimiter.length;
    i = from - 1;
  }
  take(from, closing);
  return cells;
}

/** Without what a page dresses it in. */
const bare = (name: string): string => name.replace(/^(?:_\. |'{2,3})|'{2,3}$|\\/g, '');
/** A mask names its class, which names nothing beside it. */
const mask = /^\[[A-Z][A-Z0-9_]{0,40}:/;
/** The first of something is half of somebody's name at most. */
const tells = (name: string): boolean => !mask.test(name) && (hintOf(name) & ~says.half) !== 0;

interface Table {
  readonly names: readonly string[];
  /** Of the head, and of each line below. */
  readonly rows: readonly (readonly Named[])[];
  readonly way: Way;
  readonly next: number;
}

function rowOf(line: Line, width: number, { rows }: Way): readonly Named[] | undefined {
  for (const sign of rows) {
    const fields = fieldsOf(line, sign);
    if (fields.length === width) return fields;
  }
  return undefined;
}

/** A name that tells and a value that no name is written as: a record, which has no head. */
const isPair = ([name = '', value, ...rest]: readonly string[], { head }: Way): boolean =>
  (head === '|' || head === '\t') &&
  value !== undefined &&
  rest.length === 0 &&
  label.test(name) &&
  tells(name) &&
  !label.test(value);

/** From a head on, as far as lines have its width. */
function tableAt(lines: readonly Line[], from: number, way: Way): Table | undefined {
  const line = lines[from];
  const head = line?.text.includes(way.head) === true ? fieldsOf(line, way.head) : [];
  const names = head.map(({ start, end }) => bare(line?.text.slice(start - line.at, end - line.at) ?? ''));
  const isRecord = isPair(names, way);
  if (names.length < 2 || !(isRecord || names.every((name) => label.test(name)))) return undefined;
  if (names.length > 2 && names.some((name) => numbered.test(name))) return undefined;
  if (isSentence(line?.text ?? '', names, way)) return undefined;
  if (!usual.has(way.head) && names.filter(tells).length < 2) return undefined;
  const rows = [head];
  let next = from + 1;
  for (; next < lines.length; next += 1) {
    const below = lines[next];
    if (below === undefined || (below.text.trim() !== '' && rule.test(below.text))) continue;
    const row = rowOf(below, names.length, way);
    if (row === undefined) break;
    rows.push(row);
  }
  return rows.length > 1 || isRecord ? { names, rows, way, next } : undefined;
}

/** What is told of columns, not of anybody: a table of these lists what another is made of. */
const ofColumns = new Set(
  'type types null nullable nulls default defaults kind class classes description comment comments format length unique key keys count counts distinct cardinality rows index constraint references collation extra mandatory required min max mean unit units tipo typ beschreibung descripcion'.split(
    ' ',
  ),
);
const describes = (name: string): boolean => partsOf(name).some((part) => ofColumns.has(part));

/** Longer tables are none of fields. */
const most = 80;

/** Of whom a table is: of what each column says, of what the first of each line says, or of things that the first of each line is called. */
type Reading = 'columns' | 'lines' | 'things';

/** Two columns between bars have a rule under their head, or no names below it. */
function readingOf({ names, rows, way }: Table, text: string, below: string): Reading {
  const [, ...others] = names;
  const isNamed = (row: readonly Named[]): boolean =>
    label.test(bare(text.slice(row[0]?.start, row[0]?.end)));
  const isHeaded = (): boolean =>
    names.some(tells) &&
    !isPair(names, way) &&
    (way.head !== '|' || rule.test(below) || !rows.slice(1).some(isNamed));
  if (names.length === 2 && !isHeaded()) return 'lines';
  if (rows.length > most || others.some((name) => tells(name) || describes(name))) return 'columns';
  const firsts = rows.map(([first]) => bare(text.slice(first?.start, first?.end)));
  const telling = firsts.filter(tells);
  if (new Set(telling).size < 2 || telling.length * 5 < firsts.length * 2) return 'columns';
  const shown = rows.slice(1).map((row) => row.map(({ start, end }) => bare(text.slice(start, end))));
  return names.length === 2 || standSideways(shown) ? 'lines' : 'things';
}

const count = /^[1-9]\d*$/;

function cellsOf(table: Table, text: string, below: string): readonly Named[] {
  const { names, rows } = table;
  const reading = readingOf(table, text, below);
  if (reading === 'lines')
    return rows.flatMap(([first, ...cells]) => {
      const name = bare(text.slice(first?.start, first?.end));
      return cells.map(({ start, end }) => ({ start, end, name }));
    });
  const isCount = ({ start, end }: Named): boolean =>
    reading === 'things' && count.test(text.slice(start, end));
  return rows.slice(1).flatMap((row) =>
    row.map((cell, i) => {
      const { start, end } = cell;
      return { start, end, name: names[i] ?? '', isCount: isCount(cell) };
    }),
  );
}

export function tableCells(text: string): readonly Named[] {
  const here = text.includes('\n') ? ways.filter(({ head }) => text.includes(head)) : [];
  if (here.length === 0) return [];
  const lines = linesOf(text);
  const cells: Named[] = [];
  for (let at = 0; at + 1 < lines.length; ) {
    let table: Table | undefined;
    for (const way of here) table ??= tableAt(lines, at, way);
    if (table !== undefined)
      for (const cell of cellsOf(table, text, lines[at + 1]?.text ?? '')) cells.push(cell);
    at = table?.next ?? at + 1;
  }
  return cells;
}
