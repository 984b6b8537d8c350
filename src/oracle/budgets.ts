/** Whether what has been given of a class stands against a call, by the policy's lines as they are written. Where two lines would say it, it does not say which. */
import { type Catalog, datasetNamed } from '../catalog/catalog.js';
import type { EgressColumn } from '../intercept/effects.js';
import type { Circumstance, GivenSpent, Witness } from '../witness/witness.js';
import { type Denied, no } from './beneath.js';
import { closeness, shownAs } from './masks.js';
import type { Plea } from './plea.js';
import type { BudgetLine, Reading } from './reading.js';

const measures = ['values', 'rows', 'bytes', 'probes'] as const;
type Measure = (typeof measures)[number];

const unknown = 'pii.unknown';

const classesIn = ({ classes, how }: EgressColumn): readonly string[] =>
  classes.length === 0 && how === 'unknown' ? [unknown] : classes;

/** What the call names of the columns that leave, or what the manifest says of them. */
function columnsOf({ effects, of }: Witness): readonly EgressColumn[] {
  if (effects.egress.length > 0) return effects.egress;
  return Object.entries(of?.result.classes ?? {})
    .filter(([, name]) => name !== 'clear')
    .map(([name, one]) => ({ name, classes: [one], how: 'identity', from: [] }));
}

function ofDataset(catalog: Catalog, name: string, columns?: readonly string[]): readonly string[] {
  const dataset = datasetNamed(catalog, name);
  const declared = dataset?.columns ?? {};
  const named = columns ?? Object.keys(declared);
  if (columns === undefined && named.length === 0) return [unknown];
  return named.map((column) => declared[column.toLowerCase()] ?? unknown).filter((name) => name !== 'clear');
}

export function touchedBy(witness: Witness, catalog: Catalog): ReadonlySet<string> {
  const { reads, writes, filtersOn, carries, touches, kind } = witness.effects;
  const isWhole = kind === 'object' || kind === 'dataset';
  return new Set([
    ...columnsOf(witness).flatMap(classesIn),
    ...[...filtersOn, ...carries].map((one) => one.class),
    ...[...reads, ...writes].flatMap(({ dataset, columns }) => ofDataset(catalog, dataset, columns)),
    ...(isWhole ? touches.flatMap(({ dataset }) => ofDataset(catalog, dataset)) : []),
  ]);
}

/** The measures that a call asks of a class. */
function askedOf(name: string, { witness, at, asked }: Plea, { masks }: Reading): readonly Measure[] {
  // Of a preview, and of what a plan asks, no value leaves, but a question is answered by what is told.
  const shown =
    !at.preview &&
    asked === undefined &&
    columnsOf(witness).some(
      (column) => classesIn(column).includes(name) && !['drop', 'redact'].includes(shownAs(masks, column)),
    );
  const questions = witness.effects.filtersOn.some((one) => one.class === name);
  return [
    ...(shown ? (['values', 'rows', 'bytes'] as const) : []),
    ...(questions ? (['probes'] as const) : []),
  ];
}

/** The lines of each section that are closest to a class. */
export const linesFor = ({ budgets }: Reading, name: string): readonly BudgetLine[] =>
  budgets.flatMap((section) => {
    const closest = Math.max(0, ...section.map((line) => closeness(line, name)));
    return closest === 0 ? [] : section.filter((line) => closeness(line, name) === closest);
  });

const givenOf = ({ spent }: Circumstance, line: BudgetLine, name: string): GivenSpent | undefined =>
  spent.find((one) => one.class === name && one.per === line.per);

const isSealed = (given: GivenSpent | undefined, { hard }: BudgetLine): boolean =>
  given !== undefined &&
  measures.some((one) => {
    const most = hard[one];
    return most !== undefined && (given.sealed === true || (given[one] ?? 0) >= most);
  });

const questionsIn = ({ effects }: Witness, name: string): number =>
  effects.filtersOn.filter((one) => one.class === name).length;

function isSpent(
  given: GivenSpent | undefined,
  line: BudgetLine,
  asked: { name: string; witness: Witness; of: readonly Measure[] },
): boolean {
  return asked.of.some((one) => {
    const most = line.soft[one] ?? line.hard[one];
    const least = one === 'probes' ? questionsIn(asked.witness, asked.name) : 1;
    return most !== undefined && (given?.[one] ?? 0) + least > most;
  });
}

export function spentSays(
  plea: Plea,
  { reading, catalog }: { readonly reading: Reading; readonly catalog: Catalog },
): Denied | { readonly verdict: 'unclear'; readonly rule: string } | undefined {
  const { witness, at } = plea;
  const touched = [...touchedBy(witness, catalog)];
  const lines = (name: string): readonly BudgetLine[] => linesFor(reading, name);
  const sealed = touched.flatMap((name) =>
    lines(name).filter((line) => isSealed(givenOf(at, line, name), line)),
  );
  const spent = touched.flatMap((name) =>
    lines(name).filter((line) =>
      isSpent(givenOf(at, line, name), line, { name, witness, of: askedOf(name, plea, reading) }),
    ),
  );
  const saying = sealed.length > 0 ? sealed : spent;
  const [first, ...others] = new Set(saying.map(({ fullId }) => fullId));
  if (first === undefined) return undefined;
  return others.length > 0
    ? { verdict: 'unclear', rule: first }
    : no('execute', sealed.length > 0 ? 'class-sealed' : 'budget-spent', first);
}
