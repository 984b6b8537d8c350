// Where the marks of a PostgreSQL statement stand, by the real grammar.
import { describe, expect, it } from 'vitest';
import { alsoAsked, anywhere, compared, put } from '../../../../cases/sql/marks.js';
import { pgReaderOf } from '../../../../cases/sql/reading-postgres.js';

const read = pgReaderOf();
const marked = (sql: string): string => {
  let number = 0;
  return sql.replaceAll('#', () => `$${++number}`);
};

describe('a mark', () => {
  it.each(compared)('%s: is compared with the column and nothing else', (sql, column) => {
    const { marks, filtersOn, opaque } = read(marked(sql));
    expect(opaque).toEqual([]);
    const numbers = [...sql.matchAll(/#/g)].map((_, at) => at + 1);
    const equals = { dataset: 'silver.customers', column, class: expect.stringMatching(/^pii/) };
    expect(marks).toEqual(numbers.map((number) => ({ number, equals })));
    expect(filtersOn).toEqual([{ ...equals, keyed: false, by: numbers }]);
  });

  it.each(anywhere)('%s: is anywhere', (sql) => {
    const { marks, filtersOn } = read(marked(sql));
    expect(marks.length).toBeGreaterThan(0);
    expect(marks.filter(({ equals, into }) => equals !== undefined || into !== undefined)).toEqual([]);
    expect(filtersOn.filter(({ by }) => by !== undefined)).toEqual([]);
  });

  it.each(put)('%s: is put into the column as it is', (sql, place) => {
    const { marks, opaque } = read(marked(sql));
    expect(opaque).toEqual([]);
    expect(marks.map(({ into }) => `${into?.dataset}.${into?.column}`)).toEqual(marks.map(() => place));
    expect(marks.filter(({ equals }) => equals !== undefined)).toEqual([]);
  });

  it('may choose the row that another is put into', () => {
    const { marks } = read('UPDATE silver.customers SET full_name = $1 WHERE email = $2');
    expect(marks.map(({ number, into, equals }) => [number, into?.column, equals?.column])).toEqual([
      [2, undefined, 'email'],
      [1, 'full_name', undefined],
    ]);
  });

  it.each([
    'INSERT INTO silver.customers (id, email) VALUES (9, $1), (10, $2) ORDER BY 2 LIMIT 1',
    'INSERT INTO silver.customers (id, email) VALUES (9, $1::text)',
    'INSERT INTO silver.customers (id, email) VALUES (9, (SELECT $1))',
    'WITH x AS (UPDATE silver.customers SET email = $1 WHERE id = 1 RETURNING 1) SELECT * FROM x',
    'MERGE INTO silver.customers c USING silver.orders o ON o.id = c.id WHEN MATCHED THEN UPDATE SET email = $1',
  ])('%s: is put nowhere', (sql) => {
    const { marks } = read(sql);
    expect(marks.length).toBeGreaterThan(0);
    expect(marks.filter(({ into }) => into !== undefined)).toEqual([]);
  });

  it.each([
    ['a check', "ALTER TABLE silver.customers ADD CHECK (email <> 'x')"],
    ['a check of the whole row', "ALTER TABLE silver.customers ADD CHECK (customers::text <> 'x')"],
    ['a check of all that is in it', 'ALTER TABLE silver.customers ADD CHECK ((customers.*) IS NOT NULL)'],
    ['an index of the whole row', 'CREATE UNIQUE INDEX ON silver.customers ((customers))'],
    ['an index', 'CREATE UNIQUE INDEX ON silver.customers (lower(email))'],
    ['a length', 'ALTER TABLE silver.customers ALTER COLUMN email TYPE varchar(5)'],
    [
      'a trigger on its table',
      "CREATE FUNCTION f() RETURNS trigger LANGUAGE sql AS 'SELECT 1'; CREATE TRIGGER t BEFORE UPDATE ON silver.customers FOR EACH ROW EXECUTE FUNCTION f()",
    ],
    ['an heir of its table', 'CREATE TABLE silver.heir () INHERITS (silver.customers)'],
    ['a policy of rows', "CREATE POLICY p ON silver.customers USING (email <> 'x')"],
  ])('is not put into a column with %s', (_, more) => {
    const { marks } = pgReaderOf(more)('UPDATE silver.customers SET email = $1 WHERE id = 1');
    expect(marks).toEqual([{ number: 1 }]);
  });

  it.each([
    'SELECT id FROM silver.customers WHERE email = # UNION ALL SELECT id FROM silver.orders',
    'SELECT id FROM silver.orders WHERE customer_id IN (SELECT id FROM silver.customers WHERE email = # UNION SELECT 1)',
    'SELECT o.id FROM silver.orders o, LATERAL (SELECT c.email FROM silver.customers c WHERE c.id = o.customer_id) x WHERE x.email = #',
    'SELECT id FROM (SELECT id, email AS phone FROM silver.customers) x WHERE x.phone = #',
  ])('%s: is compared, whatever its column is called and beside whichever arm', (sql) => {
    const { marks, filtersOn, opaque } = read(marked(sql));
    expect(opaque).toEqual([]);
    expect(marks.map(({ equals }) => equals?.column)).toEqual(['email']);
    expect(filtersOn).toMatchObject([{ column: 'email', by: [1] }]);
  });

  it.each([
    'WITH RECURSIVE x AS (SELECT id, email FROM silver.customers) SELECT id FROM x WHERE email = #',
    'SELECT id FROM silver.customers WHERE email = # FOR UPDATE',
    'SELECT id INTO silver.fresh FROM silver.customers WHERE email = #',
    'WITH x AS (DELETE FROM silver.orders WHERE id = 1 RETURNING id) SELECT id FROM silver.customers WHERE email = #',
    "SELECT v.g FROM silver.customers, (VALUES ('guess@example.org')) v(g) WHERE v.g = #",
    "SELECT g FROM unnest(ARRAY['guess@example.org']) g WHERE g = #",
    'SELECT id FROM (SELECT id, email COLLATE "C" AS email FROM silver.customers) x WHERE x.email = #',
    'DELETE FROM silver.orders o USING silver.customers c WHERE c.email = # AND c.id = o.customer_id',
    'EXPLAIN SELECT id FROM silver.customers WHERE email = #',
  ])('%s: is compared with nothing', (sql) => {
    const { marks } = read(marked(sql));
    expect(marks.map(({ number, equals }) => [number, equals])).toEqual([[1, undefined]]);
  });

  it.each(alsoAsked)('%s: is not all that is asked', (sql) => {
    const { filtersOn, opaque } = read(marked(sql));
    expect(filtersOn.some(({ by }) => by === undefined) || opaque.length > 0).toBe(true);
  });

  it('that stands twice is told twice, each place for itself', () => {
    const sql =
      'SELECT id, $1::text FROM silver.customers WHERE email = $1 AND email IS NOT DISTINCT FROM $1';
    const { marks } = read(sql);
    expect(marks.map(({ number, equals }) => [number, equals?.column])).toEqual([
      [1, 'email'],
      [1, 'email'],
      [1, undefined],
    ]);
  });

  it.each([
    ['a length', 'varchar(5)'],
    ['a number of any scale', 'numeric'],
    ['a broken number', 'float8'],
    ['a time', 'timestamptz'],
    ['a list', 'text[]'],
    ['a list of numbers', 'int[]'],
    ['a type of somebody’s', 'silver.uuid'],
  ])('beside a column of %s is anywhere: the comparison could fail by the value', (_, type) => {
    const other = pgReaderOf(
      `DROP TABLE silver.customers CASCADE; CREATE TABLE silver.customers (id int PRIMARY KEY, email ${type})`,
    );
    expect(other('SELECT id FROM silver.customers WHERE email = $1').marks).toEqual([{ number: 1 }]);
  });

  it.each([
    ['smallint', 'int2'],
    ['int', 'int4'],
    ['bigint', 'int8'],
    ['uuid', 'uuid'],
    ['date', 'date'],
    ['numeric(10, 2)', 'numeric 2'],
    ['numeric(10)', undefined],
  ])('beside a column of %s is told with its form', (type, form) => {
    const other = pgReaderOf(
      `DROP TABLE silver.customers CASCADE; CREATE TABLE silver.customers (id int PRIMARY KEY, email ${type}, phone text)`,
    );
    const formsOf = (where: string): readonly unknown[] =>
      other(`SELECT id FROM silver.customers WHERE ${where}`).marks.map(({ equals }) => equals?.form);
    expect(formsOf('email = $1 OR email IN ($2, $1)')).toEqual([form, form, form]);
    expect(formsOf('email = $1 AND phone = $1')).toEqual([form, undefined].slice(0, 2));
    if (form === undefined) return;
    expect(formsOf(`email = $1::${form.split(' ')[0]}`)).toEqual([form]);
  });

  it.each([
    ['uuid', 'email IS NOT DISTINCT FROM $1'],
    ['uuid', 'email = $1::text'],
    ['uuid', 'email::text = $1'],
    ['uuid', 'email <> $1'],
    ['uuid', 'NOT (email = $1)'],
    ['int', 'email = $1::bigint'],
    ['int', 'email = $1::text::int'],
    ['int', 'email < $1'],
    ['numeric(10, 2)', 'email = $1::numeric(10, 1)'],
    ['text', 'email = $1::int'],
    ['text', 'email = $1::varchar(3)'],
    ['text', 'email = $1::"char"'],
    ['text', 'email = $1::silver.text'],
  ])('beside a column of %s is anywhere in %s: the comparison could fail by the value', (type, where) => {
    const other = pgReaderOf(
      `DROP TABLE silver.customers CASCADE; CREATE TABLE silver.customers (id int PRIMARY KEY, email ${type})`,
    );
    const { marks } = other(`SELECT id FROM silver.customers WHERE ${where}`);
    expect(marks.map(({ equals }) => equals)).toEqual([undefined]);
  });

  it('of text may be cast to text', () => {
    const { marks } = read(
      'SELECT id FROM silver.customers WHERE email = $1::text OR email IN ($2::varchar, $1)',
    );
    expect(marks.map(({ equals }) => equals?.column)).toEqual(['email', 'email', 'email']);
  });

  it('beside a column that was given another type since is anywhere', () => {
    const other = pgReaderOf('ALTER TABLE silver.customers ALTER COLUMN email TYPE int USING 1');
    expect(other('SELECT id FROM silver.customers WHERE email = $1').marks).toEqual([{ number: 1 }]);
  });

  it('beside an operator of somebody’s own is anywhere', () => {
    const { marks } = read('SELECT id FROM silver.customers WHERE email OPERATOR(silver.=) $1');
    expect(marks).toEqual([{ number: 1 }]);
  });
});

describe('what is bound nobody has read', () => {
  it.each([
    ['status LIKE $1', 'tautology'],
    ['id < $1 OR id >= $2', 'tautology'],
    ['length(status) >= $1', 'tautology'],
    ['$1', 'tautology'],
    ['$1 = $2', 'tautology'],
    ['id = $1', 'key-pinned'],
    ['id IN ($1, $2)', 'key-pinned'],
    ['id > $1', 'predicate'],
  ])('%s has the scope of the widest value: %s', (where, scope) => {
    expect(read(`DELETE FROM silver.orders WHERE ${where}`).writes[0]?.scope).toBe(scope);
  });

  it('a text that it makes longer says how long a classified one is', () => {
    expect(read('SELECT email || $1 FROM silver.customers').filtersOn).toMatchObject([{ column: 'email' }]);
    expect(read("SELECT email || '!' FROM silver.customers").filtersOn).toEqual([]);
  });

  it.each([
    'INSERT INTO gold.daily_revenue SELECT created_at, $1, id FROM silver.orders',
    'UPDATE gold.daily_revenue SET revenue = $1 WHERE day = $2',
  ])('%s has no source: its author wrote a column', (sql) => {
    expect(read(sql).writes.map(({ sources }) => sources)).toEqual([[]]);
  });
});
