/** Which datasets a call reaches, known or not. It refuses to forget one: an unknown name is a touch that is not known. */
import type { DatasetName } from '../call/id.js';
import { type Catalog, type Tier, tiers } from '../catalog/catalog.js';
import { once } from '../once.js';
import type { Touch } from './effects.js';

const escaped = (text: string): string => text.replace(/[.+?^${}()|[\]\\]/g, '\\$&');

const matcherOf = (pattern: string): RegExp =>
  new RegExp(`^${escaped(pattern).replaceAll('*', '.*')}$`, 'iu');

export const matchesPattern = (pattern: string, name: string): boolean => matcherOf(pattern).test(name);

const matchersOf = once((patterns: readonly string[]): readonly RegExp[] => patterns.map(matcherOf));

/** An undeclared table of a tier's schema is of that tier: a gold write is a gold write before anyone has declared the table. */
export function tierOf(catalog: Catalog, name: string): Tier | '' {
  // The cast is true for a lookup: a name that is not a dataset's finds nothing.
  const known = catalog.datasets.get(name as DatasetName);
  if (known !== undefined) return known.tier;
  const schema = name.split(/[./]/)[0];
  return tiers.find((tier) => tier === schema) ?? '';
}

export function touchesOf(catalog: Catalog, names: readonly string[]): readonly Touch[] {
  return [...new Set(names)].sort().map((name) => {
    // As above.
    const known = catalog.datasets.get(name as DatasetName);
    const isProtected = matchersOf(catalog.protectedPatterns).some((matcher) => matcher.test(name));
    return {
      dataset: name,
      tier: tierOf(catalog, name),
      protected: isProtected || (known?.isProtected ?? false),
      known: known !== undefined,
    };
  });
}
