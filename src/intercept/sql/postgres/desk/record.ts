/** The effect record of what the ink holds. It learns nothing more, and names no column that the catalog does not. */
import { datasetNamed } from '../../../../catalog/catalog.js';
import { type Effects, type EgressColumn, noEffects } from '../../../effects.js';
import { tierOf, touchesOf } from '../../../touches.js';
import type { Desk, Ink } from './ink.js';
import { spend } from './pad.js';
import { settled } from './picked.js';
import { type Column, classesOf } from './value.js';

/** What one statement is and gives. */
export interface Told {
  readonly kind: string;
  readonly columns: readonly Column[];
}

function egressOf(desk: Desk, { name, value }: Column): EgressColumn {
  spend(desk, value.from.length);
  const from = value.from.filter(({ dataset, column }) =>
    Object.hasOwn(datasetNamed(desk.catalog, dataset)?.columns ?? {}, column),
  );
  return {
    name,
    classes: classesOf(value),
    how: value.how,
    from: [...new Set(from.map(({ dataset, column }) => `${dataset}.${column}`))],
  };
}

const objectNames = (labels: readonly string[]): readonly string[] =>
  labels
    .filter((label) => /^(?:table|view):/.test(label))
    .map((label) => label.slice(label.indexOf(':') + 1));

function touched({ reads, writes, locks, created, dropped, altered }: Ink): readonly string[] {
  const written = writes.flatMap(({ dataset, sources }) => [dataset, ...sources]);
  const held = [...locks].map(({ dataset }) => dataset);
  return [...reads.keys(), ...written, ...held, ...objectNames([...created, ...dropped, ...altered])];
}

export const unique = <T>(all: readonly T[], mark: (one: T) => string): readonly T[] => [
  ...new Map(all.map((one) => [mark(one), one] as const)).values(),
];

/** What the marks are and what is asked by them is learnt apart. */
export function recordOf(
  desk: Desk,
  told: readonly Told[],
  asked: Pick<Effects, 'marks' | 'filtersOn'>,
): Effects {
  const { structure, catalog, ink } = desk;
  const [first] = told;
  return {
    ...noEffects,
    ...asked,
    statements: told.length,
    kind: told.length === 1 ? (first?.kind ?? 'unknown') : 'unknown',
    reads: [...ink.reads].map(([dataset, columns]) => ({
      dataset,
      tier: tierOf(catalog, dataset),
      columns: [...columns],
    })),
    writes: unique(settled(desk, ink.writes), (write) => JSON.stringify(write)),
    created: ink.created,
    dropped: [...ink.dropped],
    altered: ink.altered,
    functions: [...ink.functions].sort(),
    control: [...ink.control],
    locks: unique([...ink.locks], ({ dataset, strength }) => `${strength} ${dataset}`),
    files: [...ink.files],
    programs: [...ink.programs],
    network: [...ink.network],
    touches: touchesOf(catalog, touched(ink)),
    egress: (first?.columns ?? []).map((column) => egressOf(desk, column)),
    flows: [...ink.flows],
    carries: unique(ink.carries, (carry) => JSON.stringify(carry)),
    opaque: [...ink.doubts],
    schema: structure.digest,
  };
}
