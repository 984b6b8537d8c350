// What would help after a denial, from its entry: remedies of what was missing, roles with the grant, else what the rule or the code says.
import { describe, expect, it } from 'vitest';
import type { Entry } from '../../../actors/outside/auditor.js';
import { wayOut } from '../../../actors/rehearsal/way-out.js';
import { enacted, meansFor } from '../../generated/subjects.js';

const lab = enacted('policies/lab/aegis.yaml');
const { means, close } = meansFor();
await close();

const orders = { dataset: 'silver.orders', mode: 'update', scope: 'key-pinned', sources: [] };
const denied = (body: Record<string, unknown>, type = 'deny'): Entry =>
  // `as`: of an entry only its type, its body and its names are read.
  ({
    type,
    decision: 'abc',
    session: 's',
    at: 0,
    body: {
      tool: 'postgres__execute',
      role: 'analyst',
      capabilities: ['update silver.orders'],
      effects: { kind: 'update', writes: [orders] },
      code: 'not-granted',
      phase: 'capability',
      rule: 'kernel:default-deny',
      facts: ['analyst may not update silver.orders'],
      ...body,
    },
  }) as unknown as Entry;

const way = (body: Record<string, unknown>, type?: string) => wayOut(lab, denied(body, type), means.digest);

describe('a way out of a recorded denial', () => {
  it('is a role with the grant, and none that is not granted it', () => {
    expect(way({})).toEqual({
      remedies: [],
      roles: ['cleaner'],
      help: 'ask for something that the role may do',
    });
  });

  it('names no role where it was not for want of a grant', () => {
    expect(way({ code: 'forbidden', rule: 'no-destructive-ops/no-drop' })?.roles).toEqual([]);
  });

  const promoting = (...facts: readonly string[]) => ({
    tool: 'aegis__promote',
    role: 'cleaner',
    capabilities: ['promote gold.customers', 'read silver.customers', 'read silver.orders'],
    effects: {
      kind: 'dataset',
      writes: [
        {
          dataset: 'gold.customers',
          mode: 'promote',
          scope: 'not-applicable',
          sources: ['silver.customers', 'silver.orders'],
        },
      ],
    },
    code: 'precondition-failed',
    phase: 'precondition',
    rule: 'gold-needs-validation/validated-and-unchanged',
    facts,
  });

  it('is the remedy of each source that had no receipt, and of no other', () => {
    const remedied = (...facts: readonly string[]) =>
      way(promoting(...facts))?.remedies.map(({ args }) => args.dataset);
    expect(remedied('silver.orders: no silver_validation receipt')).toEqual(['silver.orders']);
    expect(remedied('silver.customers: it died', 'silver.orders: it died')).toEqual([
      'silver.customers',
      'silver.orders',
    ]);
  });

  it('is what the code says where the entry does not hold what was asked', () => {
    const help = 'send a simpler statement, one at a time';
    const unread = { code: 'not-understood', rule: '', effects: undefined, capabilities: [] };
    expect(way(unread)).toEqual({ remedies: [], roles: [], help });
  });

  it('is what the code says where another rule denies it now', () => {
    expect(way({ code: 'forbidden', rule: 'gone/rule' })?.help).toBe(
      'ask for something that the rule allows',
    );
  });

  it('is nothing for what was not denied, or by a code that nobody knows', () => {
    expect(way({}, 'intent')).toBeUndefined();
    expect(way({ code: 'toString' })).toBeUndefined();
  });
});
