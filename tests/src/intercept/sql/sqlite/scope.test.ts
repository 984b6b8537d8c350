// How tightly a WHERE pins. Each always-true condition is run on a real SQLite first, so that the list cannot lie.
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { readerOf } from '../../../../cases/sql/reading.js';

const read = readerOf();
const scopeOf = (where: string): string | undefined =>
  read(`DELETE FROM silver.orders${where === '' ? '' : ` WHERE ${where}`}`).writes[0]?.scope;

const always = [
  ...[
    '1',
    '1=1',
    "'a'='a'",
    'id=id',
    'id IS id',
    'id == orders.id',
    'NOT 0',
    'NOT (1=2)',
    'NOT NOT 1',
    '2>1',
  ],
  ...['id = 1 OR 1=1', 'id=1 OR id<>1', 'id IS NOT NULL', 'id NOTNULL', 'id NOT NULL', "status LIKE '%'"],
  ...[
    "status GLOB '*'",
    'EXISTS (SELECT 1)',
    'id IN (SELECT id FROM silver.orders) OR 1',
    '(((1)))',
    '1 AND 1',
  ],
  ...[
    'id = id AND 1=1',
    'coalesce(id, 1) IS NOT NULL',
    'length(status) >= 0',
    '0 <= length(status)',
    'abs(id) > -1',
    'abs(id) >= 0',
    'id*0 = 0',
  ],
  ...['CASE WHEN 1 THEN 1 END', 'id BETWEEN id AND id', 'id >= id', "'x' LIKE '%'", 'true', 'id + 0 = id'],
  ...['NOT id IS NULL', 'id IN (id)', 'id = 5 OR id != 5', 'id - id = 0', '-1', "typeof(id) = 'integer'"],
  ...['NOT (id = 1 AND id = 2)', 'id IS NOT DISTINCT FROM id', 'NOT EXISTS (SELECT 1 WHERE 0)', '1=1 --x\n'],
  ...[
    '(id, 1) = (id, 1)',
    '(1, 2) IN (SELECT 1, 2)',
    'id COLLATE nocase = id',
    "id || '' = id",
    'id <> -1 OR id = -1',
    'id = (SELECT id)',
    'rowid = id',
  ],
];
const rows = 4;

const real = new Database(':memory:');
real.exec(`ATTACH ':memory:' AS silver;
  CREATE TABLE silver.orders(id INTEGER PRIMARY KEY, customer_id INTEGER, amount NUMERIC, status TEXT, created_at TEXT, ship_address TEXT);
  INSERT INTO silver.orders VALUES (1,1,10,'paid','2024-01-01','a'),(2,1,20,'open','2024-02-01','b'),(3,2,30,'paid','2024-03-01','c'),(4,3,40,'void','2024-04-01','d')`);

describe('scope', () => {
  it.each(always)('%s takes every row and is called a tautology', (where) => {
    const { n } = real.prepare(`SELECT count(*) AS n FROM silver.orders WHERE ${where}`).get() as {
      n: number;
    };
    expect(n).toBe(rows);
    expect(['tautology', 'none', ...(where === 'rowid = id' ? ['predicate'] : [])]).toContain(scopeOf(where));
  });

  it.each([
    'id > -1',
    'id BETWEEN 0 AND 999999999',
    "status <> 'nosuch'",
    'id IN (SELECT id FROM silver.orders)',
    'id = (SELECT max(id) FROM silver.orders)',
    'created_at = (SELECT min(created_at) FROM silver.orders)',
    'id = (SELECT orders.id FROM silver.customers LIMIT 1)',
    "instr(status, ' ') > 0",
    '0 < length(status)',
    "typeof(amount) = 'text'",
    '(id, status) IN (SELECT id, status FROM (SELECT id, status, row_number() OVER (PARTITION BY id, status ORDER BY id) AS n FROM silver.orders) WHERE n > 1)',
  ])('%s depends on the data and is a predicate, for the row guard', (where) => {
    expect(scopeOf(where)).toBe('predicate');
  });

  it.each([
    'id = 1',
    '1 = id',
    'id IS 1',
    '(id = ?1)',
    'id IN (1, 2, 3)',
    "id = 1 AND status = 'paid'",
    "(status = 'paid' AND (id = 1))",
    'silver.orders.id = :a',
    '"id" = -1',
    'id = 1 AND 1=1',
  ])('%s pins the key', (where) => {
    expect(scopeOf(where)).toBe('key-pinned');
  });

  it.each([
    "status = 'paid'",
    "status = 'paid' OR status = 'void'",
    "lower(status) = 'void'",
    "created_at < date('now', '-1 year')",
    'amount IS NULL',
    "status LIKE 'p%'",
    'amount BETWEEN 1 AND 2',
    "NOT status = 'paid'",
    "status = 'paid' AND 1=1",
    `id IN (${Array.from({ length: 1_001 }, (_, at) => at).join()})`,
    'id = customer_id',
    'id NOT IN (1, 2)',
  ])('%s is a predicate', (where) => {
    expect(scopeOf(where)).toBe('predicate');
  });

  it('no WHERE is no scope, whatever stands before or after', () => {
    expect(scopeOf('')).toBe('none');
    expect(read('WITH a AS (SELECT 1 WHERE 1) DELETE FROM silver.orders').writes[0]?.scope).toBe('none');
    expect(read("UPDATE silver.orders SET status = (SELECT 'a' WHERE 1)").writes[0]?.scope).toBe('none');
    expect(read('DELETE FROM silver.orders RETURNING id').writes[0]?.scope).toBe('none');
  });

  it('an UPDATE that joins another table is never pinned', () => {
    const joined = read(
      'UPDATE silver.orders SET amount = 0 FROM silver.customers c WHERE silver.orders.id = 1',
    );
    expect(joined.writes[0]?.scope).toBe('predicate');
  });

  it('a WITH whose table is called like a verb does not hide the verb', () => {
    const hidden = read('WITH "select" AS (SELECT 1), replace AS (SELECT 2) DELETE FROM silver.orders');
    expect([hidden.kind, hidden.writes[0]?.scope]).toEqual(['delete', 'none']);
  });

  it('all columns of a composite key have to be pinned', () => {
    const day = read("DELETE FROM gold.daily_revenue WHERE day = '2024-01-01'");
    const other = read('DELETE FROM gold.daily_revenue WHERE orders = 1');
    expect([day.writes[0]?.scope, other.writes[0]?.scope]).toEqual(['key-pinned', 'predicate']);
  });
});
