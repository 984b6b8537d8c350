// What a kernel would answer: a lake with two systems, the default policy, an agent that was careless once. Names only, as the contract has it.
import { machineViews } from '../../../actors/inspection/machines.js';
import type { Examined } from '../../../src/inspection/examined.js';
import type { Overview } from '../../../src/inspection/overview.js';
import type {
  CatalogView,
  ColumnView,
  PolicyView,
  RuleView,
  SessionView,
  SystemView,
} from '../../../src/inspection/places.js';
import type { RequestRow } from '../../../src/inspection/row.js';

const start = Date.UTC(2026, 10, 26, 9, 0, 0);

const idOf = (n: number): string => `t${n.toString(36).padStart(5, '0')}y7mfxvemwvtjacdh6g`;

/** A row that was allowed, but for what is said. */
export const row = (n: number, said: Partial<RequestRow> = {}): RequestRow => ({
  n,
  id: idOf(n),
  parent: '',
  session: 's4k2qx',
  role: 'cleaner',
  tool: 'postgres__query',
  system: 'postgres',
  at: start + n * 900,
  state: 'done',
  verdict: 'allowed',
  code: '',
  endedIn: '',
  rule: '',
  executed: 'confirmed',
  ms: 4 + (n % 7),
  isSlow: false,
  ...said,
});

/** What a call of each kind ends as; a long list is made of these in turn. */
const kinds: readonly Partial<RequestRow>[] = [
  {},
  { tool: 'postgres__execute', ms: 11.4 },
  { tool: 's3__get_object', system: 's3', ms: 3.2 },
  {
    ...{
      tool: 'postgres__execute',
      state: 'denied',
      verdict: 'denied',
      code: 'forbidden',
      endedIn: 'capability',
      executed: 'no',
    },
    ...{ rule: 'no-destructive-ops/no-unscoped-write', ms: 2.9 },
  },
  { ms: 1_430, isSlow: true },
  { tool: 'aegis__validate', system: 'aegis', ms: 38 },
  {
    state: 'denied',
    verdict: 'denied',
    code: 'not-granted',
    endedIn: 'capability',
    executed: 'no',
    tool: 's3__put_object',
    system: 's3',
  },
  {
    state: 'denied',
    verdict: 'timedout',
    code: 'deadline-passed',
    endedIn: 'execute',
    executed: 'unknown',
    ms: 30_004,
    isSlow: true,
  },
  {
    state: 'denied',
    verdict: 'cancelled',
    code: 'cancelled',
    endedIn: 'execute',
    executed: 'unknown',
    ms: 620,
  },
];

/** Newest first. */
export const rows = (count: number): readonly RequestRow[] =>
  Array.from({ length: count }, (_, place) => row(count - place, kinds[(count - place) % kinds.length]));

export const overview = (said: Partial<Overview> = {}): Overview => ({
  version: '0.1.0',
  state: 'serving',
  why: '',
  session: 's4k2qx',
  role: 'cleaner',
  started: start,
  now: start + 754_000,
  policy: 'a3c1f09e'.repeat(8),
  catalog: '5b77d210'.repeat(8),
  inFlight: 0,
  slowFrom: 1_000,
  machines: machineViews(),
  actors: [
    { name: 'kernel', machine: 'kernel', state: 'serving', received: { booted: 1 } },
    { name: 'ledger', machine: '', state: 'active', received: { 'ledger.append': 43 } },
    { name: 'mint', machine: '', state: 'active', received: { 'mint.live': 4, 'mint.seal': 1 } },
    { name: 'vault', machine: '', state: 'active', received: { 'vault.lease': 2 } },
    { name: 'analyst', machine: '', state: 'active', received: { 'analyst.read': 31 } },
    {
      name: 'downstream:postgres',
      machine: 'downstream',
      state: 'ready',
      received: { 'downstream.call': 26 },
    },
    { name: 'downstream:s3', machine: 'downstream', state: 'backoff', received: { 'downstream.call': 5 } },
  ],
  journal: { chain: 'k1', linked: 86, durable: 86, signed: 64 },
  requests: { size: 10_000, held: 0, dropped: 0 },
  events: { size: 20_000, held: 40, dropped: 0, next: 40 },
  verdicts: { allowed: 24, denied: 6, timedout: 1, cancelled: 1 },
  ...said,
});

