// Which joins of classified columns stay joins for whom: what a role could have written is a guess.
import { describe, expect, it } from 'vitest';
import type { Filter } from '../../../src/intercept/effects.js';
import { noEffects } from '../../../src/intercept/effects.js';
import { withProbes } from '../../../src/policy/joins.js';
import type { Grant } from '../../../src/rules/capability/grant.js';

const filter = (name: string, joins?: readonly string[]): Filter => {
  const [schema = '', table = '', column = ''] = name.split('.');
  const one = { dataset: `${schema}.${table}`, column, class: 'pii.email', keyed: false } as const;
  return joins === undefined ? one : { ...one, joins };
};
const grant = (can: Grant['can'], ...datasets: string[]): Grant => ({
  id: 'g',
  to: ['cleaner'],
  can,
  datasets,
});
const joined = (filters: readonly Filter[], ...grants: Grant[]): readonly string[] =>
  withProbes({ ...noEffects, filtersOn: filters }, grants, 'cleaner').filtersOn.flatMap(
    ({ dataset, column, joins }) => (joins === undefined ? [] : `${dataset}.${column}`),
  );

const pair = [filter('a.x.email', ['b.y.email']), filter('b.y.email', ['a.x.email'])];

describe('a join', () => {
  it('of data that the role may only read is one', () => {
    expect(joined(pair, grant(['read', 'delete'], '*'))).toEqual(['a.x.email', 'b.y.email']);
  });

  it.each<Grant['can'][number]>(['insert', 'update', 'create', 'alter', 'promote'])(
    'of data of which the role may %s one side is a probe on both sides',
    (action) => {
      expect(joined(pair, grant([action], 'a.*'))).toEqual([]);
      expect(joined(pair, grant([action], 'b.y'))).toEqual([]);
      expect(joined(pair, { ...grant([action], '*'), to: ['operator'] })).toHaveLength(2);
    },
  );

  it('held against a probe is a probe, and whatever is held against that', () => {
    const chain = [filter('b.y.email', ['a.x.email', 'c.z.email']), filter('c.z.email', ['b.y.email'])];
    expect(joined([filter('a.x.email', ['b.y.email']), ...chain])).toHaveLength(3);
    expect(joined([filter('a.x.email'), ...chain])).toEqual([]);
    expect(joined([...pair, ...pair, filter('a.x.email')])).toEqual([]);
  });
});
