/** A small catalog, its tools, and calls against them, for the tests of policy. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import {
  type DatasetName,
  receiptId,
  requestId,
  type SystemName,
  sessionId,
  sha256Hex,
  type ToolName,
} from '../../../src/call/id.js';
import type { JsonObject } from '../../../src/call/json.js';
import type { Catalog, Dataset, Tier } from '../../../src/catalog/catalog.js';
import { type Action, type Effects, noEffects, type Write } from '../../../src/intercept/effects.js';
import type { Argument, Reading, Tool } from '../../../src/manifest/manifest.js';
import { capabilitiesOf } from '../../../src/policy/capabilities.js';
import { compilePolicy } from '../../../src/policy/compile.js';
import type { Facts } from '../../../src/policy/facts.js';
import type { PhaseVerdict, Policy } from '../../../src/policy/policy.js';
import type { Receipt } from '../../../src/receipt/receipt.js';
import type { Problem } from '../../../src/yaml/document.js';

export const digest = {
  sha256: (text: string) => sha256Hex(createHash('sha256').update(text).digest('hex')),
};
const zero = sha256Hex('0'.repeat(64));
/** Wednesday 2024-01-03, 12:30 UTC. */
export const noon = Date.UTC(2024, 0, 3, 12, 30);

const set = (name: string, tier: Tier, columns: Record<string, string> = {}): Dataset => ({
  name: name as DatasetName,
  system: 'lake' as SystemName,
  tier,
  form: 'table',
  key: ['id'],
  columns: { id: 'clear', ...columns },
  isProtected: name.startsWith('protected.'),
  checks: {},
});

const sets = [
  set('bronze.customers', 'bronze', { email: 'pii.email' }),
  set('silver.customers', 'silver', { email: 'pii.email', phone: 'pii.phone' }),
  set('silver.orders', 'silver'),
  set('gold.customers', 'gold', { email: 'pii.email' }),
  set('protected.salaries', 'silver', { amount: 'pii.salary' }),
];
export const catalog: Catalog = {
  version: zero,
  datasets: new Map(sets.map((one) => [one.name, one])),
  protectedPatterns: ['protected.*'],
};

const argument = (name: string, readsAs: Reading, use: Action): Argument => ({
  name,
  readsAs,
  use,
  isRequired: true,
  schema: {},
});

export const tool = (name: string, can: readonly Action[], args: readonly Argument[] = []): Tool => ({
  name: `lake__${name}` as ToolName,
  system: 'lake' as SystemName,
  remote: name,
  audience: 'agent',
  description: '',
  can,
  arguments: args,
  result: { rows: 'none', rowsAt: [], columnsAt: [], classes: {} },
  page: { rows: 1000, bytes: 262_144 },
  deadline: 1000,
  fixed: {},
});

const sql = argument('sql', 'sql/sqlite', 'read');
const writes: readonly Action[] = ['insert', 'update', 'delete', 'create', 'alter', 'drop', 'truncate'];
export const tools = {
  query: tool('query', ['read'], [sql]),
  execute: tool('execute', ['read', ...writes], [sql]),
  list: tool('list', ['list']),
  describe: tool('describe', ['describe'], [argument('table', 'dataset', 'describe')]),
  validate: tool('validate', ['validate'], [argument('dataset', 'dataset', 'validate')]),
  promote: tool(
    'promote',
    ['read', 'promote'],
    [argument('source', 'dataset', 'read'), argument('target', 'dataset', 'promote')],
  ),
  put: tool('put', ['insert'], [argument('key', 'object-key', 'insert'), argument('body', 'body', 'insert')]),
} as const;
export type ToolKey = keyof typeof tools;

const tierOf = (name: string): Tier | '' => catalog.datasets.get(name as DatasetName)?.tier ?? '';

/** Only what a test is about; tiers and touches follow from the names. */
export interface Sketch {
  readonly reads?: readonly string[];
  readonly writes?: readonly (Partial<Write> & { readonly dataset: string })[];
  readonly touches?: readonly string[];
  readonly more?: Partial<Effects>;
}

