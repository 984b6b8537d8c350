// What a name stands for that the statement itself gives: a column of a subquery, a WITH, an arm, rows written down, a window. Clear beside classified stays clear;
// whatever is not told for certain is classified.
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { lakeScript } from '../../../../cases/sql/lake.js';
import { readerOf } from '../../../../cases/sql/reading.js';
import { patience, termsOf, told } from '../../../../cases/sql/tried.js';
import { fc } from '../../../../property.js';

const read = readerOf();
const c = 'silver.customers';

/** One sign a column: `P` of a person, `-` clear. */
const shown = (sql: string): string => {
  const { opaque, egress } = read(sql);
  expect(opaque).toEqual([]);
  return egress.map(({ classes }) => (classes.length > 0 ? 'P' : '-')).join('');
};

describe('a column that is made inside the statement', () => {
  it.each([
    [
      `WITH b AS (SELECT customer_id, sum(amount) AS t FROM silver.orders GROUP BY 1) SELECT c.full_name, b.t FROM b JOIN ${c} c ON c.id = b.customer_id`,
      'P-',
    ],
    [`WITH a(x, y) AS (SELECT id, email FROM ${c}) SELECT x + 1, upper(y), y AS x FROM a`, '-PP'],
    [
      `WITH RECURSIVE r(n, v) AS (SELECT 1, 'x' UNION ALL SELECT n + 1, v || (SELECT email FROM ${c} WHERE id = n) FROM r WHERE n < 3) SELECT n, v, n * 2 FROM r`,
      '-P-',
    ],
    [
      `WITH RECURSIVE r(n, v) AS (SELECT 1, 'x' UNION ALL SELECT length(v), email FROM r, ${c} LIMIT 9) SELECT n, v FROM r`,
      'PP',
    ],
    [
      `SELECT (SELECT group_concat(ssn) FROM ${c}) AS s, (SELECT count(*) FROM ${c}) AS n, (SELECT max(country) FROM ${c} z) AS m`,
      'P--',
    ],
    [
      `SELECT (SELECT count(*) FROM ${c} WHERE email > 'm') AS n, EXISTS (SELECT 1 FROM ${c} x WHERE x.ssn = '1') AS e, 1`,
      'PP-',
    ],
    [
      `SELECT 1 + (SELECT id FROM ${c} ORDER BY email LIMIT 1) AS n, 1 + (SELECT a.id FROM ${c} a JOIN ${c} b ON a.id IN (b.id, b.ssn) LIMIT 1) AS m`,
      'PP',
    ],
    [`VALUES ((SELECT email FROM ${c} LIMIT 1), 2), ('x', 3)`, 'P-'],
    [`SELECT column2, column1 FROM (VALUES (1, (SELECT email FROM ${c} LIMIT 1)), (2, 'x'))`, 'P-'],
    [`SELECT s.* FROM (SELECT country, max(email) AS m, count(*) AS n FROM ${c} GROUP BY country) s`, '-P-'],
    [
      `SELECT id, x FROM (SELECT id, email AS x FROM ${c} UNION ALL SELECT id, status FROM silver.orders) ORDER BY id`,
      '-P',
    ],
    [`SELECT id, x FROM (SELECT id, country AS x FROM ${c} UNION ALL SELECT id, email FROM ${c})`, '-P'],
    [`SELECT id, country FROM (SELECT id, country FROM ${c} UNION ALL SELECT id, email FROM ${c})`, '-P'],
    [
      `SELECT amount FROM (SELECT amount COLLATE nocase FROM silver.orders UNION ALL SELECT email FROM ${c})`,
      'P',
    ],
    [`SELECT rowid FROM (SELECT rowid FROM silver.orders UNION ALL SELECT email FROM ${c})`, 'P'],
    [`SELECT amount FROM (SELECT email amount FROM ${c}) JOIN (SELECT amount AS z FROM silver.orders)`, 'P'],
    [
      `SELECT x, row_number() OVER w AS r, id FROM (SELECT id, country AS x, email FROM ${c}) WINDOW w AS (ORDER BY email)`,
      '-P-',
    ],
    [
      `SELECT row_number() OVER w AS r, lower(x) FROM (SELECT id, email AS x FROM ${c}) WINDOW w AS (ORDER BY id)`,
      '-P',
    ],
    [`SELECT row_number() OVER id AS r FROM ${c} WINDOW id AS (ORDER BY email)`, 'P'],
    [`SELECT upper(v.contact), v.country || 'x' FROM silver.v_contacts v`, 'P-'],
    [`SELECT email || e.value, upper(country) FROM ${c}, json_each(json_array(email)) e`, 'P-'],
    [`SELECT upper(label) FROM silver.v_contacts NATURAL JOIN (SELECT id, country FROM ${c})`, 'P'],
    [`SELECT id IN (SELECT id FROM ${c} WHERE ssn > 'm'), 'x' FROM silver.orders`, 'P-'],
    [`WITH k AS (SELECT ssn FROM ${c}) SELECT (SELECT * FROM k LIMIT 1) AS v, 'a' IN k AS w`, 'PP'],
  ])('%s', (sql, signs) => {
    expect(shown(sql)).toBe(signs);
  });
});

