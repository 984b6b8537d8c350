/** Sums and averages: which of them leave, decided row by row on what the system has answered. */
import { describe, expect, it } from 'vitest';
import { shows } from '../../../../src/budget/demand.js';
import type { Json } from '../../../../src/call/json.js';
import { chooser } from '../../../../src/egress/operators/choose.js';
import type { EgressColumn } from '../../../../src/intercept/effects.js';
import type { MaskRule } from '../../../../src/policy/obligation.js';
import { column, raw, released, rule, type Setting } from '../fixtures.js';

const unless = { over: 20, of: 'hr.staff.salary', by: ['dept'] };
const letting: MaskRule = { id: 'pay', class: 'pii.salary', operator: 'redact', unless };
const averaged: EgressColumn = {
  ...{ name: 'mean', classes: ['pii.salary'], how: 'averaged', from: ['hr.staff.salary'] },
  over: { by: ['dept'], count: 2 },
};
const counted: EgressColumn = { name: 'n', classes: [], how: 'counted', from: [] };
const setting = (more: Partial<EgressColumn> = {}, rules: readonly MaskRule[] = [letting]): Setting => ({
  ...{ rules, result: { rows: 'arrays' } },
  egress: [column('dept'), { ...averaged, ...more }, counted],
});
const table = (...rows: readonly (readonly Json[])[]) => raw({ columns: ['dept', 'mean', 'n'], rows });
const rowsOf = (given: Setting, ...rows: readonly (readonly Json[])[]) =>
  released(given, table(...rows)).result.structuredContent?.rows;
const masked = '[REDACTED:pii.salary]';
const answers = (given: Setting): boolean =>
  JSON.stringify(rowsOf(given, ['sales', 61000, 20])) === JSON.stringify([['sales', 61000, 20]]);

describe('a sum or an average', () => {
  it('leaves where its row counts enough, and is masked in the next row', () => {
    const rows = rowsOf(setting(), ['sales', 61234.5, 20], ['law', 71234.5, 19], ['it', '51234.50', '21']);
    expect(rows).toEqual([
      ['sales', 61234.5, 20],
      ['law', masked, 19],
      ['it', '51234.50', '21'],
    ]);
  });

  it.each<[string, Json]>([
    ['short', 19],
    ['none', 0],
    ['less than none', -20],
    ['missing', null],
    ['a part of one', 20.5],
    ['past what can be told', 2 ** 60],
    ['a text that is no number', 'many'],
    ['a text with more around it', ' 20'],
    ['a number of another form', '2e1'],
    ['hexadecimal', '0x20'],
    ['of leading zeros', '0020'],
    ['a list', [20]],
    ['true', true],
  ])('is masked where its count is %s', (_, count) => {
    expect(rowsOf(setting(), ['sales', 61234, count])?.toString()).toContain(masked);
  });

  it.each<[string, Json]>([
    ['nothing', null],
    ['a text', 'Ann'],
    ['a sum of money in words', '$61,234.00'],
    ['no number', 'NaN'],
    ['an exponent', '6e4'],
    ['true', true],
    ['an object', { pay: 61234 }],
  ])('is masked where the system has answered %s', (_, value) => {
    expect(rowsOf(setting(), ['sales', value, 20])?.toString()).toBe(`sales,${masked},20`);
  });

  it.each<[string, Setting]>([
    ['another column', setting({ from: ['hr.staff.bonus'] })],
    ['the same column of a copy', setting({ from: ['hr.staff_copy.salary'] })],
    ['two columns', setting({ from: ['hr.staff.salary', 'hr.staff.bonus'] })],
    ['a column with a second class', setting({ classes: ['pii.name', 'pii.salary'] })],
    ['a column with a second class behind it', setting({ classes: ['pii.salary', 'pii.tax'] })],
    ['another grouping', setting({ over: { by: ['site'], count: 2 } })],
    ['a finer grouping', setting({ over: { by: ['dept', 'site'], count: 2 } })],
    ['no grouping', setting({ over: { by: [], count: 2 } })],
    ['a count at a place that is not there', setting({ over: { by: ['dept'], count: 7 } })],
    ['what is its own count', setting({ over: { by: ['dept'], count: 1 }, name: 'n' })],
    ['an aggregate of another kind', setting({ how: 'aggregated' })],
    ['a value as it stands', setting({ how: 'transformed' })],
    ['a class that policy lets nothing of stand', setting({}, [rule('pii.salary', 'redact')])],
    ['a class of which two lines speak', setting({}, [letting, { ...letting, id: 'again' }])],
    ['columns that go by their names', { ...setting(), egressBy: 'name' }],
  ])('is masked when it is of %s', (_, given) => {
    expect(answers(given)).toBe(false);
  });

  it('is let by the answer that it is tried with', () => {
    expect(answers(setting())).toBe(true);
  });

  it('is masked in a row that is not of the columns of its statement', () => {
    const objects: Setting = { ...setting(), result: { rows: 'objects' } };
    const rows = [
      { dept: 'sales', mean: 61234, n: 20 },
      { dept: 'law', mean: 71234, n: 20, more: 1 },
      { dept: 'it', mean: 51234, count: 20 },
    ];
    const shown = JSON.stringify(released(objects, raw({ rows })).result);
    expect(['61234', '71234', '51234'].filter((one) => shown.includes(one))).toEqual(['61234']);
  });

  it('is told beside the masks, in words and for programs, and counted for the journal', () => {
    const rows = [
      ['sales', 61234.5, 20],
      ['it', 51234.5, 20],
      ['law', 71234.5, 19],
    ] as const;
    const { result, findings } = released(setting(), table(...rows));
    expect(result.structuredContent?.masked).toEqual([
      { column: 'mean', class: 'pii.salary', operator: 'average' },
      { column: 'mean', class: 'pii.salary', operator: 'redact' },
    ]);
    expect(findings).toEqual([
      { pointer: '/rows/*/1', class: 'pii.salary', operator: 'average', by: 'provenance', count: 2 },
      { pointer: '/rows/*/1', class: 'pii.salary', operator: 'redact', by: 'provenance', count: 1 },
    ]);
  });

  it('meets the net as what is clear does', () => {
    expect(rowsOf(setting(), ['sales', '4539148803436467', 20])?.toString()).not.toContain(
      '4539148803436467',
    );
  });

  it('counts as shown of its class, so that budgets count it', () => {
    expect(shows(averaged, chooser([letting]))).toBe(true);
    expect(shows({ ...averaged, from: [] }, chooser([letting]))).toBe(false);
  });
});
