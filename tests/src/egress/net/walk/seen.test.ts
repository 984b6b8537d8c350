/** That a row seen at a glance is masked as its members are one by one, and that nothing of what is told clean goes on in what stands beside it. */
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../../src/call/json.js';
import { hint } from '../../../../../src/egress/detect/words/hint.js';
import { isSeenClean, seenIn, tells } from '../../../../../src/egress/net/walk/seen.js';
import { fc } from '../../../../property.js';
import { maskedValue, netOf } from '../../fixtures.js';

const net = netOf();

describe('a row at a glance', () => {
  it('tells which members are clean, and whether another may speak of somebody', () => {
    const row = { a: 'open again', b: 'Bob Was Here', c: '2024-02-11', d: 7 };
    const seen = seenIn(row, [0, 0, 0, 0], net);
    expect([0, 1, 2, 3].map((at) => isSeenClean(seen, at))).toEqual([true, false, true, false]);
    expect(seen & tells).toBe(tells);
    expect(seenIn({ a: 'open again' }, [0], net) & tells).toBe(0);
    expect(seenIn({ a: { b: 'x' } }, [0], net) & tells).toBe(tells);
  });

  it('tells nothing of what its name speaks of, nor of members past the last that it has room for', () => {
    const wide = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`k${i}`, 'open again']));
    const seen = seenIn(
      wide,
      Array.from({ length: 40 }, () => 0),
      net,
    );
    expect([isSeenClean(seen, 29), isSeenClean(seen, 30), isSeenClean(seen, 39), seen & tells]).toEqual([
      true,
      false,
      false,
      0,
    ]);
    expect(isSeenClean(seenIn({ a: 'anna' }, [hint.name], net), 0)).toBe(false);
  });
});

describe('what is told clean', () => {
  const clean = fc.constantFrom('open', 'call center', '2024-02-11', 'was here', '12.5');
  const beside = fc.constantFrom(
    '@example.com',
    'anna',
    'anna@',
    '-6789',
    '4111 1111',
    '1111 1111',
    '+49 30',
    'open',
    'anna.bird@example.com',
  );

  it('has nothing of it masked otherwise than alone, whatever stands beside it', () => {
    const all = fc.array(fc.oneof(clean, beside), { minLength: 2, maxLength: 6 });
    fc.assert(
      fc.property(all, (values) => {
        const wide = (width: number): JsonObject =>
          Object.fromEntries([
            ...Array.from({ length: width }, (_, i) => [`pad${i}`, 7] as const),
            ...values.map((value, i) => [`k${i}`, value] as const),
          ]);
        const tail = (row: JsonObject) => Object.values(JSON.parse(maskedValue(row))).slice(-values.length);
        // Past the thirtieth each is looked at one by one.
        expect([values, tail(wide(0))]).toEqual([values, tail(wide(34))]);
      }),
      { numRuns: Number(process.env.RUNS ?? 1_000) },
    );
  });
});
