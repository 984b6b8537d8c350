/** Reads the text of `aegis.yaml`. It opens no file: the paths in it are words until a hand takes them. */
import { fitTo, type Problem, readYaml } from '../yaml/document.js';
import type { Path } from '../yaml/problem.js';
import { type ConfigForm, configForm } from './form.js';

export interface Limits {
  readonly inFlight?: number;
  readonly perSession?: number;
  readonly waiting?: number;
}

export interface Config {
  readonly role: string;
  readonly manifests: readonly string[];
  readonly policies: readonly string[];
  readonly state: string;
  readonly heads?: string;
  readonly limits: Limits;
}

export interface ReadConfig {
  /** Undefined when there is any problem. */
  readonly config: Config | undefined;
  readonly problems: readonly Problem[];
  /** A problem with what stands at a path of the file. */
  readonly problemAt: (path: Path, message: string, help: string) => Problem;
}

const limitsOf = (form: ConfigForm['limits']): Limits => ({
  ...(form['in-flight'] === undefined ? {} : { inFlight: form['in-flight'] }),
  ...(form['per-session'] === undefined ? {} : { perSession: form['per-session'] }),
  ...(form.waiting === undefined ? {} : { waiting: form.waiting }),
});

const configOf = ({ role, manifests, policies, state, heads, limits }: ConfigForm): Config => ({
  role,
  manifests,
  policies,
  state,
  ...(heads === undefined ? {} : { heads }),
  limits: limitsOf(limits),
});

export function readConfig(text: string, file: string): ReadConfig {
  const document = readYaml(text, file);
  const found = fitTo(configForm, document, file);
  return {
    config: 'value' in found ? configOf(found.value) : undefined,
    problems: 'value' in found ? [] : found.problems,
    problemAt: (path, message, help) => ({ file, ...document.at(path), message, help }),
  };
}
