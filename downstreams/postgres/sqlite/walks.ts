// Which indexes a statement would walk, row after row in their order; it looks at the program that SQLite makes of it and runs nothing.
import { refuse } from '../../tool.js';
import { quote } from '../catalog.js';
import type { Clear } from '../engine.js';
import type { Connection } from './driver.js';

/** An index, or a table that is its own index: what its rows are ordered by, each with whether that is hidden. */
export type Ordered = { readonly table: string; readonly hides: readonly boolean[] };

/** One step of a program. */
type Step = {
  readonly opcode: string;
  readonly p1: number;
  readonly p2: number;
  readonly p3: number;
  readonly p4: string | null;
};
type Kept = { readonly name: string; readonly table: string; readonly root: number };
type Part = { readonly cid: number; readonly name: string | null };

const OPENING = new Set(['OpenRead', 'OpenWrite', 'ReopenIdx']);
const WALKING = new Set(['Next', 'Prev']);
/** Ends a walk where the first columns of the index, as many as it says, are no longer those it began with. */
const ENDING = new Set(['IdxGT', 'IdxGE', 'IdxLT', 'IdxLE']);

/** An index of its own has its columns, a table without row numbers those of its key. */
const INDEXES = `SELECT name, tbl_name AS "table", rootpage AS root FROM %.sqlite_schema WHERE type = 'index'`;
const KEYED = `SELECT i.name, s.name AS "table", s.rootpage AS root FROM %.sqlite_schema s, pragma_table_list(s.name) t,
  pragma_index_list(s.name, t.schema) i WHERE s.type = 'table' AND t.schema = ? AND t.wr AND i.origin = 'pk'`;
const PARTS = 'SELECT cid, name FROM pragma_index_xinfo(?, ?) ORDER BY seqno';

/** A row number orders rows as their table has them; an expression could be of anything. */
const hides = (part: Part, clear: readonly string[]): boolean =>
  part.cid !== -1 && (part.name === null || !clear.includes(part.name.toLowerCase()));

function orderedIn(connection: Connection, schema: string, clear: Clear): ReadonlyMap<number, Ordered> {
  const of = (sql: string, ...bound: string[]): readonly Kept[] =>
    connection.prepare<string[], Kept>(sql.replaceAll('%', quote(schema))).all(...bound);
  const parts = connection.prepare<[string, string], Part>(PARTS);
  return new Map(
    [...of(INDEXES), ...of(KEYED, schema)].map(({ name, table, root }) => {
      const known = clear[`${schema}.${table}`.toLowerCase()] ?? [];
      return [
        root,
        { table: `${schema}.${table}`, hides: parts.all(name, schema).map((part) => hides(part, known)) },
      ];
    }),
  );
}

function programOf(connection: Connection, sql: string, bound: readonly unknown[]): readonly Step[] {
  try {
    return connection.prepare<unknown[], Step>(`EXPLAIN ${sql}`).all(...bound);
  } catch (thrown) {
    if (thrown instanceof RangeError) refuse('unbound-parameter');
    throw thrown;
  }
}

const schemaAt = (connection: Connection): ReadonlyMap<number, string> =>
  new Map(
    connection
      .prepare<[], { seq: number; name: string }>('SELECT seq, name FROM pragma_database_list')
      .all()
      .map(({ seq, name }) => [seq, name]),
  );

/** The tables of which rows would come in the order of a hidden column. INVARIANT: a column that is not known to be clear is hidden. */
export function hiddenWalks(
  connection: Connection,
  { sql, bound, clear }: { readonly sql: string; readonly bound: readonly unknown[]; readonly clear: Clear },
): readonly string[] {
  const lower = Object.entries(clear).map(([table, columns]) => [table.toLowerCase(), columns] as const);
  const steps = programOf(connection, sql, bound);
  const walked = new Set(steps.filter(({ opcode }) => WALKING.has(opcode)).map(({ p1 }) => p1));
  const schemas = schemaAt(connection);
  const known = new Map<number, ReadonlyMap<number, Ordered>>();
  const found = steps
    .filter(({ opcode, p1 }) => OPENING.has(opcode) && walked.has(p1))
    .flatMap(({ p1, p2, p3 }) => {
      const all =
        known.get(p3) ?? orderedIn(connection, schemas.get(p3) ?? 'main', Object.fromEntries(lower));
      known.set(p3, all);
      const one = all.get(p2);
      return one?.hides.slice(pinned(steps, p1)).includes(true) ? [one.table] : [];
    });
  return [...new Set(found)];
}

/** How many of its first columns stay as they are throughout a walk: the least that any of its ends says, nothing where there is none. */
function pinned(steps: readonly Step[], cursor: number): number {
  const ends = steps.filter(({ opcode, p1 }) => ENDING.has(opcode) && p1 === cursor);
  return ends.length === 0 ? 0 : Math.min(...ends.map(({ p4 }) => Number(p4)));
}
