// A journal without its kernel: how it is proved, what is shown of one that was changed, and that its law is shown only where it is the one that decided.
import { describe, expect, it } from 'vitest';
import { openRecorded, type RecordedInput } from '../../../actors/inspection/recorded.js';
import { plainDigest } from '../../../actors/powers/index.js';
import { genesis, hashOf } from '../../../src/audit/chain.js';
import type { JsonObject } from '../../../src/call/json.js';
import type { Overview } from '../../../src/inspection/overview.js';
import type { RowPage } from '../../../src/inspection/row.js';
import type { TripView } from '../../../src/inspection/trip.js';
import { enacted } from '../../generated/subjects.js';

const law = enacted('docs/cookbook/aegis.yaml');
const texts = new Map(law.texts.map(({ digest, text }) => [digest, text]));
const files = law.texts.map(({ kind, file, digest }) => ({ kind, file, digest }));
const config = { role: 'agent', version: '0.1.0', policy: law.law.policy.digest, catalog: 'c', files };

type Draft = readonly [type: string, decision: string, body: JsonObject];
const deny = {
  tool: 'postgres__execute',
  role: 'agent',
  code: 'forbidden',
  phase: 'capability',
  rule: 'no-drop',
};

/** A chain as a ledger writes it, with a head that any signature is good for. */
function chainOf(drafts: readonly Draft[]): string[] {
  let prev = genesis;
  return drafts.map(([type, decision, body], seq) => {
    const own = type === 'head' ? { size: seq, head: prev, signature: 'good' } : body;
    const place = { v: 1, seq, prev, at: 1_000 + seq, boot: 'b', chain: 'kernel-1' };
    const line = JSON.stringify({ ...place, type, decision, session: 's', body: own });
    prev = hashOf(line, plainDigest);
    return line;
  });
}

const usual: readonly Draft[] = [
  ['config', '', config],
  ['session', '', { opened: 's', role: 'agent' }],
  ['session', '', { client: 'careful', client_version: '2' }],
  ['deny', 'd1', { ...deny, rules: ['no-drop:match'] }],
  ['intent', 'd2', { tool: 'aegis__validate', role: 'agent', system: 'aegis', rules: ['vouch:match'] }],
  ['intent', 'd3', { tool: 'postgres__check_table', role: 'agent', system: 'postgres', parent: 'd2' }],
  [
    'outcome',
    'd3',
    { tool: 'postgres__check_table', parent: 'd2', verdict: 'allowed', executed: 'confirmed' },
  ],
  [
    'outcome',
    'd2',
    { verdict: 'allowed', executed: 'confirmed', rows: 3, minted: ['silver_validation silver.x r9'] },
  ],
  ['head', '', {}],
  ['deny', 'd4', deny],
  ['stop', '', {}],
];

async function* each(lines: readonly string[]): AsyncGenerator<string> {
  yield* lines;
}

async function open(lines: readonly string[], said: Partial<RecordedInput> = {}) {
  const { face } = await openRecorded({
    ...{ chain: 'kernel-1', lines: each(lines), keptHeads: 0, writer: undefined, now: 5_000, version: '9' },
    means: { digest: plainDigest, verifySignature: (_, signature) => signature === 'good' },
    kept: (digest) => texts.get(digest),
    enact: () => law,
    examiner: { examine: async () => undefined },
    ...said,
  });
  // `as`: the form of the route.
  return async <T>(path: string, query: Readonly<Record<string, string>> = {}): Promise<T> => {
    const answer = await face.answer(path, new Map(Object.entries(query)));
    return ('found' in answer ? answer.found : answer) as T;
  };
}

