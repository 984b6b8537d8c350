// Rows come in no order of what is hidden: an index of the operator's own holds a hidden column, and no statement's rows tell how it is sorted.
import { describe, expect, it } from 'vitest';
import { readDirectly, useStore, writeDirectly } from './postgres-store.js';

const most = 40;
const clear = {
  'silver.customers': ['id', 'country', 'age'],
  'silver.orders': ['id', 'customer_id', 'total'],
};
/** The later a number, the earlier its name; the rows lie by number. */
const people = [...Array(most).keys()]
  .map((n) => `(${n + 100}, 'p${1000 - n}@example.org', '${n % 2 === 0 ? 'NL' : 'DE'}', 30)`)
  .join(', ');
const indexes = `ALTER TABLE customers ADD COLUMN city TEXT; CREATE INDEX by_city ON customers(country, city, id);
CREATE INDEX by_age ON customers(age, email); CREATE INDEX by_land ON customers(country, email); CREATE INDEX by_word ON customers(age, lower(email));
CREATE TABLE keyed (code TEXT PRIMARY KEY, n INTEGER) WITHOUT ROWID; INSERT INTO keyed VALUES ('z', 1), ('a', 2);
CREATE VIEW numbers AS SELECT id FROM customers`;

const isSorted = (numbers: readonly number[]): boolean =>
  numbers.every((one, at) => at === 0 || one >= (numbers[at - 1] ?? 0));

