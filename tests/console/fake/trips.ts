// Trips of single requests: one that was denied for want of a receipt, one that was allowed. What each stage saw is as the kernel words it.
import type { RequestRow } from '../../../src/inspection/row.js';
import type { DenialView, MessageView, StageView, TripView } from '../../../src/inspection/trip.js';
import { row } from './samples.js';

const saw = (seen: Readonly<Record<string, readonly string[]>>): StageView['saw'] =>
  Object.entries(seen).map(([what, values]) => ({ what, values }));

const stage = (
  name: string,
  [at, ms]: readonly [number, number],
  seen: Readonly<Record<string, readonly string[]>> = {},
): StageView => ({
  stage: name,
  at,
  ms,
  how: 'passed',
  saw: saw(seen),
});

const asked = (
  actor: string,
  type: string,
  [at, back]: readonly [number, number],
): readonly MessageView[] => [
  { at, from: 'request', to: actor, type },
  { at: back, from: actor, to: 'request', type: 'answer' },
];

export const denial: DenialView = {
  code: 'precondition-failed',
  message: 'a required state does not hold',
  phase: 'precondition',
  rule: {
    id: 'gold-needs-validation/validated-and-unchanged',
    because: 'gold is what the bank reports from',
    kind: 'require',
    place: 'policies/default.yaml:47',
    text: '- id: validated-and-unchanged\n  when: effects.writes.exists(w, w.tier == "gold")\n  sources: { tier: silver, at-least: 1 }\n  receipt: { kind: silver_validation, for: each-source, unchanged: true, max-age: 24h }\n  remedy: { tool: aegis__validate, args: { dataset: $missing } }',
  },
  facts: ['silver.customers: it died at a later write to the dataset'],
  remedies: [
    {
      tool: 'aegis__validate',
      args: '{"dataset":"silver.customers"}',
      why: 'earns a silver_validation receipt for silver.customers',
    },
  ],
  help: 'bring it about, then call again',
  retry: 'changed',
  text: 'Denied (precondition-failed) in precondition: a required state does not hold.\nWhat: silver.customers: it died at a later write to the dataset.\nRule: gold-needs-validation/validated-and-unchanged (gold is what the bank reports from).\nTry: aegis__validate {"dataset":"silver.customers"} (earns a silver_validation receipt for silver.customers).\nRetry: only with a changed call.',
};

export const deniedRow = (n: number): RequestRow =>
  row(n, {
    ...{
      tool: 'postgres__execute',
      state: 'denied',
      verdict: 'denied',
      code: 'precondition-failed',
      endedIn: 'precondition',
    },
    ...{ rule: 'gold-needs-validation/validated-and-unchanged', executed: 'no', ms: 7.2 },
  });

export const deniedTrip = (of: RequestRow, said: Partial<TripView> = {}): TripView => ({
  source: 'watched',
  row: of,
  children: [],
  stages: [
    stage('resolve', [0, 0.1], { system: ['postgres'] }),
    stage('intercept', [0.1, 2.4], {
      statement: ['INSERT INTO gold.customers SELECT * FROM silver.customers'],
      reads: ['silver.customers (id, name, email, phone, country)'],
      writes: ['insert into gold.customers from silver.customers'],
    }),
    stage('capability', [2.5, 0.3], {
      capabilities: ['read silver.customers', 'insert gold.customers'],
      rules: ['read: match', 'publish: match'],
    }),
    stage('argument', [2.8, 0.2], { rules: ['no-destructive-ops/row-guard: no-match'] }),
    {
      ...stage('precondition', [3, 2.1], {
        lapsed: ['silver.customers: it died at a later write to the dataset'],
        rules: ['gold-needs-validation/validated-and-unchanged: match'],
      }),
      how: 'stopped',
    },
    stage('audit', [5.1, 2.1], { entries: ['deny 41'] }),
  ],
  steps: [
    ...(
      [
        ['resolve', 0],
        ['intercept', 0.1],
        ['capability', 2.5],
        ['argument', 2.8],
        ['precondition', 3],
      ] as const
    ).map(([state, at]) => ({ at, state, verdict: 'pending' as const, executed: 'no' as const })),
    ...(
      [
        ['audit', 5.1],
        ['denied', 7.2],
      ] as const
    ).map(([state, at]) => ({ at, state, verdict: 'denied' as const, executed: 'no' as const })),
  ],
  messages: [
    { at: 0, from: 'north', to: 'request', type: 'call' },
    ...asked('analyst', 'analyst.read', [0.1, 2.4]),
    ...asked('mint', 'mint.live', [3, 5]),
    ...asked('ledger', 'ledger.append', [5.2, 7.1]),
    { at: 7.2, from: 'request', to: 'north', type: 'reply' },
  ],
  denial,
  entries: [{ seq: 41, type: 'deny', hash: '9f2c04e7'.repeat(8), proof: 'durable' }],
  ...said,
});

const allowedSteps = [
  'resolve',
  'intercept',
  'capability',
  'argument',
  'precondition',
  'intending',
  'calling',
  'transform',
  'mint',
  'audit',
  'done',
];

export const allowedTrip = (of: RequestRow, said: Partial<TripView> = {}): TripView => ({
  source: 'watched',
  row: of,
  children: [],
  stages: allowedSteps
    .slice(0, -1)
    .map((name, place) =>
      stage(
        name,
        [place * 0.6, 0.6],
        name === 'transform' ? { masked: ['pii.email token ×12 (column)'], rows: ['12'] } : {},
      ),
    ),
  steps: allowedSteps.map((state, place) => ({
    ...{ at: place * 0.6, state, executed: place > 6 ? 'confirmed' : 'no' },
    verdict: place > 8 ? 'allowed' : 'pending',
  })),
  messages: [
    ...asked('ledger', 'ledger.append', [3, 3.5]),
    ...asked('downstream:postgres', 'downstream.call', [3.6, 4.1]),
  ],
  denial: null,
  entries: [
    { seq: 12, type: 'intent', hash: 'ab12cd90'.repeat(8), proof: 'signed' },
    { seq: 13, type: 'outcome', hash: '77aa03f1'.repeat(8), proof: 'pending' },
  ],
  ...said,
});
