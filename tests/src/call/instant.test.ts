// A moment as people write it, held against the calendar of the platform.

import { expect, it } from 'vitest';
import { parseInstant } from '../../../src/call/instant.js';
import { fc } from '../../property.js';

it('every second from 1970 to 9999 is the one that the platform knows', () => {
  const seconds = fc.integer({ min: 0, max: Date.UTC(9999, 11, 31) / 1000 }).map((one) => one * 1000);
  fc.assert(
    fc.property(seconds, (at) => {
      const text = new Date(at).toISOString().replace('.000Z', 'Z');
      expect(parseInstant(text)).toBe(at);
    }),
  );
});

it.each(['2024-02-29T23:59:59Z', '2000-02-29T00:00Z', '2026-12-31T10:00Z', '1970-01-01T00:00:00Z'])(
  '%s is a moment',
  (text) => {
    expect(parseInstant(text)).toBe(Date.parse(text));
  },
);

it.each([
  ['without a zone', '2026-03-02T10:00:00'],
  ['in another zone', '2026-03-02T10:00:00+01:00'],
  ['of a day that no month has', '2026-02-29T10:00:00Z'],
  ['of a century that does not leap', '2100-02-29T10:00:00Z'],
  ['of a thirteenth month', '2026-13-01T10:00:00Z'],
  ['of the hour 24', '2026-03-02T24:00:00Z'],
  ['of the minute 60', '2026-03-02T10:60:00Z'],
  ['before 1970', '1969-12-31T23:59:59Z'],
  ['of no day', '2026-03-00T10:00:00Z'],
  ['with more behind it', '2026-03-02T10:00:00Z '],
])('a moment %s is none', (_, text) => {
  expect(parseInstant(text)).toBeUndefined();
});