describe('rows of a table whose index holds a hidden column', () => {
  const at = useStore('each');
  const laid = (): void =>
    writeDirectly(
      at.directory,
      'silver',
      `DELETE FROM customers; INSERT INTO customers VALUES ${people}; ${indexes}`,
    );
  const numbersOf = async (sql: string, given: Record<string, unknown>): Promise<readonly number[]> => {
    const { rows } = await at.store.ok('query', { sql, ...given });
    // `as`: each of these statements gives numbers in its first column.
    return (rows as readonly (readonly number[])[]).map(([first]) => first ?? 0);
  };

  it.each([
    'SELECT id FROM silver.customers',
    'SELECT id FROM customers',
    'SELECT c.id FROM "silver"."customers" AS c',
    "SELECT c.id FROM silver.customers c WHERE c.country = 'NL'",
    'SELECT id, lower(email) FROM silver.customers WHERE age = 30',
    'SELECT id FROM (SELECT id FROM silver.customers LIMIT 20)',
    'WITH few AS (SELECT id FROM silver.customers) SELECT id FROM few',
    'SELECT c.id FROM (VALUES (1)) AS o, silver.customers c',
    "SELECT c.id FROM (SELECT 'NL' AS land) o JOIN silver.customers c ON c.country = o.land",
    'SELECT id FROM silver.customers UNION ALL SELECT 1000 FROM silver.orders',
    "SELECT id FROM silver.customers WHERE age > 5 OR (country = 'NL' AND city = 'x')",
  ])('%s', async (sql) => {
    laid();
    const found = await numbersOf(sql, { clear_columns: clear });
    expect(found.length).toBeGreaterThan(10);
    expect(isSorted(found)).toBe(true);
    // And would tell it, if nobody said what is clear.
    expect(isSorted(await numbersOf(sql, {}))).toBe(false);
  });

  it.each([
    'SELECT id FROM silver.customers WHERE email IN (?, ?, ?)',
    'SELECT id FROM silver.customers WHERE email = ? OR email = ? OR email = ?',
    'SELECT id FROM silver.customers WHERE email IN (:a, :b, :c)',
    'SELECT c.id FROM (SELECT id, email FROM silver.customers WHERE email IN (?, ?, ?) LIMIT 3) c',
  ])('come in no order of what a list of values holds: %s', async (sql) => {
    laid();
    writeDirectly(at.directory, 'silver', 'CREATE UNIQUE INDEX by_mail ON customers(email)');
    const params = [1, 5, 3].map((n) => `p${1000 - n}@example.org`);
    expect(await numbersOf(sql, { params, clear_columns: clear })).toEqual([101, 103, 105]);
    expect(await numbersOf(sql, { params })).toEqual([105, 103, 101]);
  });

  it.each([{}, { 'silver.orders': ['id'] }])(
    'are of a table that is not named: nothing of it is clear (%o)',
    async (named) => {
      laid();
      const sql = "SELECT id FROM silver.customers WHERE country = 'NL' AND city IS NULL";
      expect(isSorted(await numbersOf(sql, { clear_columns: named }))).toBe(true);
      const view = 'SELECT id FROM silver.numbers';
      expect(await at.store.refused('query', { sql: view, clear_columns: named })).toEqual({
        code: 'hidden-order',
      });
    },
  );

  it('come as they do without it where one row is pinned, or nothing of it is walked', async () => {
    laid();
    const pinned = "SELECT id FROM silver.customers WHERE email = 'p999@example.org'";
    expect(await numbersOf(pinned, { clear_columns: clear })).toEqual([101]);
    expect(await numbersOf('SELECT count(*) FROM silver.customers', { clear_columns: clear })).toEqual([
      most,
    ]);
    const bound = { clear_columns: clear, params: ['NL'] };
    expect(isSorted(await numbersOf('SELECT id FROM silver.customers WHERE country = ?', bound))).toBe(true);
  });

  it('are not chosen by it where one stands for many', async () => {
    laid();
    const sql = 'SELECT id, min(country) FROM silver.customers';
    expect(await numbersOf(sql, { clear_columns: clear })).toEqual([101]);
    expect(await numbersOf(sql, {})).toEqual([139]);
  });

  it('are not chosen by it in a trigger either, nor by what a trigger looks up', async () => {
    laid();
    writeDirectly(
      at.directory,
      'silver',
      `CREATE TABLE picked (n INTEGER); CREATE TRIGGER pick AFTER INSERT ON parents BEGIN
         INSERT INTO picked SELECT id FROM customers; END;
       CREATE TRIGGER look AFTER UPDATE ON customers BEGIN
         INSERT INTO picked SELECT c.id FROM customers c WHERE c.country = 'NL' AND c.city = 'x'; END`,
    );
    const fill = { sql: 'INSERT INTO silver.parents VALUES (7)', clear_columns: clear };
    expect(await at.store.refused('execute', fill)).toEqual({ code: 'hidden-order' });
    const sql = 'UPDATE silver.customers SET age = 31 WHERE id > 0 RETURNING id';
    const { rows } = await at.store.ok('execute', { sql, clear_columns: clear });
    // `as`: RETURNING gives numbers.
    expect(isSorted((rows as number[][]).map(([id]) => id ?? 0))).toBe(true);
  });

  it('go by the names that were asked for', async () => {
    laid();
    const sql = 'SELECT (SELECT id FROM silver.customers LIMIT 1)';
    const page = await at.store.ok('query', { sql, clear_columns: clear });
    expect(page).toMatchObject({ columns: ['(SELECT id FROM silver.customers LIMIT 1)'], rows: [[100]] });
  });

  it('are written and returned in no order of it', async () => {
    laid();
    const sql = "UPDATE silver.customers SET age = 31 WHERE country = 'NL' RETURNING id";
    const { rows } = await at.store.ok('execute', { sql, clear_columns: clear });
    // `as`: RETURNING gives numbers.
    expect(isSorted((rows as number[][]).map(([id]) => id ?? 0))).toBe(true);
    const copy = 'INSERT INTO gold.narrow (id) SELECT 1 FROM silver.customers LIMIT 1';
    await at.store.ok('execute', { sql: copy, clear_columns: clear });
    await at.store.ok('execute', { sql: 'CREATE TABLE gold.seen_ids (id INTEGER)' });
    const fill = 'INSERT INTO gold.seen_ids SELECT id FROM silver.customers';
    await at.store.ok('execute', { sql: fill, clear_columns: clear });
    expect(readDirectly(at.directory, 'gold', 'SELECT id FROM seen_ids WHERE rowid = 1')).toBe(100);
  });

  it('are refused where there is no other way to them', async () => {
    laid();
    const known = { ...clear, 'silver.keyed': ['n'] };
    for (const sql of ['SELECT n FROM silver.keyed', 'SELECT id FROM silver.numbers'])
      expect(await at.store.refused('query', { sql, clear_columns: known })).toEqual({
        code: 'hidden-order',
      });
    const one = "SELECT n FROM silver.keyed WHERE code = 'z'";
    expect(await numbersOf(one, { clear_columns: known })).toEqual([1]);
    const keyed = { 'silver.keyed': ['code', 'n'] };
    expect(await numbersOf('SELECT n FROM silver.keyed', { clear_columns: keyed })).toEqual([2, 1]);
  });

  const layMails = (): void =>
    writeDirectly(
      at.directory,
      'silver',
      `CREATE TABLE mails (email TEXT PRIMARY KEY, n INTEGER); CREATE INDEX all_of ON mails(email, n);
       INSERT INTO mails VALUES ('z', 1), ('a', 2), ('m', 1)`,
    );

  it('of a copy, and on their way to be masked, come as they lie', async () => {
    layMails();
    const { version } = await at.store.ok('content_version', { table: 'silver.mails' });
    const way = { source: 'silver.mails', version, target: 'gold.mails' };
    await at.store.ok('copy_if_version', way);
    expect(readDirectly(at.directory, 'gold', 'SELECT email FROM mails WHERE rowid = 1')).toBe('z');
    const readOf = async (clear_columns: unknown) =>
      (await at.store.ok('read_if_version', { table: 'silver.mails', version, clear_columns })).rows;
    const [z, m, a] = [
      ['z', 1],
      ['m', 1],
      ['a', 2],
    ];
    expect(await readOf({ 'silver.mails': ['n'] })).toEqual([z, a, m]);
    expect(await readOf({})).toEqual([z, a, m]);
    expect(await readOf({ 'silver.mails': ['email', 'n'] })).toEqual([a, m, z]);
    expect(await readOf(undefined)).toEqual([a, m, z]);
  });

  describe('of a copy', () => {
    const copied = async (way: Record<string, unknown>): Promise<readonly unknown[]> => {
      const { version } = await at.store.ok('content_version', { table: way.source });
      await at.store.ok('copy_if_version', { version, target: 'gold.copied', ...way });
      const found = readDirectly(
        at.directory,
        'gold',
        'SELECT json_group_array(id) FROM (SELECT id FROM copied ORDER BY rowid)',
      );
      writeDirectly(at.directory, 'gold', 'DROP TABLE copied');
      return JSON.parse(String(found));
    };
    const layViews = (): void => {
      laid();
      writeDirectly(
        at.directory,
        'silver',
        `CREATE VIEW turned AS SELECT id, country, +email AS email FROM customers NOT INDEXED WHERE id > 100 ORDER BY +email;
         CREATE VIEW lands AS SELECT country, id, email FROM customers NOT INDEXED WHERE id > 100 GROUP BY +email`,
      );
    };
    const isTurned = (found: readonly unknown[]): boolean => isSorted([...found].reverse().map(Number));

    it('are put as they lie, whatever index has all of its columns', async () => {
      laid();
      const folk = `CREATE TABLE folk (id INTEGER, country TEXT, email TEXT, city TEXT);
        INSERT INTO folk SELECT id, country, email, 'x' FROM customers ORDER BY id; CREATE INDEX by_folk ON folk(country, email, id)`;
      writeDirectly(at.directory, 'silver', folk);
      const table = { source: 'silver.folk', columns: ['id', 'country'] };
      expect(isSorted((await copied(table)).map(Number))).toBe(false);
      for (const clear_columns of [{ 'silver.folk': ['id', 'country', 'city'] }, {}])
        expect(isSorted((await copied({ ...table, clear_columns })).map(Number))).toBe(true);
    });

    it('are put by what is clear where they are of a view', async () => {
      layViews();
      const view = { source: 'silver.turned', columns: ['id'] };
      expect(isTurned(await copied(view))).toBe(true);
      expect(
        isSorted((await copied({ ...view, clear_columns: { 'silver.turned': ['id'] } })).map(Number)),
      ).toBe(true);
    });

    it('are put as chance has it where they are alike in what is clear, and so are those that are masked on their way', async () => {
      layViews();
      for (const source of ['silver.turned', 'silver.lands']) {
        const found = await copied({ source, columns: ['id', 'country'], clear_columns: {} });
        expect(found).toHaveLength(most - 1);
        expect(isTurned(found)).toBe(false);
        const { version } = await at.store.ok('content_version', { table: source });
        const { rows } = await at.store.ok('read_if_version', { table: source, version, clear_columns: {} });
        // `as`: rows are lists of cells, and one of each is a number.
        const numbers = (rows as readonly (readonly unknown[])[]).map((row) =>
          row.find((cell) => typeof cell === 'number'),
        );
        expect(numbers).toHaveLength(most - 1);
        expect(isTurned(numbers)).toBe(false);
      }
    });

    it('are refused where they lie in the order of a hidden key, or a view walks an index', async () => {
      laid();
      for (const [table, known] of [
        ['silver.keyed', ['n']],
        ['silver.numbers', []],
      ] as const) {
        const { version } = await at.store.ok('content_version', { table });
        const copy = { source: table, version, target: 'gold.copied', clear_columns: { [table]: known } };
        expect(await at.store.refused('copy_if_version', copy)).toEqual({ code: 'hidden-order' });
        const read = { table, version, clear_columns: copy.clear_columns };
        expect(await at.store.refused('read_if_version', read)).toEqual({ code: 'hidden-order' });
      }
      expect(
        readDirectly(at.directory, 'gold', "SELECT count(*) FROM sqlite_schema WHERE name = 'copied'"),
      ).toBe(0);
    });
  });

  it('of an export come by what is clear', async () => {
    layMails();
    const rowsOf = async (columns: readonly string[]) =>
      (await at.store.ok('export', { table: 'silver.mails', clear_columns: { 'silver.mails': columns } }))
        .rows;
    expect(await rowsOf(['n'])).toEqual([
      ['z', 1],
      ['m', 1],
      ['a', 2],
    ]);
    expect(await rowsOf([])).toEqual([
      ['z', 1],
      ['a', 2],
      ['m', 1],
    ]);
    expect(await rowsOf(['n', 'email'])).toEqual([
      ['a', 2],
      ['m', 1],
      ['z', 1],
    ]);
    writeDirectly(
      at.directory,
      'silver',
      'CREATE VIEW turned AS SELECT n, +email AS email FROM mails ORDER BY +email',
    );
    const pageOf = { table: 'silver.turned', max_rows: 1 };
    const known = { 'silver.turned': ['n'], 'silver.mails': ['n', 'email'] };
    expect(await at.store.refused('export', { ...pageOf, clear_columns: known })).toEqual({
      code: 'hidden-order',
    });
    const all = { ...known, 'silver.turned': ['n', 'email'] };
    expect((await at.store.ok('export', { ...pageOf, offset: 1, clear_columns: all })).rows).toEqual([
      [1, 'z'],
    ]);
  });
});
