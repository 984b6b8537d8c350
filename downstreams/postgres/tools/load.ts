// The tools `keep_part` and `load_if_version`: rows that were read from a table and changed on the way go into another, all at once, unless the table has changed since. They refuse a column that was to stay and did not.
import { z } from 'zod';
import type { OpenShelf, Spool } from '../../spool.js';
import { defineTool, refuse, type Tool } from '../../tool.js';
import { quote, requireColumn, requireTable } from '../catalog.js';
import { contentVersion, requireVersion } from '../content.js';
import type { Bound, Column, Session, Store, Table } from '../engine.js';
import { type Bringing, createBringing, type Place, type Rows } from '../parts.js';
import { ClearColumns } from './params.js';
import { openTarget, refill, requireSameRows } from './target.js';

const Value = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const way = {
  source: z.string(),
  version: z.string(),
  target: z.string(),
  columns: z.array(z.string()).min(1),
  rows: z.array(z.array(Value)).max(100_000),
  /** Rows that were kept before these. */
  offset: z.int().min(0).default(0),
};
const name = z.string().min(1).max(100);
const KeepInput = z.strictObject({ ...way, part_of: name });
const Input = z.strictObject({
  ...way,
  /** Of the columns those whose values are not the source's. */
  changed: z.array(z.string()),
  /** Of those the ones that are put as nothing, whatever they come as. */
  emptied: z.array(z.string()).default([]),
  clear_columns: ClearColumns,
  /** What the parts before were kept under. */
  part_of: name.optional(),
});
type Input = z.output<typeof Input>;
type Kept = z.output<typeof KeepInput>;

/** Both engines hold as many values in one statement. */
const mostBound = 10_000;

async function insert(session: Session, target: Table, rows: Rows): Promise<number> {
  const { columns } = target;
  const list = columns.map((column) => quote(column.name)).join(', ');
  const most = Math.max(1, Math.floor(mostBound / columns.length));
  let inserted = 0;
  for (let from = 0; from < rows.length; from += most) {
    const batch = rows.slice(from, from + most);
    const marks = batch.map((_, row) => {
      const of = columns.map((__, at) => session.spelling.mark(row * columns.length + at + 1));
      return `(${of.join(', ')})`;
    });
    const bound: readonly Bound[] = batch.flat();
    inserted += await session.run(`INSERT INTO ${target.ref} (${list}) VALUES ${marks.join(', ')}`, bound);
  }
  return inserted;
}

/** `emptied`: columns that are put as nothing. */
type Brought = { readonly parts: Iterable<Rows>; readonly emptied: readonly string[] };

async function insertAll(session: Session, target: Table, { parts, emptied }: Brought): Promise<number> {
  const isEmptied = target.columns.map(({ name }) => emptied.includes(name));
  let inserted = 0;
  for (const rows of parts) {
    const put = rows.map((row) => row.map((cell, at) => (isEmptied[at] === true ? null : cell)));
    inserted += await insert(session, target, put);
  }
  return inserted;
}

async function load(session: Session, input: Input, parts: Iterable<Rows>): Promise<Record<string, unknown>> {
  const source = await requireTable(session, input.source);
  await requireVersion(session, source, input.version);
  const columns = input.columns.map((one) => requireColumn(source, one));
  const { target: fullName, clear_columns: clear, changed, emptied } = input;
  for (const one of [...changed, ...emptied]) requireColumn(source, one);
  const isSound = new Set(columns).size === columns.length && emptied.every((one) => changed.includes(one));
  if (!isSound) refuse('columns-differ');
  const target = await openTarget(session, { fullName, columns, source, clear, changed, emptied });
  await refill(session, target, () => insertAll(session, target, { parts, emptied }));
  const isKept = (column: Column): boolean => !changed.includes(column.name);
  const kept = (table: Table): Table => ({ ...table, columns: table.columns.filter(isKept) });
  await requireSameRows(session, kept(target), source);
  return contentVersion(session, target);
}

/** All parts are of the same rows on the same way. */
const placeOf = (part_of: string, { source, version, target, columns, offset }: Kept | Input): Place => ({
  part_of,
  about: JSON.stringify([source, version, target, columns]),
  offset,
});

function requireWidth({ rows, columns }: Kept | Input): void {
  if (rows.some((row) => row.length !== columns.length)) refuse('columns-differ');
}

function* joined(kept: Spool<Rows>, rows: Rows): Iterable<Rows> {
  for (let at = 0; at < kept.parts(); at += 1) yield kept.part(at);
  yield rows;
}

/** INVARIANT: what was kept is put once and in one transaction, and kept no longer whatever comes of it. */
async function loadAll(
  store: Store,
  bringing: Bringing,
  given: { input: Input; signal: AbortSignal | undefined },
) {
  const { input, signal } = given;
  const { rows, offset, part_of } = input;
  requireWidth(input);
  const put = (parts: Iterable<Rows>) =>
    store.writing('promote', (session) => load(session, input, parts), signal);
  if (offset === 0) return put([rows]);
  const kept = bringing.take(placeOf(part_of ?? '', input));
  try {
    return await put(joined(kept, rows));
  } finally {
    kept.close();
  }
}

function keep(bringing: Bringing, input: Kept) {
  requireWidth(input);
  return { rows: bringing.keep(placeOf(input.part_of, input), input.rows) };
}

export function loadTools(store: Store, open: OpenShelf): readonly Tool[] {
  const bringing = createBringing(open);
  return [
    defineTool({
      name: 'keep_part',
      description:
        'Keeps rows that were read from `source` and changed on the way until `load_if_version` is given the last of them. Puts nothing into `target`.',
      reads: true,
      input: KeepInput,
      run: (input) => keep(bringing, input),
    }),
    defineTool({
      name: 'load_if_version',
      description:
        'Replaces the rows of `target` (made if missing) with these and those that were kept before them, which were read from `source` and changed in some columns, if `source` still has this content version. Check and load are one transaction.',
      reads: false,
      input: Input,
      run: (input, signal) => loadAll(store, bringing, { input, signal }),
    }),
  ];
}
