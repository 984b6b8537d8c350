/** Reads a file of policy tests. It tells every problem at once and runs nothing. */
import { fitPartly, type Problem, readYaml } from '../yaml/document.js';
import type { Path } from '../yaml/problem.js';
import { type TrialFileForm, trialFileForm } from './form.js';

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

/** A report tells tests apart by their names. */
function twice(
  { tests }: Pick<TrialFileForm, 'tests'>,
  lines: readonly number[],
  problemAt: ReadTrials['problemAt'],
): readonly Problem[] {
  const names = tests.map(({ name }) => name);
  return names.flatMap((name, at) => {
    const first = names.indexOf(name);
    if (first === at) return [];
    const message = `two tests are named \`${name}\`, in line ${lines[first]} and in line ${lines[at]}`;
    return [problemAt(['tests', at, 'name'], message, 'give this one another name')];
  });
}

export function readTrials(text: string, file: string): ReadTrials {
  const found = fitPartly(readYaml(text, file), { schema: trialFileForm, file, standIns });
  const { document, value, problems } = found;
  const problemAt: ReadTrials['problemAt'] = (path, message, help) => ({
    file,
    ...document.at(path),
    message,
    help,
  });
  // What was read in part has stand-ins among its tests.
  const whole = problems.length === 0 ? value : undefined;
  const lines = whole?.tests.map((_, at) => document.at(['tests', at]).line) ?? [];
  const all = whole === undefined ? problems : twice(whole, lines, problemAt);
  const form = all.length === 0 ? whole : undefined;
  const under = {
    ...(value?.config === undefined ? {} : { config: value.config }),
    ...(value?.policies === undefined ? {} : { policies: value.policies }),
  };
  return {
    trials: form === undefined ? undefined : { file, form, lines },
    problems: all,
    ...{ under, problemAt },
  };
}
