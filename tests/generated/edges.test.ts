// The tests that are generated for a policy with edges that the shipped one does not have; and the permits of all that it allows.
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { heldAgainst } from '../../actors/rehearsal/generation.js';
import { loadCatalogued } from '../../actors/rehearsal/trial-structures.js';
import { askedTool, requestId, sessionId } from '../../src/call/id.js';
import { consumePermit, isPermit, type Permit } from '../../src/policy/permit.js';
import { sessionStart } from '../../src/session/reduce.js';
import type { Case } from '../../src/suite/suite.js';
import { policyFiles } from '../../src/suite/written.js';
import { readTrials } from '../../src/trial/read.js';
import { at, enacted, meansFor, suiteOf } from './subjects.js';

const edges = enacted('policies/lab/aegis.yaml', [at('tests/generated/edges.yaml')]);
const suite = suiteOf(edges);
const { means, close } = meansFor();
beforeAll(() => loadCatalogued(means, edges.law));
afterAll(close);
// A busy machine takes its time over as many calls.
vi.setConfig({ testTimeout: 120_000 });

describe('a policy with edges, call by call', () => {
  it.each(suite.cases.map((one) => [one.name, one] as const))('%s', async (_, one) => {
    expect(await heldAgainst(means, edges, one)).toEqual([]);
  });
});

const shows = new Set(suite.cases.flatMap((one) => one.shows));

describe('what is shown of it', () => {
  it('is each of its edges', () => {
    const edge = [
      'scripts errs',
      'scripts speaks',
      'scripts alone decides',
      'not-foreseen: `call.preview` holds, and that decides it',
      'not-foreseen: `call.preview` does not hold, and that decides it',
      'not-foreseen alone decides',
      'late: `time.hour >= 18` is asked at its bound',
      'late: `time.hour >= 18` is asked one below its bound',
      'few-rows: `session.rowsRead < 50` is asked at its bound',
      'few-rows: `session.rowsRead < 50` is asked one below its bound',
      'a-few alone decides',
      'this-shift alone decides',
      'classified-flow in capability',
      'sites alone decides how a value leaves',
    ];
    expect(edge.filter((one) => !shows.has(one))).toEqual([]);
  });
});

function permitFor({ call: { witness, at: when } }: Case): Permit | undefined {
  if (witness.of === undefined) return undefined;
  const principal = { role: when.role, session: sessionId('s'), client: 'test' };
  const call = {
    ...{ id: requestId('r'), principal, tool: askedTool(witness.tool), arguments: witness.args },
    ...{ digest: edges.law.catalog.version, at: 0 },
  };
  return edges.law.policy.permit(
    {
      ...{ call, tool: witness.of, effects: witness.effects, capabilities: witness.needs },
      ...{ catalog: edges.law.catalog, session: sessionStart(0), receipts: [], lapsed: [], doubts: [] },
    },
    [],
  );
}

describe('a line that asks for previews', () => {
  const previews = suite.cases.filter(({ call }) => call.at.preview);

  it('has tests of previews, each told as one, and what no preview can be of is among them', () => {
    expect(previews.length).toBeGreaterThan(3);
    expect(previews.filter(({ name }) => !name.includes('as a preview'))).toEqual([]);
    const said = previews.flatMap(({ call: { verdict } }) =>
      verdict.verdict === 'denied' ? [verdict.code] : [],
    );
    expect(said).toContain('bad-arguments');
  });

  it('makes none where no line asks', () => {
    const shipped = suiteOf(enacted('policies/lab/aegis.yaml'));
    expect(shipped.cases.filter(({ call }) => call.at.preview)).toEqual([]);
  });

  it('writes them so that they are read as what they are', () => {
    const [first] = previews;
    const [file] = policyFiles(first === undefined ? [] : [first], { config: 'aegis.yaml', policies: [] });
    const { trials, problems } = readTrials(file?.text ?? '', 'p.test.yaml');
    expect([problems, trials?.form.tests.map(({ preview }) => preview)]).toEqual([[], [true]]);
  });
});

describe('the permit of a call that is allowed', () => {
  const allowed = suite.cases.filter(({ call }) => call.verdict.verdict === 'allowed');

  it('is good once, and no copy of it is good', () => {
    expect(allowed.length).toBeGreaterThan(20);
    for (const one of allowed) {
      const permit = permitFor(one) ?? expect.fail(one.name);
      expect(isPermit(permit)).toBe(true);
      // `as`: the compiler refuses a copy by itself.
      const copy = { ...permit } as typeof permit;
      expect([isPermit(copy), consumePermit(copy)]).toEqual([false, false]);
      expect(consumePermit(permit)).toBe(true);
      expect(consumePermit(permit)).toBe(false);
    }
  });
});
