// Which indexes a statement would walk, row after row in their order; it looks at the program that SQLite makes of it and runs nothing.
import { quote } from '../catalog.js';
import type { Clear } from '../engine.js';
import type { Connection } from './driver.js';
import { refuseUnbound } from './rows.js';

/** An index, or a table that is its own index: what its rows are ordered by, each with whether that is hidden. */
export type Ordered = { readonly table: string; readonly hides: readonly boolean[] };

/** One step of a program. */
type Step = {
  readonly addr: number;
  readonly opcode: string;
  readonly p1: number;
  readonly p2: number;
  readonly p3: number;
  readonly p4: string | null;
};
type Kept = { readonly type: string; readonly name: string; readonly table: string };
type Part = { readonly cid: number; readonly name: string | null };

const OPENING = new Set(['OpenRead', 'OpenWrite', 'ReopenIdx']);
/** The first row of an order tells of it as much as the next. */
const WALKING = new Set(['Next', 'Prev', 'Rewind', 'Last', 'SeekGE', 'SeekGT', 'SeekLE', 'SeekLT']);
/** Ends a walk where the first columns of the index, as many as it says, are no longer those it began with. */
const ENDING = new Set(['IdxGT', 'IdxGE', 'IdxLT', 'IdxLE']);

const KEPT = 'SELECT type, name, tbl_name AS "table" FROM %.sqlite_schema WHERE rootpage = ?';
/** A table without row numbers lies in the order of its key, which has an index by name alone. */
const KEY = `SELECT i.name FROM pragma_table_list(?) t, pragma_index_list(t.name, t.schema) i
  WHERE t.schema = ? AND t.wr AND i.origin = 'pk'`;
const PARTS = 'SELECT cid, name FROM pragma_index_xinfo(?, ?) ORDER BY seqno';

/** A row number orders rows as their table has them; an expression could be of anything. */
const hides = (part: Part, clear: readonly string[]): boolean =>
  part.cid !== -1 && (part.name === null || !clear.includes(part.name.toLowerCase()));

type Place = { readonly schema: string; readonly root: number };

/** What begins at a page of a file; undefined where that is a table whose rows lie by their numbers. */
function orderedAt(connection: Connection, { schema, root }: Place, clear: Clear): Ordered | undefined {
  const kept = connection.prepare<[number], Kept>(KEPT.replace('%', quote(schema))).get(root);
  if (kept === undefined) return undefined;
  const { type, name, table } = kept;
  const key = connection.prepare<[string, string], string>(KEY).pluck();
  const index = type === 'index' ? name : key.get(table, schema);
  if (index === undefined) return undefined;
  const known = clear[`${schema}.${table}`.toLowerCase()] ?? [];
  const parts = connection.prepare<[string, string], Part>(PARTS).all(index, schema);
  return { table: `${schema}.${table}`, hides: parts.map((part) => hides(part, known)) };
}

function programOf(connection: Connection, sql: string, bound: readonly unknown[]): readonly Step[] {
  try {
    return connection.prepare<unknown[], Step>(`EXPLAIN ${sql}`).all(...bound);
  } catch (thrown) {
    return refuseUnbound(thrown);
  }
}

const schemaAt = (connection: Connection): ReadonlyMap<number, string> =>
  new Map(
    connection
      .prepare<[], { seq: number; name: string }>('SELECT seq, name FROM pragma_database_list')
      .all()
      .map(({ seq, name }) => [seq, name]),
  );

/** What is done with a cursor from where it is opened to where it is opened again: another index may stand behind it then, or another program's. */
function stepsWith(steps: readonly Step[], at: number): readonly Step[] {
  const rest = steps.slice(at + 1);
  const cursor = steps[at]?.p1;
  const end = rest.findIndex(({ addr, opcode, p1 }) => addr === 0 || (OPENING.has(opcode) && p1 === cursor));
  return (end < 0 ? rest : rest.slice(0, end)).filter(({ p1 }) => p1 === cursor);
}

/** How many of its first columns stay as they are throughout a walk: the least that any of its ends says, nothing where there is none. */
function pinned(steps: readonly Step[]): number {
  const ends = steps.filter(({ opcode }) => ENDING.has(opcode));
  return ends.length === 0 ? 0 : Math.min(...ends.map(({ p4 }) => Number(p4)));
}

/** A list is gone through by its values, from the least on: what each is looked up in is read in that order. */
const goesThroughList = (steps: readonly Step[]): boolean =>
  steps.some(
    ({ opcode, p4 }, at) =>
      opcode === 'OpenEphemeral' &&
      p4?.startsWith('k(') === true &&
      stepsWith(steps, at).some((step) => WALKING.has(step.opcode)),
  );

/** The tables of which rows would come in the order of a hidden column. INVARIANT: a column that is not known to be clear is hidden. */
export function hiddenWalks(
  connection: Connection,
  { sql, bound, clear }: { readonly sql: string; readonly bound: readonly unknown[]; readonly clear: Clear },
): readonly string[] {
  const lower = Object.fromEntries(
    Object.entries(clear).map(([table, columns]) => [table.toLowerCase(), columns]),
  );
  const schemas = schemaAt(connection);
  const steps = programOf(connection, sql, bound);
  const isListed = goesThroughList(steps);
  const found = steps.flatMap((step, at) => {
    const own = OPENING.has(step.opcode) ? stepsWith(steps, at) : [];
    const isRead = own.some(({ opcode }) => WALKING.has(opcode));
    const place = { schema: schemas.get(step.p3) ?? 'main', root: step.p2 };
    const one = isRead ? orderedAt(connection, place, lower) : undefined;
    return one?.hides.slice(isListed ? 0 : pinned(own)).includes(true) ? [one.table] : [];
  });
  return [...new Set(found)];
}
