import { expect, it } from 'vitest';
import { canonical } from '../../../src/call/canonical.js';
import type { Json } from '../../../src/call/json.js';
import { fc } from '../../property.js';

/** As it is said: keys by code unit, at every depth, and no white space. */
function slow(value: Json): string {
  if (Array.isArray(value)) return `[${value.map((one: Json) => slow(one)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, one]) => `${JSON.stringify(key)}:${slow(one)}`).join(',')}}`;
}

it('sorts the keys of every object, however deep it stands in lists', () => {
  expect(canonical([[1, [{ b: 1, a: [{ d: 'x', c: null }] }]], 'y'])).toBe(
    '[[1,[{"a":[{"c":null,"d":"x"}],"b":1}]],"y"]',
  );
});

it('is one text for one value, of lists without a key too', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      // `as`: what fast-check makes of JSON is JSON.
      expect(canonical(value as Json)).toBe(slow(value as Json));
    }),
    { numRuns: 500 },
  );
});
