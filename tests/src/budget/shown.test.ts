/** Budgets as people see them: what was given, what is, and what bounds nothing left out. */
import { expect, it } from 'vitest';
import { none } from '../../../src/budget/budget.js';
import { budgetsShown } from '../../../src/budget/shown.js';
import { policyOf } from '../policy/fixtures.js';

it('a class is shown with what is given of it, by session and by role apart', () => {
  const { budgets } = policyOf(
    `version: 1
budget:
  - { id: a, class: "*", soft: { probes: 5 }, hard: { probes: 9 } }
  - { id: b, class: "*", per: role, soft: { rows: 7 } }
`,
  );
  const mail = { ...none, class: 'pii.email', sealed: false };
  const spent = [
    { ...mail, per: 'session' as const, probes: 3, sealed: true },
    { ...mail, per: 'role' as const, rows: 2 },
  ];
  expect(budgetsShown(spent, budgets)).toEqual([
    {
      ...{ class: 'pii.email', per: 'session', isSealed: true },
      counts: [{ measure: 'probes', given: 3, soft: 5, hard: 9 }],
    },
    {
      ...{ class: 'pii.email', per: 'role', isSealed: false },
      counts: [{ measure: 'rows', given: 2, soft: 7, hard: null }],
    },
  ]);
});
