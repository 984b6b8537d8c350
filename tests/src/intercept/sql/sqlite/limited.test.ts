// DELETE and UPDATE with a LIMIT, which the reader's own build of the engine cannot parse and the downstream's can.
import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { tokenize } from '../../../../../src/intercept/sql/sqlite/index.js';
import { withoutLimit } from '../../../../../src/intercept/sql/sqlite/tokens/limited.js';
import { isDestructive, readerOf } from '../../../../cases/sql/reading.js';

const read = readerOf();
const scope = (sql: string) =>
  read(sql).writes.map((write) => `${write.mode} ${write.dataset} ${write.scope}`);

/** What is left in a table of ten rows when a statement has run. */
function left(sql: string): unknown {
  const db = new Sqlite(':memory:');
  db.exec('CREATE TABLE t (id INTEGER PRIMARY KEY, n INTEGER, s TEXT)');
  for (let id = 1; id <= 10; id += 1)
    db.prepare('INSERT INTO t VALUES (?, ?, ?)').run(id, (id * 7) % 5, `s${id % 3}`);
  db.prepare(sql).run();
  const rows = db.prepare('SELECT * FROM t').all();
  db.close();
  return rows;
}

describe('a write with a limit', () => {
  it.each([
    'DELETE FROM t WHERE n > 1 ORDER BY n DESC, id LIMIT 2',
    'DELETE FROM t LIMIT 3',
    "DELETE FROM t AS a WHERE a.s = 's1' ORDER BY a.n LIMIT 1 OFFSET 1",
    "UPDATE t SET s = 'x', n = (SELECT count(*) FROM t WHERE n > 1 LIMIT 1) WHERE id > 2 ORDER BY n, id LIMIT 2, 3",
    "WITH w AS (SELECT 3 AS k) UPDATE OR IGNORE t AS a SET s = 'y' WHERE n < (SELECT k FROM w) ORDER BY a.id LIMIT 2",
    'DELETE FROM t WHERE n IN (SELECT n FROM t ORDER BY n LIMIT 1) LIMIT -1 -- all of them',
  ])('%s does what the text does that is prepared for it', (sql) => {
    const prepared = withoutLimit(sql, tokenize(sql));
    expect(prepared).toContain('rowid IN (SELECT rowid FROM');
    expect(left(prepared ?? '')).toEqual(left(sql));
  });

  it('is as wide as its condition: a limit pins nothing', () => {
    expect(scope("DELETE FROM silver.orders WHERE status = 'void' ORDER BY id LIMIT 5")).toEqual([
      'delete silver.orders predicate',
    ]);
    expect(scope('DELETE FROM silver.orders WHERE id = 5 LIMIT 1')).toEqual([
      'delete silver.orders key-pinned',
    ]);
    for (const sql of [
      'DELETE FROM silver.orders LIMIT 1',
      'UPDATE silver.orders SET amount = 0 ORDER BY id LIMIT 1',
    ])
      expect(isDestructive(read(sql))).toBe(true);
  });

  it('asks about what it sorts and counts by', () => {
    const asked = (sql: string) => read(sql).filtersOn.map(({ column }) => column);
    expect(asked("DELETE FROM silver.customers WHERE segment = 'x' ORDER BY email LIMIT 1")).toEqual([
      'email',
    ]);
    expect(asked('DELETE FROM staging.junk LIMIT (SELECT max(length(ssn)) FROM silver.customers)')).toEqual([
      'ssn',
    ]);
    expect(
      read('DELETE FROM staging.junk WHERE id = 1 LIMIT (SELECT count(*) FROM protected.salaries)').touches,
    ).toContainEqual(expect.objectContaining({ dataset: 'protected.salaries', protected: true }));
  });

  it.each([
    'DELETE FROM silver.orders WHERE id = 1 RETURNING id LIMIT 1',
    'UPDATE silver.orders SET amount = 0 FROM staging.junk j WHERE j.id = orders.id LIMIT 1',
    'DELETE FROM silver.orders INDEXED BY orders_cust_idx WHERE customer_id = 1 LIMIT 1',
    'DELETE FROM silver.orders o WHERE o.id = 1 LIMIT 1',
    'DELETE FROM silver.v_stats LIMIT 1',
    'DELETE FROM silver.orders WHERE id = 1 LIMIT 1; DROP TABLE silver.orders',
    'DELETE FROM silver.orders WHERE id = 1) LIMIT 1',
  ])('%s is not read', (sql) => {
    expect(read(sql).opaque).not.toEqual([]);
  });
});
