// What a plan asks is decided in its rehearsal as it is when the plan runs: a policy that denies the call beneath denies the plan.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { enact } from '../../../actors/law/law.js';
import { createConfigFiles, nodeChance, nodeClock, plainDigest } from '../../../actors/powers/index.js';
import type { Reader } from '../../../actors/powers.js';
import { rehearse, type Scene } from '../../../actors/rehearsal/rehearsal.js';
import { type Effects, noEffects } from '../../../src/intercept/effects.js';

const files = createConfigFiles();
const directory = mkdtempSync(join(tmpdir(), 'aegis-plans-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const grant = '{ id: own, to: [robot], can: [validate, read, promote, preview, explain], datasets: ["*"] }';

function lawOf(lines: string) {
  const policy = join(directory, 'plans.yaml');
  writeFileSync(policy, `version: 1\n${lines}\n`);
  const config = `${files.packageRoot}/policies/lab/aegis.yaml`;
  const enactment = enact(config, { files, digest: plainDigest, dev: true, policies: [policy] });
  if ('problems' in enactment) throw new Error(JSON.stringify(enactment.problems));
  return enactment.enacted.law;
}

const written: Effects = {
  ...noEffects,
  ...{ statements: 1, kind: 'update' },
  touches: [{ dataset: 'silver.customers', tier: 'silver', protected: false, known: true }],
  writes: [
    {
      dataset: 'silver.customers',
      tier: 'silver',
      mode: 'update',
      columns: ['segment'],
      scope: 'none',
      sources: [],
    },
  ],
};

const readerOf = (effects: Effects): Reader => ({
  load: async () => undefined,
  read: async () => effects,
  close: async () => undefined,
});

const meansOf = (effects: Effects) => ({
  ...{ digest: plainDigest, clock: nodeClock, chance: nodeChance, reader: readerOf(effects) },
});

const judge = (lines: string, over: Partial<Scene>, effects = written) =>
  rehearse(meansOf(effects), lawOf(lines), {
    ...{ role: 'robot', tool: 'aegis__validate', args: {}, at: Date.UTC(2026, 0, 5, 12) },
    ...{ session: {}, receipts: [], doubts: [] },
    ...over,
  });

const validation = { tool: 'aegis__validate', args: { dataset: 'silver.customers' } };
const earned = [{ dataset: 'silver.customers', kind: 'silver_validation', age: 60_000 }];
const promotion = {
  ...{ tool: 'aegis__promote', args: { source: 'silver.customers', target: 'gold.customers' } },
  receipts: earned,
};
const publication = {
  ...{ tool: 'aegis__promote', args: { source: 'silver.customers', target: 'gold.exports' } },
  receipts: earned,
};
const preview = { tool: 'aegis__preview', args: { sql: 'UPDATE' } };

describe('a plan whose call is denied', () => {
  it('by default is denied with it, where nobody has granted what is asked', async () => {
    expect(await judge(`grant: [${grant}]`, validation)).toMatchObject({
      ...{ verdict: 'denied', code: 'not-granted', phase: 'execute', rule: 'kernel:default-deny' },
      inner: [{ tool: 'postgres__check_table', verdict: 'denied' }],
    });
    const described = grant.replace('validate,', 'validate, describe,');
    expect(await judge(`grant: [${described}]`, validation)).toMatchObject({
      ...{ verdict: 'allowed', inner: [{ tool: 'postgres__check_table', verdict: 'allowed' }] },
    });
  });

  it('by a line is denied by that line, in its words', async () => {
    const lines = `grant: [${grant}]
forbid: [{ id: no-copy, when: 'call.tool == "postgres__copy_if_version"', because: it is so, help: ask again }]`;
    expect(await judge(lines, promotion)).toMatchObject({
      ...{ verdict: 'denied', code: 'forbidden', phase: 'execute', rule: 'no-copy' },
      ...{ because: 'it is so', help: 'ask again' },
      inner: [{ tool: 'postgres__copy_if_version', verdict: 'denied' }],
    });
    expect(await judge(`grant: [${grant}]`, promotion)).toMatchObject({ verdict: 'allowed' });
  });

  it('for want of a receipt that only that call needs', async () => {
    const lines = `grant: [${grant}]
require:
  - id: fresh
    when: call.system == "s3" && effects.writes.exists(w, w.mode == "promote")
    sources: { tier: silver }
    receipt: { kind: silver_validation, for: each-source, unchanged: true, max-age: 1h }`;
    expect(await judge(lines, publication)).toMatchObject({ verdict: 'allowed' });
    const stale = { ...publication, receipts: earned.map((one) => ({ ...one, age: 7_200_000 })) };
    expect(await judge(lines, stale)).toMatchObject({
      ...{ code: 'precondition-failed', rule: 'fresh' },
      inner: [
        { tool: 'postgres__read_if_version', verdict: 'allowed' },
        { tool: 's3__put_if_absent_or_version', verdict: 'denied' },
      ],
    });
  });

  it('by a count of the agent’s calls, which what the plan has asked before does not move', async () => {
    const lines = `grant: [${grant}]
limit: [{ id: few, unless: 'call.system != "s3" || session.calls < 3' }]`;
    expect(await judge(lines, { ...publication, session: { calls: 2 } })).toMatchObject({
      verdict: 'allowed',
    });
    expect(await judge(lines, { ...publication, session: { calls: 3 } })).toMatchObject({ rule: 'few' });
  });

  it('of a preview is denied as the write itself', async () => {
    const mends = grant.replace('preview,', 'preview, update,');
    expect(await judge(`grant: [${grant}]`, preview)).toMatchObject({
      ...{ code: 'not-granted', phase: 'execute' },
      facts: ['robot may not update silver.customers'],
    });
    const limit = 'limit: [{ id: a-few, when: call.preview, at-most: { rows: 3 } }]';
    expect(await judge(`grant: [${mends}]\n${limit}`, preview)).toMatchObject({
      ...{ verdict: 'allowed', bounds: { 'silver.customers': { rows: 3, share: 1 } } },
      inner: [{ tool: 'postgres__execute', verdict: 'allowed' }],
    });
  });
});

describe('what an earlier call of a plan is answered', () => {
  const limited = (unless: string) => `grant: [${grant}]\nlimit: [{ id: few, unless: '${unless}' }]`;

  it.each([
    'call.system != "s3" || session.rowsRead < 9',
    'call.system != "s3" || arguments.body.size() < 9000',
  ])('is not taken for nothing by a line that asks for it: %s', async (unless) => {
    expect(await judge(limited(unless), publication)).toMatchObject({ unstated: ['few'] });
  });

  it('is nothing to a line that another part decides, to a plan of one call, and to one that was denied before', async () => {
    const elsewhere = limited('principal.role == "robot" || session.rowsRead < 9');
    expect(await judge(elsewhere, publication)).toMatchObject({ verdict: 'allowed', unstated: [] });
    expect(await judge(limited('session.rowsRead < 9'), promotion)).toMatchObject({ unstated: [] });
    const full = { ...publication, session: { rowsRead: 9 } };
    expect(await judge(limited('session.rowsRead < 9'), full)).toMatchObject({ rule: 'few', unstated: [] });
  });
});

describe('a budget that is spent', () => {
  it('denies what a plan asks where the plan itself touches nothing of it', async () => {
    const mends = grant.replace('preview,', 'preview, update,');
    const budget = 'budget: [{ id: names, class: pii.name, per: session, hard: { probes: 4 } }]';
    const spent = [{ class: 'pii.name', per: 'session', sealed: true } as const];
    const named = { ...written, writes: written.writes.map((one) => ({ ...one, columns: ['full_name'] })) };
    const judged = await judge(`grant: [${mends}]\n${budget}`, { ...preview, spent }, named);
    expect(judged).toMatchObject({
      ...{ verdict: 'denied', code: 'class-sealed', phase: 'execute', rule: 'names' },
      inner: [{ tool: 'postgres__execute', verdict: 'denied' }],
    });
    expect(await judge(`grant: [${mends}]\n${budget}`, preview, named)).toMatchObject({ verdict: 'allowed' });
  });
});

describe('a plan stops by itself', () => {
  it('where its system has not what it asks for, and where its dataset is in doubt', async () => {
    const lines = `grant: [${grant.replace('validate,', 'validate, describe,')}]`;
    const unchecked = { ...validation, args: { dataset: 'bronze.customers_raw' } };
    expect(await judge(lines, unchecked)).toMatchObject({
      ...{ code: 'precondition-failed', phase: 'execute', rule: '', inner: [] },
    });
    expect(await judge(lines, { ...validation, doubts: ['silver.customers'] })).toMatchObject({
      code: 'dataset-in-doubt',
    });
    expect(await judge(lines, { ...promotion, receipts: [] })).toMatchObject({
      facts: ['no live receipt for silver.customers'],
    });
  });

  it('and takes the decision that it is asked about for one of the session', async () => {
    const asked = { tool: 'aegis__explain', args: { decision: 'any' } };
    expect(await judge(`grant: [${grant}]`, asked)).toMatchObject({ verdict: 'allowed', inner: [] });
  });
});

describe('what answers a plan', () => {
  it('answers nobody else: a call that is no plan’s ends before it is sent', async () => {
    const lines = 'grant: [{ id: sees, to: [robot], can: [list], datasets: ["*"] }]';
    const judged = await judge(lines, { tool: 'postgres__list_tables' });
    expect(judged).toMatchObject({ verdict: 'allowed', inner: [], audit: { type: 'intent' } });
  });
});
