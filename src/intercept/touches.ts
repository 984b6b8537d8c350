/** Which datasets a call reaches, known or not. It refuses to forget one: an unknown name is a touch that is not known. */
import { type Catalog, datasetNamed, type Tier, tiers } from '../catalog/catalog.js';
import { once } from '../once.js';
import type { Touch } from './effects.js';

const escaped = (text: string): string => text.replace(/[.+?^${}()|[\]\\]/g, '\\$&');

const matcherOf = (pattern: string): RegExp =>
  new RegExp(`^${escaped(pattern).replaceAll('*', '.*')}$`, 'iu');

export const matchesPattern = (pattern: string, name: string): boolean => matcherOf(pattern).test(name);

const matchersOf = once((patterns: readonly string[]): readonly RegExp[] => patterns.map(matcherOf));

/** An undeclared table of a tier's schema is of that tier: a gold write is a gold write before anyone has declared the table. */
export function tierOf(catalog: Catalog, name: string): Tier | '' {
  const known = datasetNamed(catalog, name);
  if (known !== undefined) return known.tier;
  const schema = name.split(/[./]/)[0];
  return tiers.find((tier) => tier === schema) ?? '';
}

export function touchesOf(catalog: Catalog, names: readonly string[]): readonly Touch[] {
  return [...new Set(names)].sort().map((name) => {
    const known = datasetNamed(catalog, name);
    const isProtected = matchersOf(catalog.protectedPatterns).some((matcher) => matcher.test(name));
    return {
      dataset: name,
      tier: tierOf(catalog, name),
      protected: isProtected || (known?.isProtected ?? false),
      known: known !== undefined,
    };
  });
}
