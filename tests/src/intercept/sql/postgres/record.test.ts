// What the record says of a statement beyond its datasets: in what way rows are written, and what is held, started, sent or kept.
import { describe, expect, it } from 'vitest';
import { pgReaderOf } from '../../../../cases/sql/reading-postgres.js';

const read = pgReaderOf();

describe('a merge', () => {
  const modes = (sql: string): readonly string[] =>
    read(sql).writes.map(({ dataset, mode, scope }) => `${mode} ${dataset} ${scope}`);
  const upsert = 'INSERT INTO staging.orders_clean (id, amount)';
  const into = 'MERGE INTO staging.orders_clean t USING silver.orders s ON s.id = t.id';

  it.each([
    [`${upsert} VALUES (1, 2) ON CONFLICT (id) DO UPDATE SET amount = 3`, 'update', 'key-pinned'],
    [
      `${upsert} SELECT id, amount FROM silver.orders ON CONFLICT (id) DO UPDATE SET amount = 3`,
      'update',
      'predicate',
    ],
    [`${into} WHEN MATCHED THEN DELETE`, 'delete', 'predicate'],
    [`${into} WHEN MATCHED THEN UPDATE SET amount = s.amount`, 'update', 'predicate'],
    [`${into} WHEN NOT MATCHED THEN INSERT (id) VALUES (s.id)`, 'insert', 'not-applicable'],
    [`${into} WHEN MATCHED THEN DO NOTHING`, 'update', 'predicate'],
    [
      'MERGE INTO staging.orders_clean t USING silver.orders s ON true WHEN MATCHED THEN DELETE',
      'delete',
      'tautology',
    ],
  ])('is told beside what it does: %s', (sql, mode, scope) => {
    const told = modes(sql);
    expect(told).toContain(`${mode} staging.orders_clean ${scope}`);
    expect(told).toContain(`merge staging.orders_clean ${scope}`);
  });

  it.each([
    `${upsert} VALUES (1, 2)`,
    `${upsert} VALUES (1, 2) ON CONFLICT DO NOTHING`,
    'UPDATE staging.orders_clean SET amount = 3 WHERE id = 1',
  ])('is none where nothing that is there gives way: %s', (sql) => {
    expect(modes(sql).filter((one) => one.startsWith('merge'))).toEqual([]);
  });
});
