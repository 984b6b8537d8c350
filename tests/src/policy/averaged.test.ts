/** That a sum may be too large is a question where policy lets none stand, and none where it does. */
import { expect, it } from 'vitest';
import type { EgressColumn, Filter } from '../../../src/intercept/effects.js';
import { effectsOf, factsOf, policyOf, tools } from './fixtures.js';

const line =
  '{ class: pii.salary, with: redact, unless: { averaged-over: 20, of: silver.customers.pay, by: [id] } }';
const policy = (mask: string) =>
  policyOf(`version: 1
grant: [{ id: read, to: [analyst, cleaner], can: [read], datasets: ["*"] }]
mask: [${mask}]
`);
const sum: EgressColumn = {
  ...{ name: 'pay', classes: ['pii.salary'], how: 'averaged', from: ['silver.customers.pay'] },
  over: { by: ['id'], count: 1 },
};
const counted: EgressColumn = { name: 'n', classes: [], how: 'counted', from: [] };
const asked: Filter = { dataset: 'silver.customers', column: 'pay', class: 'pii.salary', keyed: false };
const said = (mask: string, egress: readonly EgressColumn[], filter = asked): string => {
  const effects = effectsOf({ reads: ['silver.customers'], more: { egress, filtersOn: [filter] } });
  const verdict = policy(mask).decidePhase('capability', factsOf({ tool: tools.query, effects }));
  return verdict.effect === 'pass' ? 'pass' : verdict.refusal.code;
};

it('is none where a line lets it stand', () => {
  expect(said(line, [sum, counted])).toBe('pass');
});

it.each<[string, string, readonly EgressColumn[]]>([
  ['no line does', '{ class: pii.salary, with: redact }', [sum, counted]],
  ['it is by another grouping', line, [{ ...sum, over: { by: ['country'], count: 1 } }, counted]],
  ['something else is made of the column as well', line, [sum, counted, { ...sum, how: 'transformed' }]],
  ['it is no sum', line, [{ ...sum, how: 'aggregated' }, counted]],
  ['nothing is made of the column', line, [counted]],
])('stays one where %s', (_, mask, egress) => {
  expect(said(mask, egress)).toBe('classified-filter');
});

it('stays one about another column of the class', () => {
  expect(said(line, [sum, counted], { ...asked, column: 'bonus' })).toBe('classified-filter');
});
