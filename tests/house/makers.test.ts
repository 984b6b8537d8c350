// Pins that the values nobody can forge have one maker each: no cast elsewhere, and no borrowed seal.
import { describe, expect, it } from 'vitest';
import { casts, importedNames } from './syntax.js';
import { read, sourceFiles } from './tree.js';

/** Where each value may be made. The cast in its maker is the act of sealing. */
const MAKERS = [
  { value: 'Permit', home: /^src\/policy\/permit\.ts$/ },
  { value: 'Released', home: /^src\/egress\/released\.ts$/ },
  { value: 'Receipt', home: /^src\/receipt\/[a-z-]+\.ts$/ },
] as const;

/** Who may take a maker in hand. */
const HOLDERS = [
  { maker: 'issuePermit', holder: /^src\/policy\/decide\.ts$/ },
  { maker: 'sealReleased', holder: /^src\/egress\/result\/release\.ts$/ },
] as const;

const makes = (text: string, value: string): boolean =>
  casts('x.ts', text).some((cast) => new RegExp(`\\b${value}\\b`).test(cast.what));

describe('makers', () => {
  it.each(MAKERS)('a $value is cast only where it is made', ({ value, home }) => {
    const forged = sourceFiles().filter((path) => !home.test(path) && makes(read(path), value));
    expect(forged).toEqual([]);
  });

  it.each(HOLDERS)('$maker is imported by its one holder only', ({ maker, holder }) => {
    const borrowed = sourceFiles().filter(
      (path) => !holder.test(path) && importedNames(path, read(path)).includes(maker),
    );
    expect(borrowed).toEqual([]);
  });

  it('the check finds a cast, a double cast and a cast to a list', () => {
    const forgeries = [
      '({}) as Permit',
      'x as unknown as Permit',
      '[] as readonly Permit[]',
      'x as PermitTerms',
    ];
    expect(forgeries.map((text) => makes(`export const a = ${text};`, 'Permit'))).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });

  it('the check sees through a renamed import', () => {
    const text = "import { issuePermit as innocent } from './permit.js';";
    expect(importedNames('x.ts', text)).toEqual(['issuePermit']);
  });
});
