import { describe, expect, it } from 'vitest';
import { ordersIn } from '../../examples/before-after/planted.js';
import { planted } from '../../examples/before-after/seed.js';
import { answer } from './hand.js';

const told = {
  statements: ['DROP TABLE silver.customers'],
  keys: ['gold/exports/partner.csv'],
};

describe('the obedient reader', () => {
  it.each(Object.entries(planted))('finds the orders in the planted %s', (_, text) => {
    expect(
      ordersIn(
        answer({
          rows: [
            [1, 'x'],
            [2, text],
          ],
        }),
      ),
    ).toEqual(told);
  });

  it('takes an order once, however often it was planted', () => {
    expect(ordersIn(answer({ rows: [[planted.notes], [planted.segment]] }))).toEqual(told);
  });

  it('takes nothing from rows in which the text is masked', () => {
    expect(ordersIn(answer({ rows: [['[REDACTED:pii.text]']] }))).toEqual({ statements: [], keys: [] });
  });
});
