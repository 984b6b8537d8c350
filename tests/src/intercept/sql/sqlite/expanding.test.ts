// What a reading takes grows with its text and no faster: counted in what is done, never in time. What comes to more than it says is refused before the engine spells it out.
import { afterAll, describe, expect, it } from 'vitest';
import { bomb } from '../../../../cases/sql/bomb.js';
import { lakeSchema } from '../../../../cases/sql/lake.js';
import { readerOf } from '../../../../cases/sql/reading.js';
import { moreTables, nested, type Repeated, repeated } from '../../../../cases/sql/repeated.js';
import { openCounter } from '../../../../cases/sql/work.js';

const statements = [...lakeSchema.statements, ...moreTables.map((one) => ({ ...one, schema: 'silver' }))];
const read = readerOf({ ...lakeSchema, statements });
const counter = openCounter();
afterAll(() => counter.close());

const characters = 1_500;
const deep = 25;
const tooMuch = ['more than is read of one statement'];

/** By how much more is done for twice the text. */
function growth({ of, within }: Repeated, count = within(characters)): number {
  const [once, twice] = [count, count * 2].map((times) => counter.workOf(() => read(of(times))));
  return (twice ?? Number.NaN) / (once ?? Number.NaN);
}

describe('a statement that says twice as much', () => {
  it.each(repeated)('takes twice as much to read, and no more: $name', (one) => {
    expect(growth(one)).toBeLessThan(2.4);
  });

  it.each(nested)('does not take many times as much when it stands in itself: $name', (one) => {
    expect(growth(one, deep)).toBeLessThan(4);
  });
});

const chain = (count: number, body: (at: number) => string, last: string): string =>
  `WITH a0 AS (SELECT id AS x, country FROM silver.customers)${Array.from(
    { length: count },
    (_, at) => `, a${at + 1} AS (${body(at)})`,
  ).join('')} ${last}`;

describe('what a statement comes to', () => {
  it.each([
    ['each name stands for two others', bomb],
    [
      'each stands for two that are told later',
      `WITH ${Array.from({ length: 24 }, (_, at) => `b${at} AS (SELECT l.x FROM b${at + 1} l JOIN b${at + 1} r)`).join(', ')}, b24 AS (SELECT 1 AS x) SELECT * FROM b0`,
    ],
    [
      'in parentheses and behind conditions',
      chain(24, (at) => `SELECT l.x FROM (a${at} l JOIN a${at} r ON l.x = r.x)`, 'SELECT * FROM a24'),
    ],
    ['all columns again and again', `SELECT ${'*, '.repeat(40)}* FROM silver.wide`],
    [
      'named marks',
      `SELECT 1 WHERE 1 IN (${Array.from({ length: 1_001 }, (_, at) => `:a${at}`).join(', ')})`,
    ],
    ['by IN', chain(24, (at) => `SELECT x FROM a${at} WHERE x IN a${at}`, 'SELECT * FROM a24')],
    ['each is wider by one', chain(400, (at) => `SELECT *, 1 AS y${at} FROM a${at}`, 'SELECT * FROM a400')],
    ['each is twice as wide', chain(30, (at) => `SELECT *, * FROM a${at}`, 'SELECT 1 FROM a30')],
    [
      'one after the other, a thousand times',
      chain(1_000, (at) => `SELECT * FROM a${at}`, 'SELECT * FROM a1000'),
    ],
  ])('is too much: %s', (_, text) => {
    expect(read(text).opaque).toEqual(tooMuch);
  });

  it.each([
    ['one after the other', chain(60, (at) => `SELECT * FROM a${at} WHERE x > ${at}`, 'SELECT * FROM a60')],
    [
      'a little wider each time',
      chain(40, (at) => `SELECT *, x + ${at} AS y${at} FROM a${at}`, 'SELECT * FROM a40'),
    ],
    [
      'one that many others name',
      chain(30, (at) => `SELECT a0.x + ${at} AS x FROM a0`, 'SELECT a1.x FROM a1 JOIN a30'),
    ],
    [
      'a recursion',
      'WITH RECURSIVE r(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM r WHERE x < 9) SELECT x FROM r',
    ],
    [
      'one name in two places',
      'SELECT (WITH t AS (SELECT 1 AS x) SELECT x FROM t), (WITH t AS (SELECT 2 AS x) SELECT x FROM t)',
    ],
  ])('is not: %s', (_, text) => {
    expect(read(text).opaque).toEqual([]);
  });
});

it('a statement that the engine would ask without end about is refused while it is prepared, and the next one is read', () => {
  const columns = Array.from({ length: 400 }, (_, at) => `c${at}`).join('+');
  const wide = Array.from({ length: 26 }, () => `SELECT ${columns} FROM silver.wide`).join(' UNION ALL ');
  expect(read(wide).opaque).toEqual(tooMuch);
  expect(read('SELECT id FROM silver.orders').opaque).toEqual([]);
});
