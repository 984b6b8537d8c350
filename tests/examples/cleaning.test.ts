import { describe, expect, it } from 'vitest';
import { cleaning, type Seen, seen } from '../../examples/before-after/cleaning.js';
import { customers } from '../../examples/before-after/seed.js';
import { answer } from './hand.js';

const columns = ['id', 'full_name', 'email', 'phone', 'country', 'segment'] as const;
const clear: Seen = { columns, rows: customers.map((one) => columns.map((column) => one[column])) };

/** As the shipped policy lets them out: a token for an address, a word for a name. */
const masked: Seen = {
  columns,
  rows: customers.map((one) => [
    one.id,
    one.full_name && '[REDACTED:pii.name]',
    one.email && `[EMAIL:${Buffer.from(one.email.toLowerCase()).toString('hex')}]`,
    one.phone && '[PHONE:*0101]',
    one.country,
    one.segment,
  ]),
};

const idsIn = (statement: string): readonly number[] =>
  (/IN \(([\d, ]+)\)/.exec(statement)?.[1] ?? '').split(', ').map(Number);

describe('cleaning', () => {
  it('comes to the same statements from masked rows as from clear ones', () => {
    expect(cleaning(masked)).toEqual(cleaning(clear));
  });

  it('deletes what is double or incomplete, and keeps the first of each person', () => {
    const [removal = ''] = cleaning(clear);
    expect(removal).toMatch(/^DELETE FROM silver\.customers WHERE id IN \(/);
    expect(idsIn(removal)).toEqual([11, 28, 37, 45, 55, 56, 57, 58, 59, 60]);
  });

  it('repairs the countries and the planted segment', () => {
    const repairs = cleaning(clear).slice(1);
    expect(repairs.every((one) => /^UPDATE silver\.customers SET (country|segment) = '/.test(one))).toBe(
      true,
    );
    expect(new Set(repairs.flatMap(idsIn))).toEqual(new Set([4, 9, 16, 17, 33, 42, 49]));
  });

  it('names rows by key in every statement', () => {
    expect(cleaning(clear).filter((one) => !/ WHERE id IN \(\d+(, \d+)*\)$/.test(one))).toEqual([]);
  });

  it('asks for nothing when there is nothing to clean', () => {
    expect(cleaning({ columns, rows: [[1, 'A', 'a@b.example', null, 'DE', 'retail']] })).toEqual([]);
  });

  it('does not let a quote in a value end the text around it', () => {
    const [update = ''] = cleaning({ columns, rows: [[1, 'A', 'a', null, "d'e", 'retail']] });
    expect(update).toContain("country = 'D''E'");
  });

  it('sees no rows in an answer that has none', () => {
    expect(seen(answer({ kind: 'aegis.denial' }, true))).toEqual({ columns: [], rows: [] });
  });
});
