/** What a released result took of each class, counted on what leaves, not on what was read. Of a value it keeps a keyed digest at most. */
import { isArray, type Json } from '../call/json.js';
import type { Digest } from '../digest.js';
import { alignColumns, classesOf } from '../egress/columns/columns.js';
import type { Choose } from '../egress/operators/choose.js';
import { type Finding, type Released, textIn } from '../egress/released.js';
import { utf8Length } from '../egress/spelling/encode.js';
import type { EgressColumn } from '../intercept/effects.js';
import { type Asking, leaving, shows } from './demand.js';
import type { Taken } from './took.js';

export interface Taking extends Pick<Asking, 'effects' | 'tool'> {
  readonly released: Pick<Released, 'result' | 'findings'>;
  readonly choose: Choose;
  readonly digest: Pick<Digest, 'hmac'>;
}

interface Count {
  rows: number;
  bytes: number;
  more: number;
  /** What left of each different value. */
  readonly texts: Set<string>;
}

type Counts = Map<string, Count>;

const countOf = (counts: Counts, name: string): Count => {
  const known = counts.get(name) ?? { rows: 0, bytes: 0, more: 0, texts: new Set<string>() };
  counts.set(name, known);
  return known;
};

const textOf = (cell: Json): string => (typeof cell === 'string' ? cell : JSON.stringify(cell));

/** 64 bits of it: enough that two values of one budget do not meet, too few to find a value by. */
const markOf = ({ hmac }: Pick<Digest, 'hmac'>, name: string, text: string): string =>
  hmac(`${name}\u0000${text}`).slice(0, 16);

function ofRow(
  row: readonly Json[],
  columns: readonly EgressColumn[],
  to: { counts: Counts; taking: Taking },
): void {
  const seen = new Set<string>();
  for (const [at, cell] of row.entries()) {
    const column = columns[at];
    if (column === undefined || cell === null || !shows(column, to.taking.choose)) continue;
    const text = textOf(cell);
    for (const name of classesOf(column)) {
      const count = countOf(to.counts, name);
      count.texts.add(text);
      count.bytes += utf8Length(text);
      if (!seen.has(name)) count.rows += 1;
      seen.add(name);
    }
  }
}

/** Undefined where the result has no rows that line up with what was read of the call. */
function rowsIn({ effects, tool, released }: Taking) {
  const body = released.result.structuredContent;
  const { columns, rows } = body ?? {};
  if (tool.result.rows === 'none' || columns === undefined || !isArray(columns) || rows === undefined)
    return undefined;
  const lined = isArray(rows) ? alignColumns(columns.map(textOf), effects, tool) : undefined;
  return lined === undefined || !isArray(rows) ? undefined : { lined, rows: rows.filter(isArray) };
}

const isShown = ({ operator, by }: Finding): boolean =>
  by !== 'secret' && !['drop', 'redact', 'withhold'].includes(operator);

/** What the net has found where no column says a class. */
function ofFindings(findings: readonly Finding[], counts: Counts): void {
  for (const { class: names, count } of findings.filter(isShown))
    for (const name of names.split('+')) {
      const known = countOf(counts, name);
      known.rows += count;
      known.more += count;
    }
}

/** A body without rows: each of its lines may hold a value of each class that it shows. */
function ofBody(taking: Taking, counts: Counts): void {
  const text = taking.released.result.content.map(textIn).join('\n');
  const lines = text.split('\n').length;
  const found = new Set(
    taking.released.findings.filter(isShown).flatMap(({ class: names }) => names.split('+')),
  );
  const passed = leaving(taking)
    .filter((column) => shows(column, taking.choose))
    .flatMap(classesOf);
  for (const name of new Set([...found, ...passed])) {
    const count = countOf(counts, name);
    count.bytes += utf8Length(text);
    if (found.has(name)) continue;
    count.rows += lines;
    count.more += lines;
  }
}

export function takenIn(taking: Taking): ReadonlyMap<string, Taken> {
  const counts: Counts = new Map();
  const table = rowsIn(taking);
  for (const row of table?.rows ?? []) ofRow(row, table?.lined ?? [], { counts, taking });
  const { findings } = taking.released;
  ofFindings(table === undefined ? findings : findings.filter(({ by }) => by === 'content'), counts);
  if (table === undefined) ofBody(taking, counts);
  const marked = [...counts].map(([name, { texts, ...count }]): readonly [string, Taken] => [
    name,
    { ...count, marks: [...texts].map((text) => markOf(taking.digest, name, text)) },
  ]);
  return new Map(marked);
}