const column = (name: string, kind = 'clear', said: Partial<ColumnView> = {}): ColumnView => ({
  name,
  class: kind,
  carried: [],
  isDerived: false,
  isKey: false,
  ...said,
});

const people = [
  column('id', 'clear', { isKey: true }),
  column('name', 'pii.name'),
  column('email', 'pii.email'),
  column('phone', 'pii.phone'),
  column('country'),
];

export const catalog: CatalogView = {
  version: '5b77d210'.repeat(8),
  isProtected: ['protected.*'],
  datasets: [
    {
      name: 'bronze.customers',
      system: 'postgres',
      tier: 'bronze',
      form: 'table',
      isProtected: false,
      columns: [...people, column('raw', 'pii.unknown')],
      claims: [],
    },
    {
      name: 'incoming/',
      system: 's3',
      tier: 'bronze',
      form: 'objects',
      isProtected: false,
      columns: [],
      claims: [],
    },
    {
      ...{ name: 'silver.customers', system: 'postgres', tier: 'silver', form: 'table', isProtected: false },
      columns: [...people, column('note', 'clear', { carried: ['pii.email'], isDerived: true })],
      claims: [{ claim: 'silver_validation', checks: 4 }],
    },
    {
      name: 'silver.salaries',
      system: 'postgres',
      tier: 'silver',
      form: 'table',
      isProtected: true,
      columns: [column('id', 'clear', { isKey: true }), column('amount', 'pii.salary')],
      claims: [],
    },
    {
      name: 'gold.customers',
      system: 'postgres',
      tier: 'gold',
      form: 'table',
      isProtected: false,
      columns: people,
      claims: [],
    },
  ],
};

const rule = (id: string, kind: string, said: Partial<RuleView> = {}): RuleView => ({
  ...{
    id,
    kind,
    phase: 'capability',
    because: '',
    place: 'policies/default.yaml:6',
    fired: 0,
    denied: 0,
    erred: 0,
    last: 0,
    warnings: [],
  },
  text: `- { id: ${id} }`,
  ...said,
});

const destroys = 'what an agent destroys, nobody can audit back';

export const policies: PolicyView = {
  digest: 'a3c1f09e'.repeat(8),
  rules: [
    rule('no-destructive-ops/no-drop', 'forbid', {
      because: destroys,
      place: 'policies/default.yaml:15',
      text: '- id: no-drop\n  when: effects.dropped.size() > 0 || effects.writes.exists(w, w.mode == "truncate")\n  help: delete rows by key, or ask an operator to drop it',
    }),
    rule('no-destructive-ops/no-unscoped-write', 'forbid', {
      ...{ because: destroys, place: 'policies/default.yaml:21', fired: 4, denied: 4, last: start + 700_000 },
      text: '- id: no-unscoped-write\n  when: effects.writes.exists(w, w.mode in ["update", "delete"] && w.scope in ["none", "tautology"])\n  help: pin the rows by key, for instance WHERE id = 7',
    }),
    rule('no-destructive-ops/row-guard', 'limit', {
      because: destroys,
      phase: 'argument',
      place: 'policies/default.yaml:28',
      fired: 3,
      last: start + 400_000,
    }),
    rule('gold-needs-validation/validated-and-unchanged', 'require', {
      ...{
        because: 'gold is what the bank reports from',
        phase: 'precondition',
        place: 'policies/default.yaml:47',
        fired: 2,
        denied: 1,
        last: start + 650_000,
      },
      text: '- id: validated-and-unchanged\n  when: effects.writes.exists(w, w.tier == "gold")\n  sources: { tier: silver, at-least: 1 }\n  receipt: { kind: silver_validation, for: each-source, unchanged: true, max-age: 24h }\n  remedy: { tool: aegis__validate, args: { dataset: $missing } }',
    }),
    rule('pii-egress-mask/pii.email', 'mask', {
      phase: 'transform',
      place: 'policies/default.yaml:36',
      fired: 17,
      last: start + 740_000,
    }),
    rule('pii-egress-mask/pii.card', 'mask', { phase: 'transform', place: 'policies/default.yaml:38' }),
    rule('read', 'grant', {
      place: 'policies/default.yaml:6',
      fired: 26,
      last: start + 740_000,
      text: '- { id: read, to: [analyst, cleaner], can: [read], datasets: ["bronze.*", "silver.*", "gold.*"] }',
    }),
    rule('read-silver', 'grant', {
      place: 'policies/local.yaml:3',
      warnings: ['shadowed by `read`: it never decides alone'],
    }),
  ],
};

