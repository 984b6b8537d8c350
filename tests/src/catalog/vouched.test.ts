// Whose word a column is clear on, and until when: the last day is one of it, and what a class was carried into is nobody's to vouch for.
import { describe, expect, it } from 'vitest';
import { clearColumns, withLapsed } from '../../../src/catalog/vouched.js';
import type { EgressColumn } from '../../../src/intercept/effects.js';
import { compiledCatalog } from '../manifest/compiling.js';

const catalog = compiledCatalog(
  [
    'catalog:',
    '  datasets:',
    '    silver.a:',
    '      tier: silver',
    '      columns: { id: clear, ref: clear, old: clear, code: clear, mail: pii.email }',
    '      clear-because:',
    '        ref: { reason: a number of ours, by: dpo, until: "2027-06-30" }',
    '        code: { reason: a list of ours, by: dpo }',
    '        old: { reason: once, by: dpo, until: "2026-12-31" }',
    '',
  ].join('\n'),
  { today: '2026-12-31' },
);
const column = (from: readonly string[], more: Partial<EgressColumn> = {}): EgressColumn => ({
  ...{ name: 'c', classes: [], how: 'identity', from },
  ...more,
});
const at = Date.UTC(2027, 0, 1, 0, 0, 0);

describe('a column that is vouched for', () => {
  it('is told with who does and until when, for its own values alone', () => {
    const egress = [
      column(['silver.a.ref']),
      column(['silver.a.code']),
      column(['silver.a.id']),
      column(['silver.a.mail'], { classes: ['pii.email'] }),
    ];
    expect(clearColumns(egress, catalog)).toEqual([
      { column: 'silver.a.ref', by: 'dpo', until: '2027-06-30' },
      { column: 'silver.a.code', by: 'dpo' },
    ]);
  });

  it.each<readonly [string, EgressColumn]>([
    ['what was made from it', column(['silver.a.ref'], { how: 'transformed' })],
    ['a class that was carried into it', column(['silver.a.ref'], { classes: ['pii.email'] })],
    ['a column of no dataset', column(['silver.b.ref'])],
    ['a column that nobody has a reason for', column(['silver.a.id'])],
  ])('is not: %s', (_, one) => {
    expect(clearColumns([one], catalog)).toEqual([]);
  });

  it('is of the unknown class once its day is over, whenever the kernel was started', () => {
    const egress = [column(['silver.a.old']), column(['silver.a.ref']), column(['silver.a.code'])];
    expect(withLapsed(egress, catalog, at - 1)).toBe(egress);
    expect(withLapsed(egress, catalog, at).map(({ classes }) => classes)).toEqual([['pii.unknown'], [], []]);
    expect(withLapsed([column(['silver.a.old'], { how: 'counted' })], catalog, at)[0]?.classes).toEqual([
      'pii.unknown',
    ]);
  });
});
