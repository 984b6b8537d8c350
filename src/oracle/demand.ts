/** Whether the receipts that are there meet what a line requires of the writes that it is about. */
import { type Catalog, datasetNamed } from '../catalog/catalog.js';
import type { Write } from '../intercept/effects.js';
import type { Circumstance } from '../witness/witness.js';
import type { Line } from './reading.js';

type Require = Extract<Line, { kind: 'require' }>;

/** How long a receipt lives at most, whatever a line allows. */
export const lifetime = 86_400_000;

export interface Standing {
  readonly at: Circumstance;
  readonly catalog: Catalog;
}

export type Met = { readonly sources: readonly string[] } | 'precondition-failed' | 'dataset-in-doubt';

const isSourced = ({ demand }: Require, { sources }: Write, catalog: Catalog): boolean => {
  const { tier, 'at-least': least } = demand.sources;
  return (
    new Set(sources).size >= least && sources.every((name) => datasetNamed(catalog, name)?.tier === tier)
  );
};

const isHeld = ({ demand }: Require, dataset: string, { receipts }: Circumstance): boolean =>
  receipts.some(
    (one) =>
      one.dataset === dataset &&
      one.kind === demand.receipt.kind &&
      one.died === undefined &&
      one.age <= demand.receipt['max-age'] &&
      one.age < lifetime,
  );

export function met(line: Require, writes: readonly Write[], { at, catalog }: Standing): Met {
  if (writes.length === 0 || !writes.every((write) => isSourced(line, write, catalog)))
    return 'precondition-failed';
  const sources = [...new Set(writes.flatMap((write) => write.sources))];
  if (sources.some((name) => at.doubts.includes(name))) return 'dataset-in-doubt';
  return sources.every((name) => isHeld(line, name, at)) ? { sources } : 'precondition-failed';
}
