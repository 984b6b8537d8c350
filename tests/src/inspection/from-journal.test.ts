// What a trip is that the journal alone knows: which stages its entries prove, what they saw, and no time that no entry has.
import { describe, expect, it } from 'vitest';
import type { EntryType } from '../../../src/audit/entry.js';
import type { Entry } from '../../../src/audit/read.js';
import type { JsonObject } from '../../../src/call/json.js';
import { type Archive, tripOf, unverified } from '../../../src/inspection/from-journal.js';

const intentBody = {
  ...{ tool: 'postgres__query', role: 'cleaner', system: 'postgres' },
  effects: {
    kind: 'select',
    statement: 'SELECT id FROM silver.customers WHERE id = ?',
    reads: [{ dataset: 'silver.customers', columns: ['id'] }],
    writes: [
      { dataset: 'gold.customers', mode: 'promote', scope: 'not-applicable', sources: ['silver.customers'] },
    ],
  },
  capabilities: ['read silver.customers'],
  rules: ['read:match', 'row-guard:error', 'validated:match'],
  receipts: ['r1'],
  obligations: ['mask:3'],
};
const outcomeBody = {
  ...{ verdict: 'allowed', executed: 'confirmed', rows: 12 },
  masked: [
    { pointer: '/rows/*/1', class: 'pii.email', operator: 'token', by: 'provenance', count: 2 },
    { pointer: '/rows/*/2', class: 'pii.email', operator: 'token', by: 'provenance', count: 3 },
  ],
};

const entry = (type: EntryType, at: number, body: JsonObject, seq = at): Entry => ({
  ...{ seq, prev: '', at, boot: 'b', chain: 'kernel-1', type, decision: 'abc', session: 's', body },
});
const tripFrom = (entries: readonly Entry[], archive: Archive = unverified) => {
  const written = entries.map((one) => ({ entry: one, hash: `h${one.seq}`, place: one.seq }));
  const trip = tripOf(written, { n: 1, children: [], archive });
  if (trip === undefined) throw new Error('no trip');
  return trip;
};

const phases: Readonly<Record<string, string>> = {
  read: 'capability',
  'row-guard': 'argument',
  validated: 'precondition',
};
const known: Archive = { ...unverified, phaseOf: (rule) => phases[rule] ?? '' };
const names = ({ stages }: ReturnType<typeof tripFrom>) => stages.map(({ stage, how }) => `${stage} ${how}`);
const before = ['resolve', 'intercept', 'capability', 'argument', 'precondition', 'intending'];

describe('a call with an intent and an outcome', () => {
  const trip = tripFrom([entry('intent', 10, intentBody), entry('outcome', 17, outcomeBody)], known);
  const saw = (stage: string) => trip.stages.find((one) => one.stage === stage)?.saw;

  it('has passed every stage, and has the time between its entries and no other', () => {
    expect(names(trip)).toEqual(
      [...before, 'calling', 'transform', 'mint', 'audit'].map((stage) => `${stage} passed`),
    );
    expect(trip.row).toMatchObject({ verdict: 'allowed', state: 'done', ms: 7, system: 'postgres' });
    expect(trip.stages.map(({ ms }) => ms)).toEqual(trip.stages.map(() => null));
    expect(trip).toMatchObject({ source: 'journal', messages: [], denial: null });
  });

  it('saw in each stage what its entries name, with each rule in its phase', () => {
    expect(saw('intercept')).toEqual([
      { what: 'kind', values: ['select'] },
      { what: 'statement', values: ['SELECT id FROM silver.customers WHERE id = ?'] },
      { what: 'reads', values: ['silver.customers (id)'] },
      { what: 'writes', values: ['promote gold.customers, from silver.customers'] },
    ]);
    expect(saw('capability')).toContainEqual({ what: 'rules', values: ['read: match'] });
    expect(saw('argument')).toEqual([{ what: 'rules', values: ['row-guard: error'] }]);
    expect(saw('precondition')).toContainEqual({ what: 'rules', values: ['validated: match'] });
    expect(saw('transform')).toEqual([
      { what: 'masked', values: ['pii.email: token of 5 by provenance'] },
      { what: 'rows', values: ['12'] },
    ]);
  });

  it('shows rules of which no phase is known with the entry that names them', () => {
    const blind = tripFrom([entry('intent', 10, intentBody), entry('outcome', 17, outcomeBody)]);
    const where = blind.stages.filter(({ saw: all }) => all.some(({ what }) => what === 'rules'));
    expect(where.map(({ stage }) => stage)).toEqual(['audit']);
  });
});