describe('a journal that is whole', () => {
  it('is told as such, with what its heads cover and how it ended', async () => {
    const ask = await open(chainOf(usual));
    const { recorded, state, journal, verdicts, role } = await ask<Overview>('/overview');
    expect(recorded).toMatchObject({
      lines: 11,
      broken: '',
      signedHeads: 1,
      unsigned: 2,
      starts: 1,
      writer: 0,
    });
    expect({ state, role, signed: journal.signed }).toEqual({ state: 'stopped', role: 'agent', signed: 8 });
    expect(verdicts).toEqual({ denied: 2, allowed: 2 });
    const cut = await open(chainOf(usual.slice(0, 9)));
    expect((await cut<Overview>('/overview')).state).toBe('lost');
  });

  it('lists its calls newest first, by the filters of the console', async () => {
    const ask = await open(chainOf(usual));
    const ids = async (query = {}) => (await ask<RowPage>('/requests', query)).rows.map(({ id }) => id);
    expect(await ids()).toEqual(['d4', 'd3', 'd2', 'd1']);
    expect(await ids({ verdict: 'allowed', limit: '1' })).toEqual(['d3']);
    expect(await ids({ parent: 'd2' })).toEqual(['d3']);
    expect(await ids({ slow: '1' })).toEqual([]);
    expect(await ask('/requests', { colour: 'red' })).toMatchObject({ status: 400 });
  });

  it('proves each entry as far as a head is over it, and shows what a plan asked for', async () => {
    const ask = await open(chainOf(usual));
    const proofs = async (id: string) =>
      (await ask<TripView>(`/requests/${id}`)).entries.map(({ proof }) => proof);
    expect(await proofs('d1')).toEqual(['signed']);
    expect(await proofs('d4')).toEqual(['durable']);
    expect((await ask<TripView>('/requests/d2')).children.map(({ id }) => id)).toEqual(['d3']);
    expect(await ask('/requests/nobody')).toMatchObject({ status: 404 });
    expect(await ask('/constructor')).toMatchObject({ status: 404 });
  });

  it('tells a session by its entries, with the receipts that were minted in it', async () => {
    const ask = await open(chainOf(usual));
    expect(await ask('/sessions')).toMatchObject({
      sessions: [
        {
          ...{ id: 's', role: 'agent', client: 'careful 2', calls: 1, denials: 2, rowsRead: 3 },
          receipts: [
            { id: 'r9', dataset: 'silver.x', claim: 'silver_validation', request: 'd2', expires: null },
          ],
        },
      ],
    });
  });
});

describe('a journal that was changed', () => {
  const changed = (at: number, from: string, to: string): readonly string[] =>
    chainOf(usual).map((line, place) => (place === at ? line.replace(from, to) : line));

  it('is not whole, and from the change on nothing is proved', async () => {
    const ask = await open(changed(3, 'no-drop', 'no-dorp'));
    const { recorded } = await ask<Overview>('/overview');
    expect(recorded?.broken).toBe('line 5: it does not name the hash of the line before');
    expect((await ask<TripView>('/requests/d2')).entries.map(({ proof }) => proof)).toEqual([
      'broken',
      'broken',
    ]);
    // The changed line itself fits the one before it.
    expect((await ask<TripView>('/requests/d1')).entries.map(({ proof }) => proof)).toEqual(['broken']);
    const later = await open(changed(9, '"d4"', '"d5"'));
    expect((await later<TripView>('/requests/d1')).entries.map(({ proof }) => proof)).toEqual(['signed']);
    expect((await later<TripView>('/requests/d5')).entries.map(({ proof }) => proof)).toEqual(['broken']);
  });

  it('is not whole where its head is not signed by the key, or a head of the second place is missing', async () => {
    const forged = await open(changed(8, 'good', 'evil'));
    expect((await forged<Overview>('/overview')).recorded?.broken).toContain('signature');
    const means = {
      digest: plainDigest,
      verifySignature: () => true,
      expected: { seq: 40, hash: 'f'.repeat(64) },
    };
    const cut = await open(chainOf(usual), { means });
    expect((await cut<Overview>('/overview')).recorded?.broken).toContain('missing');
  });

  it('holds lines that are no entries, and one decision a thousand times: it is read all the same', async () => {
    const many = Array.from({ length: 1_000 }, (): Draft => ['deny', 'd1', deny]);
    const ask = await open(['{}', 'null', '', ...chainOf([...usual, ...many])]);
    expect((await ask<Overview>('/overview')).recorded?.broken).toContain('line 1');
    expect((await ask<TripView>('/requests/d1')).entries.length).toBeLessThan(100);
  });
});

describe('the law of a journal', () => {
  it('is that of its last start: rules with what they did, the catalog, the systems', async () => {
    const ask = await open(chainOf(usual));
    const { rules } = await ask<{ rules: readonly { id: string; fired: number }[] }>('/policies');
    expect(rules.length).toBeGreaterThan(0);
    expect(await ask('/catalog')).toHaveProperty('datasets');
    expect(await ask('/systems')).toMatchObject({
      systems: expect.arrayContaining([expect.objectContaining({ system: 'postgres', calls: 1 })]),
    });
  });

  it('is not shown where a text is not kept, or makes another policy than the one that decided', async () => {
    const unkept = { status: 503, problem: expect.stringContaining('not kept') };
    const lost = await open(chainOf(usual), { kept: () => undefined });
    expect(await lost('/policies')).toMatchObject(unkept);
    expect(await lost('/policies/examined')).toMatchObject(unkept);
    const forged = await open(chainOf(usual), { kept: (digest) => `${texts.get(digest) ?? ''}# and a line` });
    expect(await forged('/policies')).toMatchObject(unkept);
    const [first, ...rest] = usual;
    if (first === undefined) throw new Error('no start');
    const other: Draft = ['config', '', { ...config, policy: 'another' }];
    const changed = await open(chainOf([other, ...rest]));
    expect(await changed('/policies')).toMatchObject(unkept);
    expect(await changed('/requests/d1')).toMatchObject({ row: { id: 'd1' } });
  });
});