export function effectsOf(sketch: Sketch): Effects {
  const written = sketch.writes ?? [];
  const read = sketch.reads ?? [];
  const names = [
    ...read,
    ...written.flatMap((one) => [one.dataset, ...(one.sources ?? [])]),
    ...(sketch.touches ?? []),
  ];
  return {
    ...noEffects,
    statements: 1,
    kind: 'select',
    reads: read.map((dataset) => ({ dataset, tier: tierOf(dataset), columns: [] })),
    writes: written.map((one) => ({
      mode: 'insert',
      columns: [],
      scope: 'not-applicable',
      sources: [],
      tier: tierOf(one.dataset),
      ...one,
    })),
    touches: [...new Set(names)].map((dataset) => ({
      dataset,
      tier: tierOf(dataset),
      protected: dataset.startsWith('protected.'),
      known: tierOf(dataset) !== '',
    })),
    ...sketch.more,
  };
}

export const receipt = (dataset: string, issued: number, kind = 'silver_validation'): Receipt =>
  // A receipt as mint would have admitted it: the law under test reads it and never makes one.
  ({
    id: receiptId(`r-${dataset}-${issued}`),
    kind,
    dataset: dataset as DatasetName,
    version: 'v',
    epoch: 1,
    rows: 1,
    checks: [],
    session: sessionId('s'),
    request: requestId('q'),
    policy: zero,
    catalog: zero,
    issued,
    expires: issued + 1e9,
  }) as unknown as Receipt;

export interface Setting {
  readonly role?: string;
  readonly tool?: Tool;
  readonly effects?: Effects;
  readonly args?: JsonObject;
  readonly receipts?: readonly Receipt[];
  readonly lapsed?: readonly string[];
  readonly doubts?: readonly string[];
  readonly at?: number;
}

export function factsOf(setting: Setting): Facts {
  const asked = setting.tool ?? tools.execute;
  const effects = setting.effects ?? noEffects;
  return {
    call: {
      id: requestId('q1'),
      principal: { role: setting.role ?? 'cleaner', session: sessionId('s'), client: 'test' },
      tool: asked.name,
      arguments: setting.args ?? {},
      digest: zero,
      at: setting.at ?? noon,
    },
    tool: asked,
    effects,
    capabilities: capabilitiesOf(effects, asked),
    catalog,
    session: { calls: 1, denials: 0, writes: 0, rowsRead: 0, started: 0, flags: { trial: true } },
    receipts: setting.receipts ?? [],
    lapsed: setting.lapsed ?? [],
    doubts: setting.doubts ?? [],
  };
}

const phases = ['capability', 'argument', 'precondition'] as const;

/** The three phases in their order; the first denial ends it. */
export function verdictOf(policy: Policy, facts: Facts): PhaseVerdict {
  const passed: Extract<PhaseVerdict, { effect: 'pass' }>[] = [];
  for (const phase of phases) {
    const verdict = policy.decidePhase(phase, facts);
    if (verdict.effect === 'deny') return verdict;
    passed.push(verdict);
  }
  return {
    effect: 'pass',
    obligations: passed.flatMap((one) => one.obligations),
    trace: passed.flatMap((one) => one.trace),
  };
}

export function policyOf(...texts: readonly string[]): Policy {
  const compiled = compilePolicy(
    texts.map((text, at) => ({ file: `p${at}.yaml`, text })),
    digest,
  );
  if ('problems' in compiled) throw new Error(JSON.stringify(compiled.problems, null, 1));
  return compiled.policy;
}

export function problemsOf(...texts: readonly string[]): readonly Problem[] {
  const compiled = compilePolicy(
    texts.map((text, at) => ({ file: `p${at}.yaml`, text })),
    digest,
  );
  return 'problems' in compiled ? compiled.problems : [];
}

export const grantAll = `version: 1
grant:
  - id: all
    to: [cleaner]
    can: [read, insert, update, delete, create, alter, drop, truncate, validate, promote, list, describe, explain]
    datasets: ["*"]
`;

export const defaultText = readFileSync(new URL('../../../policies/default.yaml', import.meta.url), 'utf8');
