/** Reads the text of `aegis.yaml`. It opens no file: the paths in it are words until a hand takes them. */
import { placeholderProblems } from '../manifest/placeholder.js';
import { fitPartly, type Problem, readYaml } from '../yaml/document.js';
import type { Path } from '../yaml/problem.js';
import { createTeller, type Teller } from '../yaml/teller.js';
import { type EngineConfig, engineOf } from './engine.js';
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
  /** Absent: nobody may look. `port` 0: one that is free. `ws`: an inspector of Stately's may attach. */
  readonly inspect?: { readonly port: number; readonly ws: boolean };
  /** Absent: nothing is handed on. `otlp`: the endpoint. */
  readonly telemetry?: { readonly otlp: string };
  /** Absent: the built-in detectors look alone. */
  readonly engine?: EngineConfig;
}

export interface ReadConfig {
  /** Undefined when there is any problem. */
  readonly config: Config | undefined;
  /** As far as it can be read, to look for more problems; undefined when nothing can. */
  readonly readable: Config | undefined;
  /** Whether the value at a path, or a part of it, could not be read. */
  readonly isUnread: (path: Path) => boolean;
  readonly problems: readonly Problem[];
  /** A problem with what stands at a path of the file. */
  readonly problemAt: (path: Path, message: string, help: string) => Problem;
}

const limitsOf = (form: ConfigForm['limits']): Limits => ({
  ...(form['in-flight'] === undefined ? {} : { inFlight: form['in-flight'] }),
  ...(form['per-session'] === undefined ? {} : { perSession: form['per-session'] }),
  ...(form.waiting === undefined ? {} : { waiting: form.waiting }),
});

const configOf = ({
  role,
  manifests,
  policies,
  state,
  heads,
  limits,
  inspect,
  telemetry,
  'pii-engine': engine,
}: ConfigForm): Config => ({
  role,
  manifests,
  policies,
  state,
  ...(heads === undefined ? {} : { heads }),
  limits: limitsOf(limits),
  ...(telemetry === undefined ? {} : { telemetry }),
  ...(engine === undefined ? {} : { engine: engineOf(engine) }),
  ...(inspect === undefined ? {} : { inspect: { port: inspect.port ?? 0, ws: inspect.ws } }),
});

/** What a configuration cannot do without. A list that could not be read names no file. */
const standIns = { version: 1, role: 'unread', manifests: ['unread'], policies: ['unread'], state: 'unread' };

/** A placeholder that nobody knows, told where it is written. */
function tellPlaceholders({ manifests, policies, state, heads }: Config, tell: Teller): void {
  const lists = { manifests, policies };
  const paths: readonly (readonly [Path, string])[] = [
    ...Object.entries(lists).flatMap(([list, all]) => all.map((path, at) => [[list, at], path] as const)),
    [['state'], state],
    ...(heads === undefined ? [] : [[['heads'], heads] as const]),
  ];
  for (const [path, text] of paths)
    for (const { message, help } of placeholderProblems(text)) tell.value(path, message, help);
}

export function readConfig(text: string, file: string): ReadConfig {
  const found = fitPartly(readYaml(text, file), { schema: configForm, file, standIns });
  const { document, unread, value, problems } = found;
  const problemAt: ReadConfig['problemAt'] = (path, message, help) => ({
    file,
    ...document.at(path),
    message,
    help,
  });
  if (value === undefined)
    return { config: undefined, readable: undefined, isUnread: () => true, problems, problemAt };
  const whole = configOf(value);
  const known = (list: 'manifests' | 'policies'): readonly string[] =>
    unread.holds([list]) ? [] : whole[list];
  const readable = { ...whole, manifests: known('manifests'), policies: known('policies') };
  const tell = createTeller(document, file, unread);
  tellPlaceholders(readable, tell);
  const all = [...problems, ...tell.problems];
  return {
    config: all.length === 0 ? readable : undefined,
    readable,
    isUnread: unread.touches,
    problems: all,
    problemAt,
  };
}
