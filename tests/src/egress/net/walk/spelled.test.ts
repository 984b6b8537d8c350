/** That digits down a column are read as one value, and that a column of shares and ratios is none. */
import { expect, it } from 'vitest';
import { isSpelled } from '../../../../../src/egress/net/walk/spelled.js';
import { netOf } from '../../fixtures.js';

const net = netOf();
const digits = [...'4111111111111111'].map(Number);
const ratios = [0.3089, 0.6589, 0.4641, 0.0685, 0.3451, 0.369, 0.4609];

it('a card is spelt by single digits, along a list and down a column', () => {
  expect(isSpelled(digits, 0, net)).toBe(true);
  expect(isSpelled(digits.map(String), 0, net)).toBe(true);
  expect(
    isSpelled(
      digits.map((digit) => ({ digit })),
      0,
      net,
    ),
  ).toBe(true);
});

it('nothing is spelt by fractions, whatever they look like side by side', () => {
  // As one text they look like a value.
  expect(net.leaf(ratios.join(''), 0)?.hits.length).toBeGreaterThan(0);
  expect(isSpelled(ratios, 0, net)).toBe(false);
  expect(
    isSpelled(
      ratios.map((ratio) => ({ ratio })),
      0,
      net,
    ),
  ).toBe(false);
  expect(isSpelled([...digits.slice(0, 15), 1.5], 0, net)).toBe(false);
});
