// The catalog's version: what changes it, and what does not.
import { describe, expect, it } from 'vitest';
import { canonical, catalogDigest, catalogText } from '../../../src/catalog/digest.js';
import { compiledCatalog } from '../manifest/compiling.js';

const tables = (columns: string, rest = ''): string =>
  `catalog:\n  protected: [p.*]\n  datasets:\n    silver.a: { tier: silver, key: [x, v], columns: ${columns}${rest} }\n    silver.b: { tier: silver, columns: {} }\n`;

describe('the version of a catalog', () => {
  const base = compiledCatalog(tables('{ x: clear, v: pii.email }')).version;

  it('is the same whatever order columns are written in', () => {
    expect(compiledCatalog(tables('{ v: pii.email, x: clear }')).version).toBe(base);
  });

  it.each([
    ['a class', tables('{ x: clear, v: pii.name }')],
    ['a column', tables('{ x: clear, v: pii.email, z: clear }')],
    ['a check', tables('{ x: clear, v: pii.email }', ', checks: { silver_validation: [no-raw-pii] }')],
    ['a protected pattern', tables('{ x: clear, v: pii.email }').replace('p.*', 'q.*')],
    ['a tier', tables('{ x: clear, v: pii.email }').replace('tier: silver, key', 'tier: gold, key')],
    ['the order of a key', tables('{ x: clear, v: pii.email }').replace('[x, v]', '[v, x]')],
  ])('changes with %s', (_, text) => {
    expect(compiledCatalog(text).version).not.toBe(base);
  });

  it('is the digest of the text that the journal keeps', () => {
    const { datasets, protectedPatterns } = compiledCatalog(tables('{ x: clear, v: clear }'));
    const declared = { datasets: [...datasets.values()], protectedPatterns };
    const echo = (text: string) => text as never;
    expect(catalogDigest(declared, { sha256: echo })).toBe(catalogText(declared));
    expect(catalogText({ ...declared, datasets: [...declared.datasets].reverse() })).toBe(
      catalogText(declared),
    );
  });
});

describe('canonical JSON', () => {
  it('sorts keys at every depth, keeps lists, and leaves out what is undefined', () => {
    expect(canonical({ b: [2, 1, { d: null, c: 'x' }], a: undefined, A: true })).toBe(
      '{"A":true,"b":[2,1,{"c":"x","d":null}]}',
    );
  });
});
