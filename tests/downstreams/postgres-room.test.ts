// Where a page ends is seen by an agent: it ends at the same row whatever a short value is, and far below what one line may hold.
import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { openRoom } from '../../downstreams/postgres/room.js';
import { drainPage, plainly, readPage } from '../../downstreams/postgres/sqlite/rows.js';

const taken = (row: readonly (string | number | null)[]): number => {
  const hasRoom = openRoom();
  let rows = 0;
  while (hasRoom(row)) rows += 1;
  return rows;
};
const long = 'x'.repeat(50_000);

describe('room on a page', () => {
  it('is the same for nothing, a short text, a longer one and a number', () => {
    const ten = (cell: string | number | null) => taken(Array.from({ length: 10 }, () => cell));
    const counts = [null, '', 'Ana', 'x'.repeat(60), '\u0001'.repeat(10), 12].map(ten);
    expect(new Set(counts).size).toBe(1);
    expect(ten('x'.repeat(200))).toBeLessThan(counts[0] ?? 0);
  });

  it('is never more than a line may hold, however it is written', () => {
    for (const sign of ['x', 'é', '\u0001', '😀', '"'])
      for (const times of [1, 20, 22, 100, 5_000, 50_000]) {
        const cell = sign.repeat(times);
        const bytes = Buffer.byteLength(JSON.stringify([cell]));
        expect(taken([cell]) * bytes).toBeLessThanOrEqual(4.5 * 1024 * 1024);
      }
  });

  it('is there for one row at least, and for the thousand of an ordinary page', () => {
    expect(taken(['x'.repeat(20 * 1024 * 1024)])).toBeGreaterThanOrEqual(1);
    expect(taken(Array.from({ length: 60 }, () => 'a name'))).toBeGreaterThan(1_000);
  });
});

describe('a page of SQLite', () => {
  const db = new Sqlite(':memory:');
  db.exec('CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT)');
  const insert = db.prepare('INSERT INTO t (v) VALUES (?)');
  for (let row = 0; row < 400; row += 1) insert.run(long);
  const all = () => plainly(db.prepare<unknown[]>('SELECT * FROM t ORDER BY id'));

  it('ends where there is no room, says so, and goes on from there', () => {
    const first = readPage(all(), { max_rows: 1_000, isShown: true });
    expect([first.truncated, first.rows.length < 400]).toEqual([true, true]);
    const rest = readPage(all(), { max_rows: 1_000, offset: first.rows.length, isShown: true });
    expect(rest.rows[0]?.[0]).toBe(first.rows.length + 1);
  });

  it('is whole for the kernel’s own ends', () => {
    expect(readPage(all(), { max_rows: 1_000 })).toMatchObject({ truncated: false, rows: { length: 400 } });
    expect(readPage(all(), { max_rows: 3 })).toMatchObject({ truncated: true, rows: { length: 3 } });
  });

  it('a write is run to its end, and shows what there is room for', () => {
    const outcome = drainPage(plainly(db.prepare("UPDATE t SET v = v || 'y' RETURNING v")), {
      max_rows: 1_000,
    });
    expect([outcome.truncated, outcome.rows.length < 400]).toEqual([true, true]);
    expect(db.prepare("SELECT count(*) FROM t WHERE v LIKE '%y'").pluck().get()).toBe(400);
  });
});
