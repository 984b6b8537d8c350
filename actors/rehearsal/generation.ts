/**
 * From a configuration to the tests of its policy. What is expected comes from the oracle; each test is rehearsed by the kernel's own
 * machine, and where the two disagree the test is told and not written.
 */
import type { Finding } from '../../src/suite/findings.js';
import { type Case, suiteFor } from '../../src/suite/suite.js';
import { callText } from '../../src/suite/tried.js';
import { lifecycleFile, policiesFile } from '../../src/suite/vitest.js';
import {
  expectedOf,
  type Header,
  instantOf,
  policyFiles,
  type WrittenFile,
} from '../../src/suite/written.js';
import { type Difference, differences } from '../../src/trial/differences.js';
import type { Problem } from '../../src/yaml/document.js';
import { type Enacted, enact } from '../law/law.js';
import { type LifecycleCoverage, lifecycleCoverage } from './lifecycle-coverage.js';
import { type RehearsalMeans, rehearse, type Scene } from './rehearsal.js';
import { loadCatalogued, type TrialMeans } from './trial-structures.js';

export interface Disagreement {
  readonly test: Case;
  readonly differences: readonly Difference[];
}

export interface Generated {
  readonly enacted: Enacted;
  /** Those on which oracle and kernel agree. */
  readonly cases: readonly Case[];
  readonly disagreements: readonly Disagreement[];
  readonly findings: readonly Finding[];
  readonly leftOut: readonly string[];
  /** Calls that the oracle was asked about, and things that the tests show. */
  readonly tried: number;
  readonly shown: number;
  readonly lifecycle: LifecycleCoverage;
}

export type Generation = Generated | { readonly problems: readonly Problem[] };

const sceneOf = ({ call: { witness, at } }: Case): Scene => ({
  role: at.role,
  tool: witness.tool,
  args: witness.args,
  at: instantOf(at),
  session: at.session,
  receipts: at.receipts,
  doubts: at.doubts,
  spent: at.spent,
  preview: at.preview,
});

/** Empty where the kernel decides as the oracle says. */
export async function heldAgainst(
  means: RehearsalMeans,
  { law }: Pick<Enacted, 'law'>,
  test: Case,
): Promise<readonly Difference[]> {
  const expected = expectedOf(test.call.verdict);
  return expected === undefined ? [] : differences(expected, await rehearse(means, law, sceneOf(test)));
}

const unread = (config: string, problem: unknown): Problem => ({
  file: config,
  line: 1,
  column: 1,
  message: `the tables of its catalog are not taken: ${problem instanceof Error ? problem.message : 'unknown problem'}`,
  help: 'run `aegis check`; a column or a key of a dataset may be wrong',
});

export interface Asked {
  readonly config: string;
  /** In place of those that the configuration names; undefined: its own. */
  readonly policies: readonly string[] | undefined;
}

export async function generate(means: TrialMeans, { config, policies }: Asked): Promise<Generation> {
  const { files, digest } = means;
  const enactment = enact(config, {
    files,
    digest,
    dev: true,
    ...(policies === undefined ? {} : { policies }),
  });
  if ('problems' in enactment) return { problems: enactment.problems };
  const { enacted } = enactment;
  const { law, configuration } = enacted;
  const { cases, findings, leftOut, tried, goals } = suiteFor({
    texts: configuration.policyTexts,
    catalog: law.catalog,
    registry: law.registry,
    role: configuration.config.role,
  });
  try {
    await loadCatalogued(means, enacted.law);
  } catch (problem) {
    return { problems: [unread(config, problem)] };
  }
  const agreed: Case[] = [];
  const disagreements: Disagreement[] = [];
  for (const test of cases) {
    const found = await heldAgainst(means, enacted, test);
    if (found.length === 0) agreed.push(test);
    else disagreements.push({ test, differences: found });
  }
  return {
    enacted,
    cases: agreed,
    disagreements,
    findings,
    leftOut,
    tried,
    shown: goals,
    lifecycle: lifecycleCoverage(),
  };
}

/** The tests as files, for the directory that the header is written from: policy tests, and programs for vitest. */
export function filesOf({ cases, lifecycle }: Generated, header: Header): readonly WrittenFile[] {
  const tests = policyFiles(cases, header);
  return [...tests, policiesFile(tests.map(({ name }) => name)), lifecycleFile(lifecycle.paths)];
}

export { callText };
