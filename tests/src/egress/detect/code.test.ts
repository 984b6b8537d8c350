/** Which names call a number a thing's, and that no such name keeps a card that is called one from being masked. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hintOfKey, namesCode } from '../../../../src/egress/detect/code.js';
import { hint } from '../../../../src/egress/detect/hint.js';
import { scan } from '../../../../src/egress/net/scan.js';
import { raw, released } from '../fixtures.js';

const card = '4539148803436467';
const shown = (value: object): string => JSON.stringify(released({}, raw({ out: value } as never)).result);

describe('a name', () => {
  it.each([
    'order_id',
    'orderId',
    'Tracking number',
    'invoice no',
    'EAN',
    'created_ms',
    'trace-id',
    'resourceVersion',
  ])('%s is of things', (name) => expect(namesCode(name)).toBe(true));

  it.each([
    'card_id',
    'cc_number',
    'payment',
    'ref',
    'number',
    'customer_id',
    'patient_id',
    'account_number',
    'national_id',
    'pan',
    'note',
  ])('%s is not', (name) => expect(namesCode(name)).toBe(false));

  it('of things still says what else it says', () =>
    expect(hintOfKey('resourceVersion')).toBe(hint.code | hint.version));
});

describe('a number of a card’s form', () => {
  it('stays under a key of things, alone and in a list', () => {
    const value = { order_id: card, event: { id: Number(card) }, ids: [card, card] };
    expect(released({}, raw({ out: value })).result.structuredContent).toEqual({ out: value });
  });

  it('is masked under every other key, in groups under any, and below a key of things', () => {
    for (const value of [
      { note: card },
      { card_id: card },
      { order_id: '4539 1488 0343 6467' },
      { order_id: `paid with ${card}` },
      { order: { card } },
      { order: { number: { pan: card } } },
    ])
      expect(shown(value)).not.toMatch(/4539148803436467|4539 1488/);
  });

  it('is found wherever a word of cards stands beside it, whatever else does', () =>
    fc.assert(
      fc.property(
        fc.constantFrom('card', 'Kreditkarte', 'visa', 'credit card', 'cardholder'),
        fc.constantFrom('order', 'id', 'invoice no.', 'order ref', 'tracking number'),
        fc.constantFrom(' ', ': ', ' # '),
        (cue, thing, sign) => {
          const text = `${cue} ${thing}${sign}${card}`;
          expect([text, scan(text, 0).map((hit) => hit.class)]).toEqual([text, ['pii.card']]);
        },
      ),
    ));
});