const asked = (sql: string): readonly string[] => read(sql).filtersOn.map(({ column }) => column);

describe('rows that are chosen by a column that is made inside the statement', () => {
  it.each([
    `WITH b AS (SELECT customer_id, sum(amount) AS t FROM silver.orders GROUP BY customer_id) SELECT c.full_name, round(b.t, 2) AS u FROM b JOIN ${c} c ON c.id = b.customer_id WHERE b.t > 5 ORDER BY t DESC`,
    `WITH RECURSIVE r(n, v) AS (SELECT 1, 'x' UNION ALL SELECT n + 1, v || (SELECT email FROM ${c} WHERE id = n) FROM r WHERE n < 3) SELECT n, v FROM r`,
    `SELECT id, x FROM (SELECT id, email AS x FROM ${c} UNION ALL SELECT id, status FROM silver.orders) ORDER BY id`,
  ])('are chosen by no classified value: %s', (sql) => {
    expect(asked(sql)).toEqual([]);
  });

  it.each([
    `WITH a AS (SELECT id, email AS z FROM ${c}) SELECT upper(z) AS id FROM a ORDER BY id`,
    `WITH a AS (SELECT id, email AS z FROM ${c}) SELECT id FROM a WHERE z > 'm'`,
    `SELECT id FROM (SELECT id, country AS x FROM ${c} UNION ALL SELECT id, email FROM ${c}) WHERE x > 'm'`,
    `SELECT id FROM (SELECT id, email AS country FROM ${c} UNION ALL SELECT id, country FROM ${c}) WHERE country > 'm'`,
    `SELECT id FROM (SELECT id, country FROM ${c} UNION ALL SELECT id, email FROM ${c}) WHERE country > 'm'`,
    `WITH a AS (SELECT id, length(email) AS n FROM ${c}) SELECT id, 1 / (n - 5) AS q FROM a`,
  ])('are chosen by a classified value: %s', (sql) => {
    expect(asked(sql)).toEqual(['email']);
  });
});

const rows = (p: string) =>
  [1, 2, 3].map((id) => [
    id,
    `${p}n${id}`,
    `${p}${id}@x`,
    `${p}9${id}`,
    `${p}-${id}`,
    `${p}19${id}`,
    id === 2 ? 'FR' : 'DE',
    'a',
  ]);
const twins = ['p', 'q'].map((p) => {
  const db = new Database(':memory:');
  db.exec(lakeScript);
  for (const row of rows(p)) db.prepare(`INSERT INTO ${c} VALUES (?, ?, ?, ?, ?, ?, ?, ?)`).run(...row);
  for (const id of [1, 2, 3])
    db.prepare('INSERT INTO silver.orders VALUES (?, ?, ?, ?, ?, ?)').run(
      id,
      id,
      id * 10,
      'paid',
      'd',
      `${p}s`,
    );
  return db;
});
const run = (db: Database.Database, sql: string): readonly (readonly unknown[])[] | undefined => {
  try {
    return db.prepare(sql).raw().all() as readonly (readonly unknown[])[];
  } catch {
    return undefined;
  }
};

