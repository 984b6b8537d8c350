// A token that stays in a dataset is made with another key than one that an agent sees: neither can be told from the other.
import { describe, expect, it } from 'vitest';
import { isReleased, release } from '../../../src/egress/result/release.js';
import type { Obligation } from '../../../src/policy/obligation.js';
import { issuePermit } from '../../../src/policy/permit.js';
import { column, means, permitFor, raw, rule } from './fixtures.js';

const columns = ['e'];
const answer = raw({ columns, rows: [['ann@example.com'], ['bob@example.com'], ['ANN@example.com']] });

/** The cells as they stand in a system, or as the agent sees them when there is none. */
function cells(into?: string): readonly string[] {
  const rules = [rule('pii.email', 'token')];
  const mask: Obligation = { kind: 'mask', rules, ...(into === undefined ? {} : { into }) };
  const permit = permitFor({ egress: [column('e', 'pii.email')], result: { rows: 'arrays' } });
  const value = release(issuePermit({ ...permit, obligations: [mask] }), answer, means);
  if (!isReleased(value)) return expect.fail(JSON.stringify(value));
  // `as`: rows of a released result are lists.
  const { rows = [] } = value.result.structuredContent ?? {};
  return (rows as readonly (readonly string[])[]).flat();
}

describe('a token in a dataset', () => {
  it('is no token of a session', () => {
    const [ann, bob, same] = cells('lake');
    expect(ann).toMatch(/^\[EMAIL:[a-z2-7]{12}\]$/);
    expect(same).toBe(ann);
    expect(bob).not.toBe(ann);
    expect(cells()).not.toContain(ann);
  });

  it('is another one in another system', () => {
    expect(cells('box')).not.toContain(cells('lake')[0]);
    expect(cells('lake')).toEqual(cells('lake'));
  });
});
