// Non-interference: two databases that differ in classified values alone. Whatever differs in an answer must have been announced.

import { readFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { lakeScript } from '../../../../cases/sql/lake.js';
import { readerOf } from '../../../../cases/sql/reading.js';
import { patience, termsOf, told } from '../../../../cases/sql/tried.js';
import { fc } from '../../../../property.js';

const terms = termsOf('AEGIS_TWINS', 4_000);

type Seed = Readonly<Record<string, readonly (readonly unknown[])[]>>;
const seeds = JSON.parse(
  readFileSync(new URL('../../../../cases/sql/seed_twins.json', import.meta.url), 'utf8'),
) as readonly Seed[];

const twins = seeds.map((seed) => {
  const db = new Database(':memory:');
  db.exec(lakeScript);
  for (const [table, rows] of Object.entries(seed))
    for (const row of rows)
      db.prepare(`INSERT INTO ${table} VALUES (${row.map(() => '?').join()})`).run(...row);
  return db;
});
const read = readerOf();

const run = (db: Database.Database, sql: string): readonly (readonly unknown[])[] | undefined => {
  try {
    return db.prepare(sql).raw().all() as readonly (readonly unknown[])[];
  } catch {
    return undefined;
  }
};

/** Positions whose values differ between the twins; undefined when the rows themselves differ in number. */
function differing(sql: string): readonly number[] | undefined {
  const [left, right] = twins.map((db) => run(db, sql));
  if (left === undefined || right === undefined) return [];
  if (left.length !== right.length) return undefined;
  const width = left[0]?.length ?? 0;
  return Array.from({ length: width }, (_, at) => at).filter((at) =>
    left.some((row, line) => row[at] !== right[line]?.[at]),
  );
}

const pick = <T>(...values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);
const columns = ['id', 'email', 'country', 'full_name', 'ssn', 'segment', 'rowid'];
const column = pick(...columns, ...columns.slice(0, 6).map((name) => `c.${name}`), '"email"', "c.'ssn'");
const { expression } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    column,
    pick('1', "'DE'", 'NULL', 'count(*)', 'count(email)', '(SELECT email FROM silver.customers LIMIT 1)'),
    fc
      .tuple(
        pick('upper', 'lower', 'length', 'typeof', 'quote', 'hex', '+', 'max', 'NOT '),
        tie('expression'),
      )
      .map(([f, e]) => `${f}(${e})`),
    fc
      .tuple(tie('expression'), pick('||', '=', '>', 'LIKE', 'IS', 'AND'), tie('expression'))
      .map(([a, o, b]) => `(${a} ${o} ${b})`),
    tie('expression').map((e) => `CASE WHEN ${e} THEN 1 ELSE 2 END`),
    tie('expression').map((e) => `coalesce(${e}, country)`),
    tie('expression').map((e) => `(SELECT ${e})`),
  ),
}));
const alias = pick('', '', ' AS country', ' AS x', ' email', ' AS id', ' segment', ' AS last', " 'id'");
const item = fc.oneof(
  fc.tuple(expression, alias).map((parts) => parts.join('')),
  pick('*', 'c.*'),
);
const list = fc.array(item, { minLength: 1, maxLength: 3 }).map((items) => items.join(', '));
const source = pick(
  'silver.customers c',
  'silver.customers c',
  'customers AS c',
  'silver.customers c JOIN silver.orders o ON o.customer_id = c.id',
  '(SELECT email AS country, id, country AS email, ssn AS segment, full_name, country AS ssn FROM silver.customers) c',
  '(SELECT country, id, email, segment, full_name, ssn FROM silver.customers UNION ALL SELECT email, 9, ssn, email, country, id FROM silver.customers) c',
  '(SELECT contact AS country, id, label AS email, 1 AS segment, country AS full_name, contact AS ssn FROM silver.v_contacts) c',
  'd c',
);
const tail = fc.oneof(
  { withCrossShrink: true },
  pick('', '', '', ' LIMIT 2', ' GROUP BY 1', ' ORDER BY 1', ' ORDER BY country', ' ORDER BY id DESC'),
  expression.map((e) => ` WHERE ${e}`),
  expression.map((e) => ` ORDER BY ${e} LIMIT 1`),
  expression.map((e) => ` GROUP BY ${e}`),
  expression.map((e) => ` GROUP BY country HAVING ${e}`),
);
const cte =
  "WITH d(id, country, email, full_name, ssn, segment) AS (SELECT id, email, country, ssn, 'a', segment FROM silver.customers) ";
const query = fc
  .tuple(
    pick('', '', 'DISTINCT '),
    list,
    source,
    tail,
    pick(
      '',
      '',
      ' UNION SELECT email FROM silver.customers',
      ' UNION ALL SELECT country FROM silver.customers',
    ),
  )
  .map(
    ([distinct, items, from, end, arm]) =>
      `${from === 'd c' ? cte : ''}SELECT ${distinct}${items} FROM ${from}${end.includes('ORDER') || end.includes('LIMIT') ? end : end + arm}`,
  );

describe('twins', () => {
  it(
    'whatever differs between the twins carries a class, or rows were chosen by a classified column',
    () => {
      let compared = 0;
      fc.assert(
        fc.property(query, (sql) => {
          const positions = differing(sql);
          if (positions?.length === 0) return;
          compared += 1;
          const effects = read(sql);
          if (effects.opaque.length > 0 || effects.filtersOn.length > 0) return;
          if (positions === undefined) throw new Error(`rows differ unannounced: ${sql}`);
          for (const at of positions)
            if ((effects.egress[at]?.classes.length ?? 0) === 0)
              throw new Error(`column ${at} differs unannounced: ${sql}`);
        }),
        { numRuns: terms.count, seed: terms.seed },
      );
      told('lineage, sqlite', terms, { asked: terms.count, compared });
      expect(compared).toBeGreaterThan(terms.count / 8);
    },
    patience(terms),
  );
});
