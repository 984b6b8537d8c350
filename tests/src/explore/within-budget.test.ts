// The promise of budgets: it speaks of what children have answered, of the class that is bounded, and of the step that answers.
import { expect, it } from 'vitest';
import type { ChildCall } from '../../../src/explore/child.js';
import { withinBudget } from '../../../src/explore/within-budget.js';
import { firstWorld } from '../../../src/explore/world.js';

const call: ChildCall = {
  ...{ request: 'b.1', tool: 'lake__query', writes: [], carries: [], compares: [], checks: '' },
  ...{ questions: { 'pii.email': 1 }, answer: { content: [], isError: false } },
};
const told = (answered: number, more: object = {}): string | undefined =>
  withinBudget.broken({
    ...{ before: firstWorld, after: { ...firstWorld, asked: { 'pii.email': answered } } },
    ...{ appended: [], guardsGold: false, did: call },
    allowance: { class: 'pii.email', given: 49, most: 50 },
    ...more,
  });

it('holds up to what is given, and is broken by the question past it', () => {
  expect(told(1)).toBeUndefined();
  expect(told(2)).toBe('b.1 is answered question 51 about pii.email, and 50 are given');
});

it('says nothing of a call that asks nothing of the class, and where no budget comes in', () => {
  expect(told(2, { did: { ...call, questions: { 'pii.phone': 1 } } })).toBeUndefined();
  expect(told(2, { did: undefined })).toBeUndefined();
  expect(told(2, { allowance: undefined })).toBeUndefined();
});
