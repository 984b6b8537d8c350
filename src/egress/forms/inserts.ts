/** Finds the values of rows in a dump of SQL, each under the name of its column. It refuses rows whose columns nothing names. */
import type { Named } from './named.js';

const insert =
  /(?:INSERT|REPLACE)\s{1,20}(?:IGNORE\s{1,20})?INTO\s{1,20}([^\s(]{1,200})\s{0,20}(?:\(([^()]{1,4000})\)\s{0,20})?VALUES\s{0,20}/gi;
const create =
  /CREATE\s{1,20}TABLE\s{1,20}(?:IF\s{1,20}NOT\s{1,20}EXISTS\s{1,20})?([^\s(]{1,200})\s{0,20}\(/gi;
const copy = /COPY\s{1,20}[^\s(]{1,200}\s{0,20}\(([^()]{1,4000})\)\s{1,20}FROM\s{1,20}stdin;?\r?\n/gi;
const noColumn = /^(?:PRIMARY|UNIQUE|KEY|CONSTRAINT|FOREIGN|INDEX|CHECK|FULLTEXT|SPATIAL)(?![\p{L}\p{N}_])/iu;

const bare = (name: string): string => name.trim().replace(/^[`"[]|[`"\]]$/g, '');
const tableOf = (name: string): string => bare(name.split('.').at(-1) ?? '').toLowerCase();
const listed = (names: string): readonly string[] => names.split(',').map(bare);

/** The names at the beginnings of the parts of a definition, up to its closing bracket. */
function columnsFrom(text: string, from: number): readonly string[] {
  const parts: string[] = [];
  let [depth, start] = [0, from];
  for (let at = from; at < text.length && at - from < 20_000; at += 1) {
    const one = text.charAt(at);
    if (one === '(') depth += 1;
    else if (depth === 0 && (one === ',' || one === ')')) {
      parts.push(text.slice(start, at).trim());
      start = at + 1;
      if (one === ')') break;
    } else if (one === ')') depth -= 1;
  }
  return parts.filter((part) => !noColumn.test(part)).map((part) => bare(part.split(/\s/)[0] ?? ''));
}

/** Past the quote that closes a value; two of them, or one behind a stroke, belong to it. */
function closing(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    if (text.charAt(at) === '\\') at += 1;
    else if (text.charAt(at) === "'" && text.charAt(at + 1) !== "'") return at;
    else if (text.charAt(at) === "'") at += 1;
    at += 1;
  }
  return text.length;
}

/** The values of one row behind its bracket. */
function rowAt(
  text: string,
  from: number,
  names: readonly string[],
): { cells: readonly Named[]; next: number } {
  const cells: Named[] = [];
  let at = from;
  for (let i = 0; at < text.length; i += 1) {
    while (/[\s,]/.test(text.charAt(at))) at += 1;
    if (text.charAt(at) === ')' || at >= text.length) break;
    const isQuoted = text.charAt(at) === "'" || /^[NEB]'/i.test(text.slice(at, at + 2));
    const start = isQuoted ? text.indexOf("'", at) + 1 : at;
    let end = isQuoted ? closing(text, start) : start;
    if (!isQuoted) while (end < text.length && !/[,)]/.test(text.charAt(end))) end += 1;
    if (end > start) cells.push({ start, end, name: names[i] ?? '' });
    at = isQuoted ? end + 1 : end;
    while (at < text.length && !/[,)]/.test(text.charAt(at))) at += 1;
  }
  return { cells, next: at + 1 };
}

function rowsFrom(text: string, from: number, names: readonly string[]): readonly Named[] {
  const cells: Named[] = [];
  let at = from;
  while (text.charAt(at) === '(') {
    const row = rowAt(text, at + 1, names);
    for (const cell of row.cells) cells.push(cell);
    at = row.next;
    while (/[\s,]/.test(text.charAt(at))) at += 1;
  }
  return cells;
}

function copied(text: string, from: number, names: readonly string[]): readonly Named[] {
  const cells: Named[] = [];
  const stop = text.indexOf('\n\\.', from);
  let at = from;
  for (const line of text.slice(from, stop < 0 ? text.length : stop).split('\n')) {
    let start = at;
    for (const [i, field] of line.split('\t').entries()) {
      if (field !== '') cells.push({ start, end: start + field.length, name: names[i] ?? '' });
      start += field.length + 1;
    }
    at += line.length + 1;
  }
  return cells;
}

export function insertCells(text: string): readonly Named[] {
  if (!/VALUES|FROM\sstdin/i.test(text)) return [];
  const tables = new Map<string, readonly string[]>();
  for (const found of text.matchAll(create))
    tables.set(tableOf(found[1] ?? ''), columnsFrom(text, found.index + found[0].length));
  const inserted = [...text.matchAll(insert)].flatMap((found) => {
    const names = found[2] === undefined ? tables.get(tableOf(found[1] ?? '')) : listed(found[2]);
    return names === undefined ? [] : rowsFrom(text, found.index + found[0].length, names);
  });
  const streamed = [...text.matchAll(copy)].flatMap((found) =>
    copied(text, found.index + found[0].length, listed(found[1] ?? '')),
  );
  return [...inserted, ...streamed];
}
