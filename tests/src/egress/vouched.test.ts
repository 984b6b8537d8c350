// A column that is vouched for leaves as it is, whatever it looks like; where it came from and the secrets in it are another matter.
import { describe, expect, it } from 'vitest';
import type { Json } from '../../../src/call/json.js';
import { isReleased, release } from '../../../src/egress/result/release.js';
import type { EgressColumn } from '../../../src/intercept/effects.js';
import { issuePermit } from '../../../src/policy/permit.js';
import { column, means, permitFor, raw, type Setting } from './fixtures.js';

const from = (name: string, ...sources: readonly string[]): EgressColumn => ({
  ...column(name),
  from: sources,
});
const word = [{ column: 'silver.a.ref', by: 'dpo' }] as const;

/** The cells of one row, masked by what these columns owe when `silver.a.ref` is vouched for. */
function shown(egress: readonly EgressColumn[], cells: readonly Json[]): readonly Json[] {
  const setting: Setting = { egress, result: { rows: 'arrays' } };
  const permit = permitFor(setting);
  const clear = { kind: 'clear', columns: word } as const;
  const vouched = issuePermit({ ...permit, obligations: [...permit.obligations, clear] });
  const answer = release(vouched, raw({ columns: egress.map(({ name }) => name), rows: [cells] }), means);
  if (!isReleased(answer)) return expect.fail(JSON.stringify(answer));
  // `as`: rows of a released result are lists.
  const { rows = [] } = answer.result.structuredContent ?? {};
  return (rows as readonly (readonly Json[])[])[0] ?? [];
}

const ours = from('ref', 'silver.a.ref');
const looksLike = ['4111 1111 1111 1111', 'ann@example.com', '203.0.113.7', 4111111111111111];
const key = `sk_live_${'a1B2'.repeat(6)}`;

describe('a column that is vouched for', () => {
  it.each(looksLike)('leaves %j as it is, which is masked beside it', (value) => {
    const [left, masked] = shown([ours, from('other', 'silver.a.other')], [value, value]);
    expect(left).toBe(value);
    expect(masked).not.toBe(value);
  });

  it.each([
    ['a vendor’s key', `use ${key} here`, key],
    ['a key in base64', Buffer.from(`the key is ${key} now`).toString('base64'), 'c2tfbGl2ZV'],
    ['a credential of an address', 'postgres://bob:hunter22pass@db.example/x', 'hunter22pass'],
    ['a secret that the vault holds', 'it is hunter2-hunter2', 'hunter2-hunter2'],
  ])('leaves %s no way out', (_, value, hidden) => {
    expect(JSON.stringify(shown([ours], [value]))).not.toContain(hidden);
  });

  it.each<readonly [string, EgressColumn]>([
    ['a value that was made from it', { ...ours, how: 'transformed' }],
    ['a value that comes from somewhere else as well', from('ref', 'silver.a.ref', 'silver.a.other')],
    ['a value from nowhere', from('ref')],
    ['a class that was carried into it', { ...ours, classes: ['pii.email'] }],
  ])('says nothing of %s', (_, one) => {
    expect(shown([one], ['ann@example.com'])).not.toContain('ann@example.com');
  });
});
