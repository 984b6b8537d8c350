/** The catalog's version: one digest over every dataset and pattern, whatever order they were written in. */
import type { Sha256 } from '../call/id.js';
import type { Digest } from '../digest.js';
import type { Dataset } from './catalog.js';

/** JSON with sorted keys. Lists keep their order: the order of a key's columns has a meaning. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).filter(([, one]) => one !== undefined);
  const sorted = entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${sorted.map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`).join(',')}}`;
}

export interface Declared {
  readonly datasets: readonly Dataset[];
  readonly protectedPatterns: readonly string[];
}

/** The text the digest is of; the journal keeps it, so that an old decision can be explained by it. */
export const catalogText = ({ datasets, protectedPatterns }: Declared): string =>
  canonical({
    datasets: [...datasets].sort((a, b) => (a.name < b.name ? -1 : 1)),
    protectedPatterns: [...protectedPatterns].sort(),
  });

export const catalogDigest = (declared: Declared, digest: Pick<Digest, 'sha256'>): Sha256 =>
  digest.sha256(catalogText(declared));
