/** Reads a file of policy tests and holds its names against the configuration. It tells every problem at once and runs nothing. */
import { fitPartly, inOrder, type Problem, readYaml } from '../yaml/document.js';
import { nearest } from '../yaml/nearest.js';
import type { Path } from '../yaml/problem.js';
import { type TrialFileForm, type TrialForm, trialFileForm } from './form.js';
import { statementOf } from './structure.js';

export interface TrialFile {
  readonly file: string;
  readonly form: TrialFileForm;
  /** Where each test begins, for whoever looks for it. */
  readonly lines: readonly number[];
}

export interface ReadTrials {
  /** Undefined when there is any problem. */
  readonly trials: TrialFile | undefined;
  /** What says which configuration is meant; also beside problems. */
  readonly under: Pick<TrialFileForm, 'config' | 'policies'>;
  readonly problems: readonly Problem[];
  readonly problemAt: (path: Path, message: string, help: string) => Problem;
}

const standIns = { version: 1, tests: [{ name: 'unread', tool: 'unread', expect: { allow: {} } }] };

export function readTrials(text: string, file: string): ReadTrials {
  const found = fitPartly(readYaml(text, file), { schema: trialFileForm, file, standIns });
  const { document, value, problems } = found;
  const problemAt: ReadTrials['problemAt'] = (path, message, help) => ({
    file,
    ...document.at(path),
    message,
    help,
  });
  const form = problems.length === 0 ? value : undefined;
  const lines = form?.tests.map((_, at) => document.at(['tests', at]).line) ?? [];
  const under = {
    ...(value?.config === undefined ? {} : { config: value.config }),
    ...(value?.policies === undefined ? {} : { policies: value.policies }),
  };
  return { trials: form === undefined ? undefined : { file, form, lines }, under, problems, problemAt };
}

/** The names that a configuration has. */
export interface KnownNames {
  readonly datasets: readonly string[];
  readonly systems: readonly string[];
}

const meant = (word: string, known: readonly string[], otherwise: string): string => {
  const near = nearest(word, known);
  return near === undefined ? otherwise : `did you mean \`${near}\`?`;
};

type Scene = Pick<TrialForm, 'receipts' | 'doubts'>;

/** A tool that is not there is no problem of the test: a call of one is a call that may be tested. */
export function nameProblems(
  { form }: Pick<TrialFile, 'form'>,
  { datasets, systems }: KnownNames,
  { problemAt }: Pick<ReadTrials, 'problemAt'>,
): readonly Problem[] {
  const problems: Problem[] = [];
  const tell = (of: string, word: string, at: { path: Path; known: readonly string[] }): void => {
    if (at.known.includes(word)) return;
    const help = meant(word, at.known, 'name one that a manifest declares');
    problems.push(problemAt(at.path, `no ${of} \`${word}\``, help));
  };
  const scene = ({ receipts = [], doubts = [] }: Scene, path: Path): void => {
    for (const [at, { dataset }] of receipts.entries())
      tell('dataset', dataset, { path: [...path, 'receipts', at, 'dataset'], known: datasets });
    for (const [at, dataset] of doubts.entries())
      tell('dataset', dataset, { path: [...path, 'doubts', at], known: datasets });
  };
  scene(form.given, ['given']);
  for (const [at, trial] of form.tests.entries()) scene(trial, ['tests', at]);
  for (const [system, structure] of Object.entries(form.structures)) {
    tell('system', system, { path: ['structures', system], known: systems });
    if (!('statements' in structure)) continue;
    for (const [at, sql] of structure.statements.entries())
      if (statementOf(sql) === undefined)
        problems.push(
          problemAt(
            ['structures', system, 'statements', at],
            'this is no CREATE of an object named with its schema',
            'for instance `CREATE TABLE silver.orders (id INTEGER PRIMARY KEY)`',
          ),
        );
  }
  return inOrder(problems);
}