export const examined: Examined = {
  tried: 1_761,
  lines: [
    {
      ...{ id: 'no-destructive-ops/no-drop', kind: 'shadowed' },
      why: 'it speaks of 28 calls, and without it each comes out the same; this one is denied by no-unscoped-write',
      call: 'postgres__query {"sql":"DROP TABLE bronze.customers"} as cleaner',
    },
    {
      ...{ id: 'pii-egress-mask/pii.card', kind: 'dead', call: '' },
      why: 'no value of `pii.card` leaves in a call that is allowed',
    },
    {
      ...{ id: 'read-silver', kind: 'contradicted' },
      why: 'it grants a part of 3 calls, and none is allowed; this one is denied by no-drop',
      call: 'postgres__query {"sql":"SELECT id FROM silver.salaries"} as cleaner',
    },
    {
      ...{ id: 's3__delete_object', kind: 'unreachable', why: 'each of 4 calls is denied by default' },
      call: 's3__delete_object {"key":"incoming/a.csv"} as cleaner',
    },
  ],
};

export const sessions: readonly SessionView[] = [
  {
    ...{
      id: 's4k2qx',
      role: 'cleaner',
      client: 'careless-agent 1.0',
      started: start,
      calls: 32,
      denials: 6,
      writes: 5,
      rowsRead: 812,
    },
    flags: ['raw_pii_seen'],
    receipts: [
      {
        id: 'rc1',
        dataset: 'silver.customers',
        claim: 'silver_validation',
        request: idOf(6),
        issued: start + 600_000,
        expires: start + 87_000_000,
      },
    ],
    lapsed: [{ dataset: 'silver.customers', why: 'it died at a later write to the dataset' }],
    doubts: ['bronze.customers'],
    budgets: [
      {
        ...{ class: 'pii.email', per: 'session', isSealed: true },
        counts: [{ measure: 'probes', given: 50, soft: 50, hard: 150 }],
      },
    ],
  },
];

export const systems: readonly SystemView[] = [
  {
    ...{
      system: 'postgres',
      state: 'ready',
      restarts: 0,
      why: '',
      inFlight: 1,
      queued: 0,
      pid: 4242,
      calls: 26,
      failed: 5,
    },
    tools: [
      { name: 'postgres__query', isPinned: true, drift: [] },
      { name: 'postgres__execute', isPinned: true, drift: ['description'] },
    ],
  },
  {
    ...{
      system: 's3',
      state: 'backoff',
      restarts: 2,
      why: 'it ended (exit 1)',
      inFlight: 0,
      queued: 3,
      pid: 0,
      calls: 5,
      failed: 2,
    },
    tools: [
      { name: 's3__get_object', isPinned: false, drift: [] },
      { name: 's3__put_object', isPinned: false, drift: [] },
    ],
  },
];
