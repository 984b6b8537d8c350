/** Averages that a policy lets stand: how they are written, that nobody may write their rows, and that no line loosens another. */
import { describe, expect, it } from 'vitest';
import { chooser } from '../../../src/egress/operators/choose.js';
import { lintPolicy } from '../../../src/policy/lint.js';
import { composeMasks, masksInto } from '../../../src/policy/masks.js';
import type { Averaged, MaskRule } from '../../../src/policy/obligation.js';
import { catalog, policyOf, problemsOf } from './fixtures.js';

const unless = '{ averaged-over: 20, of: hr.staff.salary, by: [dept] }';
const line = (more = ''): string => `{ class: pii.salary, with: redact, unless: ${unless}${more} }`;
const reads =
  'grant: [{ id: read, to: [analyst], can: [read, list, describe, explain, validate, preview], datasets: ["*"] }]';
const policy = (mask: string, more = ''): string => `version: 1\n${reads}\nmask: [${mask}]\n${more}`;
const messages = (...texts: readonly string[]) => problemsOf(...texts).map(({ message }) => message);
const letBy = (...texts: readonly string[]) => chooser(policyOf(...texts).masks)('pii.salary').unless;

describe('an average that a policy lets stand', () => {
  it('is of one column, by these columns in any order, over so many', () => {
    expect(letBy(policy(line()))).toEqual({ over: 20, of: 'hr.staff.salary', by: ['dept'] });
    const two = policy(
      line().replace('[dept]', '[Site, dept, site]').replace('hr.staff.salary', 'HR.Staff.Salary'),
    );
    expect(letBy(two)).toEqual({ over: 20, of: 'hr.staff.salary', by: ['dept', 'site'] });
  });

  it('is nowhere unless a policy says so', () => {
    expect(letBy(policy('{ class: pii.salary, with: redact }'))).toBeUndefined();
    expect(letBy(policy('{ class: "pii.*", with: redact }'))).toBeUndefined();
  });

  it.each<[string, string]>([
    ['over fewer than five', line().replace('20', '4')],
    ['over no whole number', line().replace('20', '5.5')],
    ['of no column', line().replace('hr.staff.salary', 'salary')],
    ['of a pattern of classes', line().replace('pii.salary', '"pii.*"')],
    ['of every class', line().replace('pii.salary', '"*"')],
    ['of a secret', line().replace('pii.salary', 'secret.key')],
    ['of what is shown as a token', line().replace('redact', 'token')],
    ['of what is shown by its band', line().replace('redact', 'generalise')],
    ['on its way into a dataset', line(', into: ["gold.*"]')],
    ['that does not say by what', line().replace(', by: [dept]', '')],
    ['over an aggregate of any kind', line().replace('averaged-over', 'aggregated-over')],
  ])('is a problem %s', (_, mask) => {
    expect(messages(policy(mask))).not.toEqual([]);
    expect(messages(policy(line()))).toEqual([]);
  });

  it.each(['insert', 'update', 'delete', 'create', 'alter', 'drop', 'truncate', 'promote'])(
    'is a problem where any role may %s its rows, told in its place',
    (action) => {
      const grant = `grant: [{ id: fill, to: [other], can: [read, ${action}], datasets: ["hr.*"] }]\n`;
      const [problem, ...more] = problemsOf(policy(line()), `version: 1\n${grant}`);
      expect(more).toEqual([]);
      expect(problem).toMatchObject({
        file: 'p0.yaml',
        line: 3,
        message: '`other` may write `hr.staff`, by `fill`',
      });
    },
  );

  it('is none where they may write other datasets', () => {
    const grant =
      'grant: [{ id: fill, to: [other], can: [insert], datasets: ["hr.staffing", "silver.*"] }]\n';
    expect(messages(policy(line()), `version: 1\n${grant}`)).toEqual([]);
  });
});

it('is warned of where no column is averaged so', () => {
  const warned = (written: string) =>
    lintPolicy(policyOf(policy(written)), { roles: ['analyst'], catalog })
      .filter(({ message }) => message.includes('averaged'))
      .map(({ message }) => message);
  const fits = line().replace('hr.staff.salary', 'protected.salaries.amount').replace('[dept]', '[id]');
  expect(warned(fits)).toEqual([]);
  expect(warned(fits.replace('[id]', '[amount]'))).toHaveLength(1);
  expect(warned(fits.replace('amount', 'id'))).toHaveLength(1);
  expect(warned(line())).toEqual(['nothing of `hr.staff.salary` is averaged so']);
});

describe('no line loosens another', () => {
  const contradicted = ['another line that speaks of the class does not say the same'];
  it.each<[string, string]>([
    ['the same class', '{ class: pii.salary, with: redact }'],
    ['its family', '{ class: "pii.*", with: redact }'],
    ['every class', '{ class: "*", with: redact }'],
    ['a stricter mask', '{ class: pii.salary, with: drop }'],
  ])('a section that masks %s without it', (_, mask) => {
    const invariant = `invariants: { quiet: { because: people, mask: [${mask}] } }\n`;
    expect(messages(policy(line(), invariant))).toEqual(contradicted);
    expect(messages(policy(line()), `version: 1\nmask: [${mask}]\n`)).toEqual(contradicted);
  });

  it.each([
    ['another grouping', line().replace('[dept]', '[site]')],
    ['another column', line().replace('hr.staff.salary', 'hr.staff.bonus')],
    ['nothing', '{ class: pii.salary, with: redact }'],
  ])('a second line of the same section that says %s', (_, other) => {
    expect(messages(policy(`${line()}, ${other}`))).toContain(contradicted[0]);
    expect(messages(policy(`${other}, ${line()}`))).toContain(contradicted[0]);
  });

  it('of two that say the same the larger number holds', () => {
    const more = line().replace('20', '50');
    expect(letBy(policy(line()), policy(more).replace(reads, ''))?.over).toBe(50);
    expect(letBy(policy(more), policy(line()).replace(reads, ''))?.over).toBe(50);
  });

  it('nothing of it holds on the way into a dataset', () => {
    const said: Averaged = { over: 20, of: 'hr.staff.salary', by: ['dept'] };
    const mask: MaskRule = { id: 'pay', class: 'pii.salary', operator: 'redact', unless: said };
    expect(composeMasks([[mask]]).some((one) => one.unless !== undefined)).toBe(true);
    for (const isWithin of [true, false])
      expect(
        masksInto([[mask]], { dataset: 'gold.x', isWithin }).filter((one) => one.unless !== undefined),
      ).toEqual([]);
  });
});
