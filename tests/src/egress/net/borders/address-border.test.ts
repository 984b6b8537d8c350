/** That a border behind an address at which nothing is looked for has nothing over it, and that one where something goes on is looked at. */
import { describe, expect, it } from 'vitest';
import { hint } from '../../../../../src/egress/detect/words/hint.js';
import { endsAtBorder } from '../../../../../src/egress/net/borders/address-border.js';
import { isSplit } from '../../../../../src/egress/net/borders/neighbours.js';
import { scan } from '../../../../../src/egress/net/text/scan.js';
import { fc } from '../../../../property.js';

const address = fc.stringMatching(/^[a-z0-9._+-]{1,9}@[a-z-]{1,6}(?:\.[a-zA-Z]{1,4}){0,3}$/);
const left = fc.oneof(address, fc.stringMatching(/^[a-z @]{0,6}@[a-z.]{1,8}[A-Z]{0,2}$/));
const right = fc.oneof(
  fc.constantFrom('.com', 'm', 'ple.com', 'Oslo', '+49 30 5123456', '[REDACTED:pii.phone]', '[dot] com'),
  fc.constantFrom('89370400440532013000', 'E89 3704 0044 0532 0130 00', '4111 1111 1111 1111', '123-45-6789'),
  fc.stringMatching(/^[a-zA-Z0-9.@+_ [\]-]{1,16}$/),
  address,
);
const betweens = ['', ' ', '-'];

/** In full, as a text that is one. */
function goesOver(parts: readonly string[], between: string, bits: number): boolean {
  const text = parts.join(between);
  const [first = ''] = parts;
  const last = text.length - (parts.at(-1) ?? '').length;
  return scan(text, bits).some(
    (hit) =>
      hit.start < first.length &&
      hit.end > last &&
      isSplit(hit, text.slice(hit.start, hit.end), { parts, between, hint: bits }),
  );
}

describe('a border behind an address', () => {
  it('has nothing over it where nothing is looked for', () => {
    let told = 0;
    const hints = fc.constantFrom(0, 0, hint.email, hint.card, hint.phone, hint.account, hint.made);
    const parts = fc.tuple(left, fc.array(right, { minLength: 1, maxLength: 3 }));
    const sees = fc.property(parts, fc.constantFrom(...betweens), hints, ([first, others], between, bits) => {
      const all = [first, ...others];
      if (!endsAtBorder(all, between)) return;
      told += 1;
      expect([all, between, goesOver(all, between, bits)]).toEqual([all, between, false]);
    });
    fc.assert(sees, { numRuns: Number(process.env.RUNS ?? 3_000) });
    expect(told).toBeGreaterThan(300);
  });

  it.each([
    ['ann@example.co', 'm'],
    ['ann@exam', 'ple.com'],
    ['ann@example.DE', '89370400440532013000'],
    ['ann@example.D', 'E89370400440532013000'],
    ['ann@example', '[dot] com'],
    ['ann@exam', '__ple.com'],
    ['a@a', '+0@a.AAA+@a.com'],
  ])('is looked at between %s and %s', (one, other) => {
    expect(endsAtBorder([one, other], '')).toBe(false);
  });

  it.each([
    ['ann@example.com', 'Oslo'],
    ['ann@example.com', '+49 30 5123456'],
    ['ann@example.com', '[REDACTED:pii.phone]'],
  ])('is not between %s and %s', (one, other) => {
    expect(betweens.map((between) => endsAtBorder([one, other], between))).toEqual([true, true, true]);
  });
});
