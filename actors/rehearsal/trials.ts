/** Runs a file of policy tests against the configuration it is for. What cannot be read in full is not run in part. */
import { fillPlaceholders } from '../../src/manifest/placeholder.js';
import { type Difference, differences } from '../../src/trial/differences.js';
import type { TrialFileForm, TrialForm } from '../../src/trial/form.js';
import type { Judged } from '../../src/trial/judged.js';
import { lineNames, strangeLines } from '../../src/trial/lines.js';
import { nameProblems, namesOf } from '../../src/trial/names.js';
import { type ReadTrials, readTrials } from '../../src/trial/read.js';
import type { Problem } from '../../src/yaml/document.js';
import { type Enacted, enact } from '../law/law.js';
import { type Covered, coverageOf, type Rehearsed } from './coverage.js';
import { rehearse, type Scene } from './rehearsal.js';
import { loadStructures, type Place, type TrialMeans } from './trial-structures.js';

export { renderProblems } from '../../src/yaml/document.js';
export type { Covered, Judged, Problem, TrialMeans };

export interface TrialResult {
  readonly name: string;
  /** Where the test is written. */
  readonly line: number;
  readonly scene: Scene;
  readonly judged: Judged;
  /** Empty: it passed. */
  readonly differences: readonly Difference[];
}

export interface TrialRun {
  readonly file: string;
  /** The digest of the policies that it is about. */
  readonly policy: string;
  readonly results: readonly TrialResult[];
  readonly covered: readonly Covered[];
}

export type Ran = { readonly run: TrialRun } | { readonly problems: readonly Problem[] };

/** A Monday at noon, UTC, for tests to which the time is nothing. */
const someNoon = 1_767_614_400_000;

function sceneOf(trial: TrialForm, given: TrialFileForm['given'], role: string): Scene {
  return {
    role: trial.role ?? given.role ?? role,
    tool: trial.tool,
    // `as`: a YAML mapping that the schema took for JSON.
    args: trial.args as Scene['args'],
    at: trial.at ?? given.at ?? someNoon,
    // `as`: a key that is not there is left out, as the form has no key that is there without a value.
    session: { ...given.session, ...trial.session } as Scene['session'],
    receipts: trial.receipts ?? given.receipts ?? [],
    doubts: trial.doubts ?? given.doubts ?? [],
    preview: trial.preview,
    spent: trial.spent ?? given.spent ?? [],
  };
}

async function runAll(place: Place, enacted: Enacted): Promise<TrialRun> {
  const { means, trials } = place;
  const { law, configuration } = enacted;
  const results: TrialResult[] = [];
  const known = lineNames(law.policy);
  for (const [at, trial] of trials.form.tests.entries()) {
    const scene = sceneOf(trial, trials.form.given, configuration.config.role);
    const judged = await rehearse(means, law, scene);
    const line = trials.lines[at] ?? 0;
    const found = [...differences(trial.expect, judged), ...strangeLines(trial.expect, known)];
    results.push({ name: trial.name, line, scene, judged, differences: found });
  }
  const rehearsed: readonly Rehearsed[] = results;
  const covered = await coverageOf(means, enacted, rehearsed);
  return { file: trials.file, policy: law.policy.digest, results, covered };
}

function underWhich(
  means: TrialMeans,
  read: ReadTrials,
  asked: { file: string; config: string },
): ReturnType<typeof enact> {
  const { files, digest } = means;
  const base = files.directoryOf(asked.file);
  const places = { package: files.packageRoot, config: base, state: base };
  const from = (path: string): string => files.resolve(base, fillPlaceholders(path, places));
  const { config, policies } = read.under;
  const named = config === undefined ? undefined : files.read(from(config));
  if (config !== undefined && named !== undefined && 'why' in named) {
    const help = 'paths are taken from the directory of this file';
    const problem = read.problemAt(['config'], `\`${from(config)}\` ${named.why}`, help);
    return { problems: [problem], warnings: [] };
  }
  return enact(config === undefined ? asked.config : from(config), {
    files,
    digest,
    dev: true,
    ...(policies === undefined
      ? {}
      : {
          policies: policies.map(from),
          policiesAt: (index, message, help) => read.problemAt(['policies', index], message, help),
        }),
  });
}

/** `config`: for a file that names none. */
export async function runTrials(means: TrialMeans, file: string, config: string): Promise<Ran> {
  const found = means.files.read(file);
  if ('why' in found) {
    const help = 'name a file of policy tests; they lie beside the policy, as `<policy>.test.yaml`';
    return { problems: [{ file, line: 1, column: 1, message: `\`${file}\` ${found.why}`, help }] };
  }
  const read = readTrials(found.text, file);
  const enactment = underWhich(means, read, { file, config });
  if ('problems' in enactment) return { problems: [...read.problems, ...enactment.problems] };
  const { trials, problemAt } = read;
  if (trials === undefined) return { problems: read.problems };
  const strange = nameProblems(trials, namesOf(enactment.enacted.law), read);
  if (strange.length > 0) return { problems: strange };
  const place = { means, trials, problemAt };
  const unloaded = await loadStructures(place, enactment.enacted);
  if (unloaded.length > 0) return { problems: unloaded };
  return { run: await runAll(place, enactment.enacted) };
}

/** The tests that lie beside the policies of a configuration. */
export function testsBeside(
  { files, digest }: TrialMeans,
  config: string,
): readonly string[] | readonly Problem[] {
  const enactment = enact(config, { files, digest, dev: true });
  if ('problems' in enactment) return enactment.problems;
  return enactment.enacted.configuration.config.policies
    .map((path) => path.replace(/\.ya?ml$/, '.test.yaml'))
    .filter((path) => path.endsWith('.test.yaml') && 'text' in files.read(path));
}
