// What a reading takes grows with its text and no faster: counted in what is done, never in time. What would take more is refused by its steps.
import { afterAll, describe, expect, it } from 'vitest';
import { pgReaderOf } from '../../../../cases/sql/reading-postgres.js';
import { moreTables, nested, type Repeated, repeated } from '../../../../cases/sql/repeated.js';
import { openCounter } from '../../../../cases/sql/work.js';

const read = pgReaderOf(moreTables.map(({ sql }) => sql.replace('FROM ', 'FROM silver.')).join(';\n'));
const counter = openCounter();
afterAll(() => counter.close());

const characters = 1_500;
const deep = 40;
const tooMuch = 'more than is read of one statement';

/** By how much more is done for twice the text. */
function growth({ of, within }: Repeated, count = within(characters)): number {
  const [once, twice] = [count, count * 2].map((times) => counter.workOf(() => read(of(times))));
  return (twice ?? Number.NaN) / (once ?? Number.NaN);
}

/** As many names are looked up in as many tables: each of them counts, and the steps end it. */
const looksThrough = [
  'JOIN of subqueries',
  'JOIN ON',
  'JOIN USING',
  'NATURAL JOIN',
  'wide joins',
  'LATERAL over the one before',
];
const widens = ['WITH that grows wide'];
const fits = repeated.filter(({ name }) => ![...looksThrough, ...widens].includes(name));

describe('a statement that says twice as much', () => {
  it.each(fits)('takes twice as much to read, and no more: $name', (one) => {
    expect(growth(one)).toBeLessThan(2.3);
  });

  it.each(repeated.filter((one) => !fits.includes(one)))('ends by its steps: $name', (one) => {
    expect(growth(one)).toBeLessThan(5);
    expect(read(one.of(one.within(40_000))).opaque).toContain(tooMuch);
  });

  it.each(nested)('does not take many times as much when it stands in itself: $name', (one) => {
    expect(growth(one, deep)).toBeLessThan(4);
  });
});

describe('steps', () => {
  /** A text of some thousand signs that means millions of columns. */
  const huge = ['WITH of two stars', 'JOIN USING', 'wide NATURAL JOIN', 'wide rows', 'wide unions'];

  it('run out for what means far more than it says, and are enough for all else', () => {
    const ended = repeated.filter(({ of, within }) => read(of(within(6_000))).opaque.includes(tooMuch));
    expect(ended.map(({ name }) => name)).toEqual(huge);
  });

  it('are enough for what stands in itself as deep as it may, but for a recursion', () => {
    const depths = [2, 10, 40];
    const ended = nested.filter(({ of }) => depths.some((depth) => read(of(depth)).opaque.includes(tooMuch)));
    expect(ended.map(({ name }) => name)).toEqual(['recursion in recursion']);
  });
});