describe('a call that was refused', () => {
  const body = {
    ...intentBody,
    ...{
      code: 'precondition-failed',
      phase: 'precondition',
      rule: 'gold/validated',
      because: 'gold is reported',
    },
    ...{ facts: ['silver.customers: no receipt'], policy: 'p' },
  };
  const trip = tripFrom([entry('deny', 20, body)], {
    ...known,
    written: () => ({
      ...{ id: 'gold/validated', kind: 'require', phase: 'precondition', because: '' },
      ...{ place: 'own.yaml:7', text: '- id: validated' },
    }),
  });

  it('was stopped in the stage that its entry names, after those before it, and nobody knows how long it took', () => {
    expect(names(trip)).toEqual([
      ...before.slice(0, 4).map((stage) => `${stage} passed`),
      'precondition stopped',
      'audit passed',
    ]);
    expect(trip.row).toMatchObject({ verdict: 'denied', ms: null, isSlow: false, executed: 'no' });
    expect(trip.steps.at(-2)).toMatchObject({ state: 'audit', verdict: 'denied' });
  });

  it('has the rule with its place and text, and not what the agent was told, which no entry holds', () => {
    expect(trip.denial).toMatchObject({
      rule: { id: 'gold/validated', place: 'own.yaml:7', text: '- id: validated' },
      facts: ['silver.customers: no receipt'],
      remedies: [],
      text: '',
    });
  });

  it('is cancelled, cut off or failed where its code is the machine’s own for that', () => {
    const verdict = (code: string) => tripFrom([entry('deny', 1, { ...body, code })]).row.verdict;
    expect(['cancelled', 'deadline-passed', 'defect', 'forbidden'].map(verdict)).toEqual([
      ...['cancelled', 'timedout', 'errored', 'denied'],
    ]);
  });
});

describe('a call whose end is not the usual', () => {
  it('without one stands in calling', () => {
    const trip = tripFrom([entry('intent', 10, intentBody)]);
    expect(names(trip).at(-1)).toBe('calling here');
    expect(trip.row).toMatchObject({ verdict: 'pending', executed: 'unknown', ms: null });
  });

  it('with a recovery was stopped in calling, and whether it was carried out is not known', () => {
    const trip = tripFrom([entry('intent', 10, intentBody), entry('recovery', 90, { executed: 'unknown' })]);
    expect(names(trip).slice(-2)).toEqual(['calling stopped', 'audit passed']);
    expect(trip.row).toMatchObject({ verdict: 'errored', executed: 'unknown' });
  });

  it('withheld after it was carried out was stopped in transform', () => {
    const denial = { code: 'defect', phase: 'transform' };
    const outcome = { verdict: 'errored', executed: 'confirmed', denial };
    const trip = tripFrom([entry('intent', 10, intentBody), entry('outcome', 12, outcome)]);
    expect(names(trip).slice(-3)).toEqual(['calling passed', 'transform stopped', 'audit passed']);
  });

  it('of fields that are of no known form shows what is left, and throws nothing', () => {
    const odd = { tool: 7, effects: [], rules: 'all', capabilities: [1], masked: {}, code: 'no-such-code' };
    expect(() => tripFrom([entry('deny', 1, odd)])).not.toThrow();
    expect(tripFrom([entry('deny', 1, odd)]).denial).toBeNull();
  });
});