const pick = <T>(...values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);
const names = ['id', 'email', 'country', 'x', 'amount'];
const name = pick(...names);
const made = fc.oneof(
  name,
  name.map((one) => `s.${one}`),
  fc.tuple(name, name).map(([a, b]) => `${a} || ${b}`),
  name.map((one) => `upper(${one})`),
  name.map((one) => `likely(${one})`),
  name.map((one) => `(SELECT max(${one}))`),
  pick(
    '1',
    "'k'",
    'count(*) OVER ()',
    `(SELECT email FROM ${c} WHERE id = 1)`,
    '(SELECT amount FROM silver.orders LIMIT 1)',
    'row_number() OVER (ORDER BY id)',
  ),
);
const item = fc
  .tuple(made, pick('', '', ' AS id', ' AS email', ' country', ' x', ' AS amount', " AS 'x'"))
  .map((parts) => parts.join(''));
const bases = [
  `(SELECT id, email, country, segment AS x, 5 AS amount FROM ${c}) s`,
  `(SELECT id, status AS email, ship_address AS country, 'a' AS x, amount FROM silver.orders) s`,
  '(SELECT id, contact AS x, country AS email, label AS amount, 1 AS country FROM silver.v_contacts) s',
  `(VALUES (1, 2, 3)) s JOIN (SELECT id, email AS amount, country AS x, id AS country, segment AS email FROM ${c})`,
  'g s',
];
const pair = fc.tuple(item, item);
const arm = (from: fc.Arbitrary<string>) =>
  fc.tuple(pair, from).map(([[a, b], source]) => `SELECT ${a}, ${b} FROM ${source}`);
const body = (from: fc.Arbitrary<string>) =>
  fc.oneof(
    arm(from),
    fc.tuple(arm(from), arm(from)).map((arms) => arms.join(' UNION ALL ')),
    pick(`VALUES (1, (SELECT email FROM ${c} LIMIT 1))`),
  );
const base = pick(...bases);
const inner = body(base).map((one) => `(${one}) s`);
const listed = fc
  .tuple(body(base), name, name)
  .filter(([, a, b]) => a !== b)
  .map(([one, a, b]) => ({ head: `h(${a}, ${b}) AS (${one})`, from: 'h s' }));
const source = fc.oneof(
  inner.map((from) => ({ head: '', from })),
  listed,
  fc.tuple(inner, base).map(([a, b]) => ({ head: '', from: `${a} JOIN ${b.replace(/\bs$/, 't')}` })),
);
const tail = fc.oneof(
  pick('', '', ' ORDER BY 1', ' ORDER BY 2', ' LIMIT 2'),
  fc.tuple(pick(' ORDER BY', ' GROUP BY', ' WHERE'), made).map((parts) => parts.join(' ')),
  fc
    .tuple(made, pick(" > 'm'", " LIKE 'p%'", ' = 1', ' IS NULL'))
    .map(([one, test]) => ` WHERE ${one}${test}`),
);
const statement = fc
  .tuple(source, tail, fc.array(fc.oneof(item, pick('*')), { minLength: 1, maxLength: 3 }))
  .map(([{ head, from }, end, items]) => {
    const heads = [
      `g AS (SELECT id, email AS x, country AS amount, segment AS email, ssn AS country FROM ${c})`,
      head,
    ];
    return `WITH ${heads.filter((one) => one !== '').join(', ')} SELECT ${items.join(', ')} FROM ${from}${end}`;
  });

const terms = termsOf('AEGIS_TWINS', 3_000);

describe('names that could mean two things', () => {
  it(
    'hide no column that differs between twins',
    () => {
      let compared = 0;
      let cleared = 0;
      fc.assert(
        fc.property(statement, (sql) => {
          const [left, right] = twins.map((db) => run(db, sql));
          if (left === undefined || right === undefined) return;
          const { opaque, egress, filtersOn } = read(sql);
          if (opaque.length > 0 || filtersOn.length > 0) return;
          if (left.length !== right.length) throw new Error(`rows differ unannounced: ${sql}`);
          compared += 1;
          egress.forEach(({ classes }, at) => {
            if (classes.length > 0) return;
            cleared += 1;
            if (left.some((row, line) => row[at] !== right[line]?.[at]))
              throw new Error(`column ${at} differs unannounced: ${sql}`);
          });
        }),
        { numRuns: terms.count, seed: terms.seed },
      );
      told('given names, sqlite', terms, { compared, cleared });
      expect(compared).toBeGreaterThan(terms.count / 40);
      expect(cleared).toBeGreaterThan(compared / 10);
    },
    patience(terms),
  );
});
