// The tool `load_if_version`: rows that were read from a table and changed on the way go into another, unless the table has changed since. It refuses a column that was to stay and did not.
import { z } from 'zod';
import { defineTool, refuse, type Tool } from '../../tool.js';
import { quote, requireColumn, requireTable } from '../catalog.js';
import { contentVersion, requireVersion } from '../content.js';
import type { Bound, Column, Session, Store, Table } from '../engine.js';
import { openTarget, refill, requireSameRows } from './target.js';

const Value = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const Input = z.strictObject({
  source: z.string(),
  version: z.string(),
  target: z.string(),
  columns: z.array(z.string()).min(1),
  rows: z.array(z.array(Value)).max(100_000),
  /** Of the columns those whose values are not the source's. */
  changed: z.array(z.string()),
});
type Input = z.output<typeof Input>;

/** Both engines hold as many values in one statement. */
const mostBound = 10_000;

async function insert(session: Session, target: Table, rows: Input['rows']): Promise<number> {
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

/** What was changed may be of another type: a mask is a text. */
const asMade = (columns: readonly Column[], changed: readonly Column[]): readonly Column[] =>
  columns.map((column) => (changed.includes(column) ? { ...column, type: 'text' } : column));

async function load(session: Session, input: Input): Promise<Record<string, unknown>> {
  const source = await requireTable(session, input.source);
  await requireVersion(session, source, input.version);
  const columns = input.columns.map((name) => requireColumn(source, name));
  const changed = input.changed.map((name) => requireColumn(source, name));
  if (new Set(columns).size !== columns.length) refuse('columns-differ');
  if (input.rows.some((row) => row.length !== columns.length)) refuse('columns-differ');
  const wanted = { fullName: input.target, columns: asMade(columns, changed), source };
  const target = await openTarget(session, wanted);
  await refill(session, target, () => insert(session, target, input.rows));
  const isKept = ({ name }: Column): boolean => !input.changed.includes(name);
  const kept = (table: Table): Table => ({ ...table, columns: table.columns.filter(isKept) });
  await requireSameRows(session, kept(target), source);
  return contentVersion(session, target);
}

export const loadTools = (store: Store): readonly Tool[] => [
  defineTool({
    name: 'load_if_version',
    description:
      'Replaces the rows of `target` (made if missing) with these, which were read from `source` and changed in some columns, if `source` still has this content version. Check and load are one transaction.',
    reads: false,
    input: Input,
    run: (input, signal) => store.writing('promote', (session) => load(session, input), signal),
  }),
];
