// EXPLAIN: what is under it is read and not run, and the plan is masked where it could tell of a value.
import { describe, expect, it } from 'vitest';
import { classesOf, isReadonly, readerOf } from '../../../../cases/sql/reading.js';

const read = readerOf();

describe('explain', () => {
  it('a plan of a write writes nothing, and names the table as read', () => {
    const effects = read('EXPLAIN DELETE FROM silver.orders');
    expect([effects.opaque, isReadonly(effects), effects.kind]).toEqual([[], true, 'select']);
    expect(effects.reads.map(({ dataset }) => dataset)).toEqual(['silver.orders']);
  });

  it('a plan over clear columns is clear, in as many columns as it has', () => {
    expect(classesOf(read('EXPLAIN QUERY PLAN SELECT id FROM silver.orders'))).toEqual([[], [], [], []]);
    expect(read('explain SELECT 1').egress.map(({ name }) => name)).toContain('opcode');
  });

  it('a plan that a classified column could have decided bears its class in every column', () => {
    const effects = read("EXPLAIN QUERY PLAN SELECT id FROM silver.customers WHERE email = 'x'");
    expect(classesOf(effects)).toEqual(Array.from({ length: 4 }, () => ['pii.email']));
    expect(effects.filtersOn.map(({ column }) => column)).toEqual(['email']);
  });

  it.each([
    'EXPLAIN QUERY PLAN SELECT id FROM silver.customers WHERE email = ?',
    'EXPLAIN UPDATE silver.customers SET country = ? WHERE id = 1',
  ])('a plan is made for no value that is hidden: %s', (sql) => {
    const { marks, filtersOn } = read(sql);
    expect(marks).toEqual([{ number: 1 }]);
    expect(filtersOn.filter(({ by }) => by !== undefined)).toEqual([]);
  });

  it('what of a program may be an address in memory bears a class that nobody lifts', () => {
    const program = read('EXPLAIN SELECT value FROM json_each(json_array(1))').egress;
    expect(program.flatMap(({ name, classes }) => (classes.length > 0 ? [[name, classes]] : []))).toEqual([
      ['p4', ['pii.unknown']],
    ]);
  });

  it('a protected table is touched by a plan of it', () => {
    const touched = read('EXPLAIN INSERT INTO protected.salaries VALUES (1, 2, 3)').touches;
    expect(touched.filter((one) => one.protected).map(({ dataset }) => dataset)).toEqual([
      'protected.salaries',
    ]);
  });

  it('the journal keeps that it was a plan', () => {
    expect(read('explain query plan select 1').shape).toBe('EXPLAIN QUERY PLAN SELECT ?');
  });
});
