// Counts what moves in some tables by triggers of its own, which go when the transaction is rolled back; refuses when a row has moved anywhere else.
import { refuse } from '../../tool.js';
import { isTableLike, quote } from '../catalog.js';
import type { Moved, Statement } from '../engine.js';
import type { Connection } from './driver.js';
import { statements } from './structure.js';

const COUNTED = 'aegis_counted';
const operations = ['insert', 'update', 'delete'] as const;

type Watched = {
  readonly asked: string;
  readonly place: number;
  /** Undefined while no table has the name. */
  readonly ref: string | undefined;
  readonly before: number;
};
export type Watch = {
  /** Objects of its own in the temporary schema. */
  readonly objects: number;
  /** Changes that its own counting has made. */
  changes(): number;
  /** `total`: all changes of the statement, without those above. */
  moved(total: number): readonly Moved[];
};

const numberIn = (connection: Connection, sql: string): number =>
  connection.prepare<[], number>(sql).pluck().get() ?? 0;

const sizeOf = (connection: Connection, ref: string): number =>
  numberIn(connection, `SELECT count(*) FROM ${ref}`);

const refOf = ({ schema, name }: Statement): string => `${quote(schema)}.${quote(name)}`;

/** A view holds no rows: what is written through it moves in the tables behind it. */
function refsBy(connection: Connection): ReadonlyMap<string, string> {
  const tables = statements(connection).filter((one) => isTableLike(one) && one.kind === 'table');
  return new Map(tables.map((one) => [`${one.schema}.${one.name}`.toLowerCase(), refOf(one)]));
}

function watchOne(connection: Connection, { place, ref }: Watched): void {
  connection.prepare(`INSERT INTO temp.${COUNTED} VALUES (${place}, 0, 0, 0)`).run();
  if (ref === undefined) return;
  for (const operation of operations)
    connection
      .prepare(
        `CREATE TEMP TRIGGER ${COUNTED}_${place}_${operation} AFTER ${operation.toUpperCase()} ON ${ref}
        BEGIN UPDATE ${COUNTED} SET "${operation}" = "${operation}" + 1 WHERE place = ${place}; END`,
      )
      .run();
}

type Count = { readonly [operation in (typeof operations)[number]]: number };

const countOf = (connection: Connection, place: number): Count =>
  connection.prepare<[], Count>(`SELECT * FROM temp.${COUNTED} WHERE place = ${place}`).get() ??
  refuse('uncounted');

/** A row that a REPLACE takes away sets off no trigger and counts as no change: it is missing in the sum. */
function movedIn(connection: Connection, { asked, place, ref, before }: Watched): Moved {
  const now = ref ?? refsBy(connection).get(asked.toLowerCase());
  const after = now === undefined ? 0 : sizeOf(connection, now);
  if (ref === undefined) return { table: asked, inserted: after, updated: 0, deleted: 0 };
  const { insert, update } = countOf(connection, place);
  return { table: asked, inserted: insert, updated: update, deleted: before + insert - after };
}

export function startWatch(connection: Connection, tables: readonly string[]): Watch {
  const known = refsBy(connection);
  const watched = [...new Set(tables)].map((asked, place): Watched => {
    const ref = known.get(asked.toLowerCase());
    return { asked, place, ref, before: ref === undefined ? 0 : sizeOf(connection, ref) };
  });
  connection
    .prepare(
      `CREATE TEMP TABLE ${COUNTED} (place INTEGER PRIMARY KEY, "insert" INTEGER, "update" INTEGER, "delete" INTEGER)`,
    )
    .run();
  for (const one of watched) watchOne(connection, one);
  const changes = () =>
    numberIn(connection, `SELECT coalesce(sum("insert" + "update" + "delete"), 0) FROM temp.${COUNTED}`);
  return {
    objects: 1 + watched.filter(({ ref }) => ref !== undefined).length * operations.length,
    changes,
    moved(total) {
      // INVARIANT: each change of the statement has set off one count. What has not was made in another table, or past every trigger.
      if (total !== changes()) refuse('uncounted');
      return watched.map((one) => movedIn(connection, one));
    },
  };
}
