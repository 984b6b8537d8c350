/** The words a condition may use: every variable, field and closed set of values, with its CEL type. What is not here does not type-check. */

import { holders } from '../budget/budget.js';
import { strengths } from '../intercept/sql/effects.js';

export const objects = {
  Read: { dataset: 'string', tier: 'string', columns: 'list<string>' },
  Write: {
    dataset: 'string',
    tier: 'string',
    mode: 'string',
    columns: 'list<string>',
    scope: 'string',
    sources: 'list<string>',
  },
  Touch: { dataset: 'string', tier: 'string', protected: 'bool', known: 'bool' },
  EgressColumn: { name: 'string', classes: 'list<string>', how: 'string', from: 'list<string>' },
  /** `joins`: empty for a probe. `absence`: asked whether a value is there, and nothing of what it is. */
  Filter: {
    dataset: 'string',
    column: 'string',
    class: 'string',
    keyed: 'bool',
    probe: 'bool',
    absence: 'bool',
    joins: 'list<string>',
  },
  Lock: { dataset: 'string', strength: 'string' },
  Carry: { dataset: 'string', column: 'string', class: 'string', derived: 'bool', from: 'list<string>' },
  Effects: {
    statements: 'int',
    kind: 'string',
    reads: 'list<Read>',
    writes: 'list<Write>',
    dropped: 'list<string>',
    created: 'list<string>',
    altered: 'list<string>',
    functions: 'list<string>',
    control: 'list<string>',
    locks: 'list<Lock>',
    files: 'list<string>',
    programs: 'list<string>',
    network: 'list<string>',
    touches: 'list<Touch>',
    filtersOn: 'list<Filter>',
    egress: 'list<EgressColumn>',
    opaque: 'list<string>',
    flows: 'list<string>',
    carries: 'list<Carry>',
  },
  /** `preview`: what is judged is to be rolled back. */
  CallFacts: { tool: 'string', system: 'string', preview: 'bool' },
  PrincipalFacts: { role: 'string' },
  Spent: {
    class: 'string',
    per: 'string',
    values: 'int',
    rows: 'int',
    bytes: 'int',
    probes: 'int',
    sealed: 'bool',
  },
  SessionFacts: {
    calls: 'int',
    denials: 'int',
    writes: 'int',
    rowsRead: 'int',
    flags: 'map<string, bool>',
    spent: 'list<Spent>',
  },
  TimeFacts: { hour: 'int', weekday: 'string', epoch: 'int' },
} as const;

export type ObjectName = keyof typeof objects;

/** One mark a type: by it the evaluator knows a value's type, also where the value is reached by an index. */
export const marks: ReadonlyMap<string, () => void> = new Map(
  Object.keys(objects).map((name) => [name, () => undefined]),
);

export const variables = {
  effects: 'Effects',
  call: 'CallFacts',
  principal: 'PrincipalFacts',
  session: 'SessionFacts',
  time: 'TimeFacts',
  arguments: 'map<string, dyn>',
} as const;

export const weekdays = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;

/** Fields with a closed set of values: a literal outside it is a misspelling, found when the policy loads. */
export const closedSets: Readonly<Record<string, readonly string[]>> = {
  tier: ['bronze', 'silver', 'gold', ''],
  mode: ['insert', 'update', 'delete', 'merge', 'replace', 'create', 'truncate', 'promote'],
  strength: strengths,
  scope: ['key-pinned', 'predicate', 'tautology', 'none', 'not-applicable'],
  how: ['identity', 'transformed', 'aggregated', 'averaged', 'counted', 'literal', 'unknown'],
  kind: [
    'select',
    'insert',
    'update',
    'delete',
    'create',
    'drop',
    'alter',
    'pragma',
    'attach',
    'transaction',
    'object',
    'dataset',
    'plain',
    'unknown',
  ],
  per: holders,
  weekday: weekdays,
};

/** Fields that hold names which manifests declare: what is named, and every name there is. */
export type NameSets = Readonly<Record<string, { readonly of: string; readonly known: readonly string[] }>>;

/** Names of one configuration; none of a field means that nothing is said of it. */
export interface DeclaredNames {
  readonly tools: readonly string[];
  readonly systems: readonly string[];
  readonly datasets: readonly string[];
}

export function nameSets(names: DeclaredNames | undefined): NameSets {
  if (names === undefined) return {};
  const dataset = { of: 'dataset', known: names.datasets };
  return {
    tool: { of: 'tool', known: names.tools },
    system: { of: 'system', known: names.systems },
    dataset,
    sources: dataset,
    dropped: dataset,
    altered: dataset,
  };
}
