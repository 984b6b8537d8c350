/** What each stage of one request saw, as headings and short texts for people. Names, shapes, counts; where a value was, its class. */

import { capabilitiesBody, obligationsBody } from '../audit/bodies.js';
import { texts } from '../call/fields.js';
import type { Finding } from '../egress/released.js';
import type { Effects } from '../intercept/effects.js';
import type { Receipt } from '../receipt/receipt.js';
import type { SeenEntry, SeenFacts, Sighting } from './sighting.js';
import type { Seen } from './trip.js';

/** The phase in which a rule of the policy is asked; '' for what is no rule of it. */
export type PhaseOfRule = (rule: string) => string;

/** Past this a list is a count. */
const most = 50;

const short = (values: readonly string[]): readonly string[] =>
  values.length <= most ? values : [...values.slice(0, most), `and ${values.length - most} more`];

export const seen = (what: string, values: readonly string[]): readonly Seen[] =>
  values.length === 0 ? [] : [{ what, values: short(values) }];

/** What no column is told of is read whole, or not by columns. */
export const readText = (dataset: string, columns: readonly string[]): string =>
  columns.length === 0 ? dataset : `${dataset} (${columns.join(', ')})`;

export interface WriteSeen {
  readonly mode: string;
  readonly dataset: string;
  readonly scope: string;
  readonly sources: readonly string[];
}

export const writeText = ({ mode, dataset, scope, sources }: WriteSeen): string =>
  [
    `${mode} ${dataset}`,
    ...(scope === 'not-applicable' || scope === '' ? [] : [`scope ${scope}`]),
    ...(sources.length === 0 ? [] : [`from ${sources.join(', ')}`]),
  ].join(', ');

const readings = (effects: Effects): readonly Seen[] => [
  ...seen('kind', [effects.kind]),
  ...seen('statement', effects.shape === '' ? [] : [effects.shape]),
  ...seen(
    'reads',
    effects.reads.map(({ dataset, columns }) => readText(dataset, columns)),
  ),
  ...seen('writes', effects.writes.map(writeText)),
  ...seen('drops', effects.dropped),
  ...seen('alters', effects.altered),
  ...seen('creates', effects.created),
  ...seen('opaque', effects.opaque),
  ...seen(
    'chooses rows by',
    effects.filtersOn.map(({ dataset, column, class: name }) => `${dataset}.${column} (${name})`),
  ),
  ...seen(
    'carries',
    effects.carries.map(({ dataset, column, class: name }) => `${name} into ${dataset}.${column}`),
  ),
];

const rules = ({ trace }: SeenFacts, phase: string, phaseOf: PhaseOfRule): readonly Seen[] =>
  seen(
    'rules',
    trace
      .filter(({ rule }) => (phaseOf(rule) || 'capability') === phase)
      .map(({ rule, said }) => `${rule}: ${said}`),
  );

const receiptText = ({ kind, dataset, id }: Receipt): string => `${kind} for ${dataset} (${id})`;

type Masked = Pick<Finding, 'class' | 'operator' | 'count'> & { readonly by: string };

const maskText = ({ class: name, operator, by, count }: Masked): string =>
  `${name}: ${operator} of ${count} by ${by}`;

/** Pointers are left out: what a result's keys are called is the result's. */
export function masked(findings: readonly Masked[]): readonly string[] {
  const sums = new Map<string, Masked>();
  for (const one of findings) {
    const key = `${one.class} ${one.operator} ${one.by}`;
    sums.set(key, { ...one, count: one.count + (sums.get(key)?.count ?? 0) });
  }
  return [...sums.values()].map(maskText);
}

const entryTexts = (entries: readonly SeenEntry[], isIntent: boolean): readonly Seen[] =>
  seen(
    'entries',
    entries.filter(({ type }) => (type === 'intent') === isIntent).map(({ type, seq }) => `${type} ${seq}`),
  );

function before(facts: SeenFacts, phaseOf: PhaseOfRule): Readonly<Record<string, readonly Seen[]>> {
  const { receipts, lapsed, doubts } = facts.live;
  return {
    intercept: readings(facts.effects),
    capability: [
      ...seen('capabilities', texts(capabilitiesBody(facts.capabilities))),
      ...rules(facts, 'capability', phaseOf),
    ],
    argument: rules(facts, 'argument', phaseOf),
    precondition: [
      ...seen('receipts', receipts.map(receiptText)),
      ...seen('lapsed', lapsed),
      ...seen('in doubt', doubts),
      ...rules(facts, 'precondition', phaseOf),
      ...seen('obligations', texts(obligationsBody(facts.obligations))),
    ],
  };
}

export function seenBy(sighting: Sighting, phaseOf: PhaseOfRule): Readonly<Record<string, readonly Seen[]>> {
  const { facts, system, executed, verdict, entries } = sighting;
  const isTold = verdict === 'allowed' && system !== 'aegis';
  return {
    resolve: seen('system', system === '' ? [] : [system]),
    ...before(facts, phaseOf),
    intending: entryTexts(entries, true),
    calling: seen('executed', [executed]),
    transform: [
      ...seen('masked', masked(facts.findings)),
      ...seen('rows', isTold ? [String(facts.rows)] : []),
      ...seen('truncated', facts.isTruncated ? ['yes'] : []),
    ],
    mint: seen('minted', facts.minted.map(receiptText)),
    audit: entryTexts(entries, false),
  };
}
