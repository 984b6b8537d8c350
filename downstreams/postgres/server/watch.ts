// What has moved in which table, as the server counts it within a transaction; refuses when a row has moved in a table that was not asked about.
import { refuse } from '../../tool.js';
import type { Moved } from '../engine.js';
import type { Connection } from './connection.js';

/** Of each table, with the one that it is a partition of. */
const COUNTS = `SELECT n.nspname || '.' || c.relname, coalesce(rn.nspname || '.' || r.relname, ''), s.n_tup_ins, s.n_tup_upd, s.n_tup_del
FROM pg_stat_xact_user_tables s JOIN pg_class c ON c.oid = s.relid JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_class r ON r.oid = pg_partition_root(s.relid) LEFT JOIN pg_namespace rn ON rn.oid = r.relnamespace`;

const none = [0, 0, 0];

type Counts = ReadonlyMap<string, readonly number[]>;

/** A partition that was not asked about by its own name counts as the table that it is a part of. */
async function countsOf(connection: Connection, asked: readonly string[]): Promise<Counts> {
  const counts = new Map<string, readonly number[]>();
  for (const [own, root, ...cells] of (await connection.ask(COUNTS)).rows) {
    const name = (asked.includes(own ?? '') || root === '' ? own : root) ?? '';
    const before = counts.get(name) ?? none;
    counts.set(
      name,
      cells.map((cell, at) => Number(cell) + (before[at] ?? 0)),
    );
  }
  return counts;
}

function since(before: Counts, [table, after]: readonly [string, readonly number[]]): Moved {
  const [inserted = 0, updated = 0, deleted = 0] = after.map(
    (count, at) => count - ((before.get(table) ?? none)[at] ?? 0),
  );
  return { table, inserted, updated, deleted };
}

export async function startWatch(connection: Connection, tables: readonly string[]) {
  const before = await countsOf(connection, tables);
  return async (): Promise<readonly Moved[]> => {
    const all = [...(await countsOf(connection, tables))].map((one) => since(before, one));
    const isAsked = ({ table }: Moved): boolean => tables.includes(table);
    const stray = all.filter((one) => !isAsked(one) && one.inserted + one.updated + one.deleted > 0);
    if (stray.length > 0) refuse('uncounted');
    return tables.map((table) => all.find((one) => one.table === table) ?? since(before, [table, none]));
  };
}
