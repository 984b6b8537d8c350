// A rehearsed call is decided by the kernel's own stages, and nothing of it is executed.
import { describe, expect, it } from 'vitest';
import { enact } from '../../../actors/law/law.js';
import { createConfigFiles, nodeChance, nodeClock, plainDigest } from '../../../actors/powers/index.js';
import type { Reader } from '../../../actors/powers.js';
import { rehearse, type Scene } from '../../../actors/rehearsal/rehearsal.js';
import { noEffects, opaque } from '../../../src/intercept/effects.js';

const files = createConfigFiles();
const enactment = enact(`${files.packageRoot}/policies/lab/aegis.yaml`, {
  files,
  digest: plainDigest,
  dev: true,
});
if ('problems' in enactment) throw new Error('the laboratory has problems');
const { law } = enactment.enacted;

const readerOf = (read: Reader['read']): Reader => ({
  load: async () => undefined,
  read,
  close: async () => undefined,
});
const deaf = readerOf(async () => opaque('nobody reads here'));

const scene = (over: Partial<Scene>): Scene => ({
  role: 'cleaner',
  tool: 'postgres__list_tables',
  args: {},
  at: Date.UTC(2026, 0, 5, 12),
  session: {},
  receipts: [],
  doubts: [],
  ...over,
});
const judge = (over: Partial<Scene>, reader = deaf) =>
  rehearse({ digest: plainDigest, clock: nodeClock, chance: nodeChance, reader }, law, scene(over));

describe('a rehearsal', () => {
  it('ends at the intent of a call that is allowed, and executes nothing', async () => {
    const judged = await judge({});
    expect(judged.verdict).toBe('allowed');
    expect(judged.audit).toMatchObject({ type: 'intent', body: { tool: 'postgres__list_tables' } });
  });

  it('denies what the kernel denies before any policy', async () => {
    expect(await judge({ tool: 'postgres__nothing' })).toMatchObject({ code: 'unknown-tool', rule: '' });
    expect(await judge({ tool: 'postgres__check_table', args: {} })).toMatchObject({ code: 'unknown-tool' });
    expect(await judge({ args: { more: 1 } })).toMatchObject({ code: 'bad-arguments' });
  });

  it('denies a statement that its reader could not read', async () => {
    const asked = { tool: 'postgres__query', args: { sql: 'SELECT 1' } };
    expect(await judge(asked)).toMatchObject({ code: 'not-understood', rule: 'kernel:understood' });
    const broken = readerOf(() => Promise.reject(new Error('gone')));
    expect(await judge(asked, broken)).toMatchObject({ code: 'not-understood' });
    const half = readerOf(async () => JSON.parse('{}'));
    expect(await judge(asked, half)).toMatchObject({ code: 'not-understood' });
  });

  it('holds no value of the call in what it answers of a denial', async () => {
    const judged = await judge({ tool: 's3__delete', args: { key: 'nowhere/kelly@example.com' } });
    expect(judged.verdict).toBe('denied');
    expect(JSON.stringify(judged)).not.toContain('kelly');
  });
});

describe('the receipts of a rehearsal', () => {
  const promotion = {
    tool: 'aegis__promote',
    args: { source: 'silver.customers', target: 'gold.customers' },
  };
  const earned = { dataset: 'silver.customers', kind: 'silver_validation', age: 60_000 };

  it('are sealed by the mint and stand', async () => {
    expect(await judge({ ...promotion, receipts: [earned] })).toMatchObject({
      verdict: 'allowed',
      unchanged: ['silver.customers'],
    });
  });

  it.each([
    ['written', 'silver.customers: it died at a later write to the dataset'],
    ['other-session', 'silver.customers: no silver_validation receipt'],
    ['other-policy', 'silver.customers: the policy has changed since'],
  ] as const)('that died as `%s` are told as such', async (died, fact) => {
    const judged = await judge({ ...promotion, receipts: [{ ...earned, died }] });
    expect(judged).toMatchObject({ code: 'precondition-failed', facts: [fact] });
  });

  it('expire by themselves, by the clock of the test', async () => {
    const old = { ...earned, age: 24 * 3_600_000 };
    expect(await judge({ ...promotion, receipts: [old] })).toMatchObject({
      facts: ['silver.customers: it has expired'],
    });
    expect(await judge({ ...promotion, receipts: [{ ...old, age: old.age - 1 }] })).toMatchObject({
      verdict: 'allowed',
    });
  });

  it('do not stand beside a write of unknown outcome', async () => {
    const judged = await judge({ ...promotion, receipts: [earned], doubts: ['silver.customers'] });
    expect(judged).toMatchObject({ code: 'dataset-in-doubt' });
  });

  it('earned after a write outlive it, whatever order they are written in', async () => {
    const dead = { ...earned, age: 7_200_000, died: 'written' } as const;
    expect(await judge({ ...promotion, receipts: [earned, dead] })).toMatchObject({ verdict: 'allowed' });
  });
});

describe('a rehearsed preview', () => {
  const touched = { dataset: 'silver.orders', tier: 'silver' } as const;
  const written = { ...touched, mode: 'delete', columns: [], scope: 'key-pinned', sources: [] } as const;
  const deletion = readerOf(async () => ({
    ...{ ...noEffects, statements: 1, kind: 'delete', writes: [written] },
    touches: [{ ...touched, protected: false, known: true }],
    egress: [{ name: 'who', classes: ['pii.email'], how: 'identity', from: [] }],
  }));
  const asked = { tool: 'postgres__execute', args: { sql: 'DELETE' } };

  it('is told in the journal as one, and no column of it leaves', async () => {
    const preview = await judge({ ...asked, preview: true }, deletion);
    expect(preview).toMatchObject({
      verdict: 'allowed',
      masks: {},
      classes: [],
      audit: { body: { preview: true } },
    });
    const write = await judge(asked, deletion);
    expect(write).toMatchObject({ verdict: 'allowed', masks: { who: 'token' }, classes: ['pii.email'] });
    expect(write.audit.body).not.toHaveProperty('preview');
  });

  it.each([
    ['of a tool that takes none', { tool: 'postgres__query' }, 'bad-arguments'],
    ['of a tool that is the kernel’s', { tool: 'postgres__copy_table' }, 'unknown-tool'],
  ])('%s is denied as the kernel denies it', async (_, over, code) =>
    expect(await judge({ ...asked, ...over, preview: true }, deletion)).toMatchObject({
      code,
      phase: 'resolve',
    }),
  );
});

describe('the masks of a rehearsal', () => {
  it('are those of the columns that the reader has named', async () => {
    const column = { name: 'e', classes: ['pii.email'], how: 'identity', from: [] } as const;
    const touched = { dataset: 'silver.customers', tier: 'silver' } as const;
    const effects = {
      ...noEffects,
      statements: 1,
      kind: 'select',
      reads: [{ ...touched, columns: ['email'] }],
      touches: [{ ...touched, protected: false, known: true }],
      egress: [column, { ...column, name: 'shout', how: 'transformed' as const }],
    };
    const judged = await judge(
      { tool: 'postgres__query', args: { sql: 'SELECT' } },
      readerOf(async () => effects),
    );
    expect(judged).toMatchObject({ masks: { e: 'token', shout: 'redact' }, classes: ['pii.email'] });
  });
});
