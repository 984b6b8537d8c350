// What has moved in which table, as the server counts it within a transaction; refuses when a row has moved in a table that was not asked about.
import { refuse } from '../../tool.js';
import type { Moved } from '../engine.js';
import type { Connection } from './connection.js';

/** A partition counts as the table that it is a part of. */
const COUNTS = `SELECT n.nspname || '.' || c.relname, sum(s.n_tup_ins), sum(s.n_tup_upd), sum(s.n_tup_del)
FROM pg_stat_xact_user_tables s JOIN pg_class c ON c.oid = coalesce(pg_partition_root(s.relid), s.relid)
JOIN pg_namespace n ON n.oid = c.relnamespace GROUP BY 1`;

type Counts = ReadonlyMap<string, readonly number[]>;

async function countsOf(connection: Connection): Promise<Counts> {
  const { rows } = await connection.ask(COUNTS);
  return new Map(rows.map(([name, ...counts]) => [name ?? '', counts.map(Number)]));
}

const none = [0, 0, 0];

function since(before: Counts, [table, after]: readonly [string, readonly number[]]): Moved {
  const [inserted = 0, updated = 0, deleted = 0] = after.map(
    (count, at) => count - ((before.get(table) ?? none)[at] ?? 0),
  );
  return { table, inserted, updated, deleted };
}

export async function startWatch(connection: Connection, tables: readonly string[]) {
  const before = await countsOf(connection);
  return async (): Promise<readonly Moved[]> => {
    const all = [...(await countsOf(connection))].map((one) => since(before, one));
    const isAsked = ({ table }: Moved): boolean => tables.includes(table);
    const stray = all.filter((one) => !isAsked(one) && one.inserted + one.updated + one.deleted > 0);
    if (stray.length > 0) refuse('uncounted');
    return tables.map((table) => all.find((one) => one.table === table) ?? since(before, [table, none]));
  };
}
