// Where the marks of a SQLite statement stand, by the real engine.
import { describe, expect, it } from 'vitest';
import { alsoAsked, anywhere, compared, put } from '../../../../cases/sql/marks.js';
import { readerOf } from '../../../../cases/sql/reading.js';

const read = readerOf();
const marked = (sql: string): string => sql.replaceAll('#', '?');

describe('a mark', () => {
  it.each(compared)('%s: is compared with the column and nothing else', (sql, column) => {
    const { marks, filtersOn, opaque } = read(marked(sql));
    expect(opaque).toEqual([]);
    const numbers = [...sql.matchAll(/#/g)].map((_, at) => at + 1);
    const equals = { dataset: 'silver.customers', column, class: expect.stringMatching(/^pii/) };
    expect(marks).toEqual(numbers.map((number) => ({ number, equals })));
    expect(filtersOn).toEqual([{ ...equals, keyed: false, by: numbers }]);
  });

  it('under the key is compared as well', () => {
    const { marks, filtersOn } = read('SELECT id FROM silver.customers WHERE id = ? AND email IS ?');
    expect(marks.map(({ equals }) => equals?.column)).toEqual([undefined, 'email']);
    expect(filtersOn).toMatchObject([{ column: 'email', keyed: true, by: [2] }]);
  });

  it.each(anywhere)('%s: is anywhere', (sql) => {
    const { marks, filtersOn } = read(marked(sql));
    expect(marks.length).toBeGreaterThan(0);
    expect(marks.filter(({ equals, into }) => equals !== undefined || into !== undefined)).toEqual([]);
    expect(filtersOn.filter(({ by }) => by !== undefined)).toEqual([]);
  });

  it.each(put)('%s: is put into the column as it is', (sql, place) => {
    const { marks } = read(marked(sql));
    expect(marks.map(({ into }) => `${into?.dataset}.${into?.column}`)).toEqual(marks.map(() => place));
    expect(marks.filter(({ equals }) => equals !== undefined)).toEqual([]);
  });

  it.each(['amount', 'customer_id'])(
    'into a column of numbers (%s) is put nowhere: a text that looks like one would change',
    (column) => {
      const { marks } = read(`UPDATE silver.orders SET ${column} = ? WHERE id = 1`);
      expect(marks).toEqual([{ number: 1 }]);
    },
  );

  it.each(alsoAsked)('%s: is not all that is asked', (sql) => {
    const { filtersOn, opaque } = read(marked(sql));
    const isAskedFreely = filtersOn.some(({ by, keyed }) => by === undefined && !keyed);
    expect(isAskedFreely || opaque.length > 0).toBe(true);
  });

  it.each([
    ['?1, ?2, ?1', [1, 2, 1]],
    ['?2, ?1, ?2', [2, 1, 2]],
    [':b, :a, :b', [1, 2, 1]],
    ['@b, @a, @b', [1, 2, 1]],
    ['$b, $a, $b', [1, 2, 1]],
    [':a, :A', [1, 2]],
    [':a, @a', [0, 0]],
    ['?, :a', [0, 0]],
    ['?, ?1', [0, 0]],
    ['?2, ?3', [0, 0]],
    ['?01', [0]],
    [':1', [0]],
    ['$é', [0]],
  ])('%s: the engine’s numbers, where every driver’s are the same', (list, numbers) => {
    const { marks } = read(`SELECT id FROM silver.customers WHERE email IN (${list})`);
    expect(marks.map(({ number }) => number)).toEqual(numbers);
    const isCompared = !numbers.includes(0);
    expect(marks.map(({ equals }) => equals?.column === 'email')).toEqual(numbers.map(() => isCompared));
  });

  it('of one name is told at each place', () => {
    const { marks } = read('SELECT id FROM silver.customers WHERE email = :a OR country = :a OR email = :b');
    expect(marks.map(({ number, equals }) => [number, equals?.column])).toEqual([
      [1, 'email'],
      [1, undefined],
      [2, 'email'],
    ]);
  });

  it.each([
    "SELECT id FROM silver.orders WHERE customer_id IN (SELECT value FROM json_each('[1]') WHERE value = ?)",
    'SELECT id FROM silver.orders WHERE customer_id IN (SELECT id FROM silver.customers WHERE "email" = ?)',
    'SELECT y.email FROM silver.customers y, (SELECT id, phone ISNULL email FROM silver.customers) x WHERE x.email = ?',
    'SELECT y.email FROM silver.customers y, (SELECT id, phone email FROM silver.customers) x WHERE x.email = ?',
    'SELECT id FROM (SELECT id, email COLLATE NOCASE FROM silver.customers) WHERE email = ?',
    'SELECT id FROM silver.customers WHERE email = ? UNION ALL SELECT id FROM silver.orders',
    'WITH RECURSIVE x AS (SELECT id, email FROM silver.customers) SELECT id FROM x WHERE email = ?',
    "SELECT id FROM (SELECT id, email FROM silver.customers) x, (SELECT 'guess' AS email) y WHERE y.email = ?",
  ])('%s: is compared with nothing that is known', (sql) => {
    const { marks } = read(sql);
    expect(marks).toEqual([{ number: 1 }]);
  });

  it('in a query within is beside every column that its name may mean', () => {
    const sql =
      'SELECT c.email FROM silver.customers c WHERE c.id IN (SELECT id FROM staging.customers_raw WHERE email = ?)';
    expect(read(sql).marks.map(({ number, equals }) => [number, equals?.dataset])).toEqual([
      [1, 'silver.customers'],
      [1, 'staging.customers_raw'],
    ]);
  });

  it('beside a join by every shared name is not all that is asked', () => {
    const sql =
      'SELECT a.phone FROM silver.customers a NATURAL JOIN staging.customers_raw b WHERE b.notes = ?';
    const { filtersOn } = read(sql);
    expect(filtersOn.length).toBeGreaterThan(1);
    expect(filtersOn.filter(({ by }) => by !== undefined)).toEqual([]);
  });
});

describe('what is bound nobody has read', () => {
  it.each([
    ['status LIKE ?', 'tautology'],
    ['id < ? OR id >= ?', 'tautology'],
    ['length(status) >= ?', 'tautology'],
    ['id * ? = 0', 'tautology'],
    ['?', 'tautology'],
    ['? = ?', 'tautology'],
    ['id = ?', 'key-pinned'],
    ['id IN (?, ?)', 'key-pinned'],
    ['id > ?', 'predicate'],
  ])('%s has the scope of the widest value: %s', (where, scope) => {
    expect(read(`DELETE FROM silver.orders WHERE ${where}`).writes[0]?.scope).toBe(scope);
  });

  it.each([
    'INSERT INTO gold.daily_revenue SELECT created_at, ?, id FROM silver.orders',
    'INSERT INTO gold.daily_revenue VALUES (?, ?, ?)',
    'UPDATE gold.daily_revenue SET revenue = ? WHERE day = ?',
  ])('%s has no source: its author wrote a column', (sql) => {
    expect(read(sql).writes.map(({ sources }) => sources)).toEqual([[]]);
  });

  it.each([
    'SELECT email FROM silver.customers WHERE id = ?',
    'SELECT email FROM silver.customers WHERE id IN (?, ?) AND country = ? LIMIT ? OFFSET ?',
    'SELECT email || ? FROM silver.customers',
  ])('%s asks nothing of a person', (sql) => {
    expect(read(sql)).toMatchObject({ filtersOn: [], opaque: [] });
  });

  it('a mark is shown as one in the shape', () => {
    expect(read('SELECT id FROM silver.customers WHERE id = ?').shape).toMatch(/id = \?$/);
  });

  it('in a view it is not understood', () => {
    expect(read('CREATE VIEW silver.planted AS SELECT ? AS a').opaque.length).toBeGreaterThan(0);
  });
});
