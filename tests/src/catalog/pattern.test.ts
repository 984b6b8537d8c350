// Which dataset a pattern, a name or a key means, and which keys mean none.

import { describe, expect, it } from 'vitest';
import { type DatasetName, datasetName, sha256Hex, systemName } from '../../../src/call/id.js';
import type { Catalog, Dataset } from '../../../src/catalog/catalog.js';
import { datasetOfKey, isPlainKey, isProtectedName, matches } from '../../../src/catalog/pattern.js';
import { fc } from '../../property.js';

function named(text: string): DatasetName {
  const name = datasetName(text);
  if (name === undefined) throw new Error(text);
  return name;
}
const s3 = systemName('s3');
const other = systemName('other');
if (s3 === undefined || other === undefined) throw new Error('system');

const dataset = (name: string, over: Partial<Dataset> = {}): Dataset => ({
  name: named(name),
  system: s3,
  tier: 'gold',
  form: 'table',
  key: [],
  columns: {},
  isProtected: false,
  checks: {},
  ...over,
});
const catalogOf = (datasets: readonly Dataset[], protectedPatterns: readonly string[] = []): Catalog => ({
  version: sha256Hex('0'),
  datasets: new Map(datasets.map((one) => [one.name, one])),
  protectedPatterns,
});

describe('a pattern', () => {
  it.each([
    ['silver.*', 'silver.customers', true],
    ['silver.*', 'silver', false],
    ['silver.*', 'silverware.customers', false],
    ['SILVER.*', 'silver.Customers', true],
    ['*', 'anything.at_all', true],
    ['*.customers', 'gold.customers', true],
    ['*.cust*s', 'gold.customers', true],
    ['a*b*c', 'axxbyyc', true],
    ['a*b*c', 'acb', false],
    ['ab*ba', 'aba', false],
    ['a*a', 'a', false],
    ['silver.customers', 'silver.customers', true],
    ['silver.customers', 'silver.customers2', false],
    ['silver.c.stomers', 'silver.customers', false],
  ])('`%s` on `%s` is %s', (pattern, name, expected) => {
    expect(matches(pattern, name)).toBe(expected);
  });

  it('agrees with the regular expression it stands for', () => {
    const text = fc.stringMatching(/^[ab.*]{0,8}$/);
    const plain = fc.stringMatching(/^[ab.]{0,8}$/);
    fc.assert(
      fc.property(text, plain, (pattern, name) => {
        const form = pattern
          .split('*')
          .map((part) => part.replaceAll('.', '\\.'))
          .join('.*');
        expect(matches(pattern, name)).toBe(new RegExp(`^${form}$`).test(name));
      }),
    );
  });
});

describe('a protected name', () => {
  const catalog = catalogOf(
    [dataset('gold.pay', { isProtected: true }), dataset('gold.open')],
    ['protected.*'],
  );

  it.each([
    ['gold.pay', true],
    ['GOLD.Pay', true],
    ['gold.open', false],
    ['protected.salaries', true],
    ['Protected.never_declared', true],
    ['gold.never_declared', false],
  ])('`%s`: %s', (name, expected) => {
    expect(isProtectedName(catalog, name)).toBe(expected);
  });
});

describe('a key', () => {
  const files = { form: 'objects' } as const;
  const catalog = catalogOf([
    dataset('gold.all', { ...files, prefix: 'gold/' }),
    dataset('gold.exports', { ...files, prefix: 'gold/exports/' }),
    dataset('other.files', { ...files, prefix: 'else/', system: other }),
    dataset('gold.tables'),
  ]);

  it.each([
    ['gold/exports/a.csv', 'gold.exports'],
    ['gold/exports/deep/a.csv', 'gold.exports'],
    ['gold/a.csv', 'gold.all'],
    ['gold/exports', 'gold.all'],
    ['else/a', 'other.files'],
    ['goldish/a', undefined],
    ['a.csv', undefined],
    ['GOLD/a.csv', undefined],
  ])('`%s` belongs to %s', (key, expected) => {
    expect(datasetOfKey(catalog, key)?.name).toBe(expected);
  });

  it('belongs to a dataset of the asked system alone', () => {
    expect(datasetOfKey(catalog, 'else/a', s3)).toBeUndefined();
    expect(datasetOfKey(catalog, 'else/a', other)?.name).toBe('other.files');
  });

  it.each([
    '',
    'gold/',
    '/gold/a',
    'gold//a',
    'gold/./a',
    'gold/../a',
    'gold/exports/../../bronze/a',
    'gold\\a',
    'gold/%2e%2e/a',
    'gold/a\u0000',
    'gold/a\u200b',
    'gold/\uff0e\uff0e/a',
    'gold\uff0fa',
    'gold/e\u0301',
  ])('%j is plain to nobody and belongs to no dataset', (key) => {
    expect(isPlainKey(key)).toBe(false);
    expect(datasetOfKey(catalog, key)).toBeUndefined();
  });
});
