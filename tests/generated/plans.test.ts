// The tests that are generated for a policy that denies what plans ask: oracle and kernel agree on each, and each way to deny a call of a plan is among them.
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { heldAgainst } from '../../actors/rehearsal/generation.js';
import { loadCatalogued } from '../../actors/rehearsal/trial-structures.js';
import { policyFiles } from '../../src/suite/written.js';
import { readTrials } from '../../src/trial/read.js';
import { at, enacted, meansFor, suiteOf } from './subjects.js';

const plans = enacted('policies/lab/aegis.yaml', [at('tests/generated/plans.yaml')]);
const suite = suiteOf(plans);
const { means, close } = meansFor();
beforeAll(() => loadCatalogued(means, plans.law));
afterAll(close);
// A busy machine takes its time over as many calls.
vi.setConfig({ testTimeout: 120_000 });

const ofPlans = suite.cases.filter(({ call }) => call.witness.of?.system === 'aegis');

describe('a policy that denies what plans ask, call by call', () => {
  it.each(ofPlans.map((one) => [one.name, one] as const))('%s', async (_, one) => {
    expect(await heldAgainst(means, plans, one)).toEqual([]);
  });
});

const shows = new Set(suite.cases.flatMap((one) => one.shows));

describe('what is shown of plans', () => {
  it.each([
    'aegis__validate is allowed with postgres__check_table, which it asks',
    'aegis__validate: postgres__check_table, which it asks, is denied by kernel:default-deny',
    'aegis__promote is allowed with postgres__copy_if_version, which it asks',
    'aegis__promote: postgres__copy_if_version, which it asks, is denied by no-copy',
    'aegis__promote is allowed with postgres__read_if_version and s3__put_if_absent_or_version, which it asks',
    'aegis__promote is allowed with postgres__read_if_version and postgres__load_if_version, which it asks',
    'aegis__promote: s3__put_if_absent_or_version, which it asks, is denied by fresh-for-files',
    'aegis__promote: s3__put_if_absent_or_version, which it asks, is denied by few-calls',
    'aegis__preview is allowed with postgres__execute, which it asks',
    'aegis__preview: postgres__execute, which it asks, is denied by no-rehearsal',
  ])('%s', (one) => {
    expect([...shows]).toContain(one);
  });

  it('into-gold alone decides how a value is moved, and the test of it says what stands in gold', () => {
    const file = suite.cases.find((one) =>
      one.shows.includes('into-gold alone decides how a value is moved'),
    );
    expect(file?.call.verdict).toMatchObject({
      into: { 'gold.customers': { id: 'clear', email: 'token', phone: 'clear' } },
    });
  });

  it.each(['no-copy', 'no-rehearsal', 'few-calls', 'a-few', 'fresh-for-files', 'questions'])(
    '%s alone decides a call of a plan',
    (id) => {
      expect([...shows]).toContain(`${id} alone decides`);
    },
  );

  it('stands in the files: which call of the plan was denied, and all that it asks where none was', () => {
    const files = policyFiles(suite.cases, { config: 'aegis.yaml', policies: [] });
    const tests = files.flatMap(({ name, text }) => readTrials(text, name).trials?.form.tests ?? []);
    const expected = tests.map((one) => one.expect);
    expect(expected.some(({ deny }) => deny?.inner === 'postgres__copy_if_version')).toBe(true);
    expect(expected.some(({ allow }) => allow?.inner?.[0] === 'postgres__check_table')).toBe(true);
  });
});

describe('a line about what a plan asks', () => {
  it('is no dead one, nor the grant that only such a call needs', () => {
    const found = suite.findings.map(({ id }) => id);
    expect(found.filter((id) => ['no-copy', 'no-rehearsal', 'fresh-for-files', 'sees'].includes(id))).toEqual(
      [],
    );
    expect(found).not.toContain('aegis__preview');
  });
});
