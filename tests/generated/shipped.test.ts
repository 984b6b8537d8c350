// The tests that are generated for the shipped policy, each rehearsed by the kernel; and that nothing which can be shown of it is missing.
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { heldAgainst } from '../../actors/rehearsal/generation.js';
import { loadCatalogued } from '../../actors/rehearsal/trial-structures.js';
import { enacted, meansFor, suiteOf } from './subjects.js';

const lab = enacted('policies/lab/aegis.yaml');
const suite = suiteOf(lab);
const { means, close } = meansFor();
beforeAll(() => loadCatalogued(means, lab.law));
afterAll(close);
// A busy machine takes its time over as many calls.
vi.setConfig({ testTimeout: 120_000 });

describe('the shipped policy, call by call', () => {
  it.each(suite.cases.map((one) => [one.name, one] as const))('%s', async (_, one) => {
    expect(await heldAgainst(means, lab, one)).toEqual([]);
  });
});

const shows = new Set(suite.cases.flatMap((one) => one.shows));

/** What no call of these systems can bring about, and why. */
const infeasible: Readonly<Record<string, string>> = {
  'no-drop alone decides': 'no grant names drop or truncate, and a drop is a delete without WHERE as well',
  'no-alter alone decides': 'no grant names alter',
  'mask-pii-any alone decides how a value leaves':
    'it redacts, which is what happens to a class without a line',
};

describe('what is shown of the shipped policy', () => {
  const { lines, grants, masks } = {
    lines: lab.law.policy.rules.map(({ id }) => id),
    grants: lab.law.policy.grants,
    masks: lab.law.policy.masks.map(({ id }) => id).filter((id) => !id.startsWith('kernel:')),
  };

  it.each(lines)('%s speaks, is silent, and decides alone wherever it can', (id) => {
    const missing = [`${id} speaks`, `${id} is silent`, `${id} alone decides`].filter(
      (one) => !shows.has(one),
    );
    expect(missing.filter((one) => !Object.hasOwn(infeasible, one))).toEqual([]);
  });

  it.each(masks)('%s decides alone how a value leaves, wherever it can', (id) => {
    const shown = `${id} alone decides how a value leaves`;
    expect(shows.has(shown) || Object.hasOwn(infeasible, shown)).toBe(true);
  });

  it.each(grants.map(({ id }) => id))('%s alone grants something', (id) => {
    expect([...shows].some((one) => one.startsWith(`${id} alone grants `))).toBe(true);
  });

  it('nothing that is said to be infeasible is shown', () => {
    expect(Object.keys(infeasible).filter((one) => shows.has(one))).toEqual([]);
  });

  it('what no test shows of the conditions is these two parts', () => {
    expect(suite.leftOut).toEqual([
      'no-drop: no call in which `w.mode == "truncate"` holds and that decides it',
      'no-unscoped-write: no call in which `w.mode in ["update", "delete"]` does not hold and that decides it',
    ]);
  });

  it('each finding is told with the call that shows it', () => {
    expect(suite.findings.map(({ kind, id, call }) => [kind, id, call?.witness.args])).toEqual([
      ['shadowed', 'no-drop', { sql: 'DROP TABLE bronze.customers_raw' }],
      ['shadowed', 'no-alter', { sql: 'ALTER TABLE bronze.customers_raw ADD COLUMN aegis_nowhere TEXT' }],
      [
        'shadowed',
        'mask-pii-any',
        { sql: 'SELECT id, full_name, email, phone, country, notes FROM bronze.customers_raw' },
      ],
    ]);
  });

  it('no tool of the kernel alone, and no tool that is not there, is anybody’s', () => {
    const strangers = suite.cases.filter(({ call }) => call.witness.of === undefined);
    expect(strangers.length).toBeGreaterThan(5);
    for (const { call } of strangers)
      expect(call.verdict).toMatchObject({ verdict: 'denied', code: 'unknown-tool' });
  });

  it('every tool of the agent is nobody’s without a grant', () => {
    const tools = [...lab.law.registry.tools.values()].filter(({ audience }) => audience === 'agent');
    expect(tools.map(({ name }) => `${name} is nobody's`).filter((one) => !shows.has(one))).toEqual([]);
  });
});

describe('a suite', () => {
  it('is the same for the same configuration', () => {
    expect(JSON.stringify(suiteOf(lab).cases)).toBe(JSON.stringify(suite.cases));
  });

  it('names each test once', () => {
    const names = suite.cases.map(({ name }) => name);
    expect(names).toEqual([...new Set(names)]);
  });

  it('fails on a kernel that runs under another policy', async () => {
    const off = enacted('policies/lab/aegis.yaml', [
      `${import.meta.dirname}/../../examples/before-after/allow-all.yaml`,
    ]);
    const dropped = suite.cases.filter(({ shows: all }) => all.includes('no-drop speaks'));
    expect(dropped).toHaveLength(1);
    for (const one of dropped) expect(await heldAgainst(means, off, one)).not.toEqual([]);
  });
});
