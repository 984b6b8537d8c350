/** What the oracle says of spent budgets: by the lines as they are written, and nothing where two lines would say it. */
import { describe, expect, it } from 'vitest';
import { linesFor, spentSays } from '../../../src/oracle/budgets.js';
import { readPolicies } from '../../../src/oracle/reading.js';
import { type GivenSpent, plainly, type Witness } from '../../../src/witness/witness.js';
import { effectsOf, catalog as known, tools } from '../policy/fixtures.js';

const reading = (...lines: readonly string[]) => {
  const text = `version: 1\nmask: [{ class: pii.email, with: token }]\nbudget:\n${lines.map((one) => `  - { ${one} }`).join('\n')}\n`;
  return readPolicies([{ file: 'p', text }]);
};

const filter = { dataset: 'silver.customers', column: 'email', class: 'pii.email', keyed: true };
const column = (...classes: readonly string[]) => ({
  name: 'c',
  classes,
  how: 'identity' as const,
  from: [],
});
const witness = (more: Partial<Witness['effects']>): Witness => ({
  ...{ kind: 'read', name: 'read', tool: 'query', args: {}, of: tools.query },
  ...{ isMalformed: false, holdsMask: false, needs: [] },
  effects: effectsOf({ more }),
});
const given = (more: Partial<GivenSpent>): GivenSpent => ({
  ...{ class: 'pii.email', per: 'session', values: 0, rows: 0, bytes: 0, probes: 0, sealed: false },
  ...more,
});
const says = (of: ReturnType<typeof reading>, one: Witness, ...spent: readonly GivenSpent[]) =>
  spentSays({ witness: one, at: { ...plainly('cleaner'), spent } }, { reading: of, catalog: known });

const asks = witness({ filtersOn: [filter] });
const shows = witness({ egress: [column('pii.email')] });
const blots = witness({ egress: [column('pii.name')] });

describe('a question', () => {
  const of = reading('id: a, class: pii.email, soft: { probes: 2 }, hard: { probes: 5 }');
  it('is denied where all are given, and not one before', () => {
    expect(says(of, asks, given({ probes: 1 }))).toBeUndefined();
    expect(says(of, asks, given({ probes: 2 }))).toMatchObject({
      code: 'budget-spent',
      phase: 'execute',
      rule: 'a',
    });
    expect(says(of, shows, given({ probes: 2 }))).toBeUndefined();
  });
  it('and whatever touches the class is denied where it is sealed', () => {
    for (const one of [asks, shows])
      expect(says(of, one, given({ sealed: true }))).toMatchObject({ code: 'class-sealed' });
    expect(says(of, blots, given({ sealed: true }))).toBeUndefined();
    expect(says(of, asks, given({ probes: 5 }))).toMatchObject({ code: 'class-sealed' });
  });
  it('of another holder is not counted', () => {
    expect(says(of, asks, given({ probes: 9, per: 'role' }))).toBeUndefined();
  });
});

describe('what is shown', () => {
  const of = reading('id: a, class: "*", soft: { rows: 3 }');
  it('is denied where all rows are given, and what is blotted out is not shown', () => {
    expect(says(of, shows, given({ rows: 3 }))).toMatchObject({ code: 'budget-spent' });
    expect(says(of, blots, given({ class: 'pii.name', rows: 3 }))).toBeUndefined();
  });
});

describe('a preview', () => {
  const of = reading('id: a, class: pii.email, soft: { rows: 3, probes: 2 }');
  const previewed = (one: Witness, spent: GivenSpent) =>
    spentSays(
      { witness: one, at: { ...plainly('cleaner'), preview: true, spent: [spent] } },
      { reading: of, catalog: known },
    );
  it('shows nothing, but its questions are counted', () => {
    expect(previewed(shows, given({ rows: 3 }))).toBeUndefined();
    expect(previewed(asks, given({ probes: 2 }))).toMatchObject({ code: 'budget-spent' });
  });
});

describe('of several lines', () => {
  it('the closest of a section speaks', () => {
    const of = reading('id: a, class: "*", soft: { rows: 1 }', 'id: b, class: pii.email, soft: { rows: 9 }');
    expect(linesFor(of, 'pii.email').map(({ id }) => id)).toEqual(['b']);
    expect(says(of, shows, given({ rows: 5 }))).toBeUndefined();
  });
  it('two that would both deny are not told apart', () => {
    const of = reading(
      'id: a, class: pii.email, soft: { rows: 1 }',
      'id: b, class: pii.email, soft: { rows: 2 }',
    );
    expect(says(of, shows, given({ rows: 5 }))).toMatchObject({ verdict: 'unclear' });
  });
});
