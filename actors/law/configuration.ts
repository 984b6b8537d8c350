/** Reads `aegis.yaml` and every file it names, and has the law compile them. It starts nothing; a problem anywhere is a refusal of the whole. */
import type { Catalog } from '../../src/catalog/catalog.js';
import type { EngineConfig } from '../../src/config/engine.js';
import { type Config, type ReadConfig, readConfig } from '../../src/config/read.js';
import type { Digest } from '../../src/digest.js';
import { type CompileContext, compileManifests, type SourceFile } from '../../src/manifest/compile.js';
import type { Registry, SecretRef } from '../../src/manifest/manifest.js';
import type { Names } from '../../src/manifest/names.js';
import { pinProblems } from '../../src/manifest/pinned.js';
import { fillPlaceholders, type Places, unknownPlaceholders } from '../../src/manifest/placeholder.js';
import { secretRef } from '../../src/manifest/secret-ref.js';
import type { Problem } from '../../src/yaml/document.js';
import type { ConfigFiles } from '../powers.js';

export interface LoadOptions {
  readonly files: ConfigFiles;
  readonly digest: Pick<Digest, 'sha256'>;
  /** Allows secrets in the environment. */
  readonly dev: boolean;
  /** `2026-01-31`: what is `clear` until a date is sensitive after it, and without this, always. */
  readonly today?: string;
  /** Why a secret would not resolve; without this, secrets are left alone. */
  readonly lookAt?: CompileContext['lookAt'];
  /** Absolute paths in place of the policies that the configuration names: to try others on it, never to serve. */
  readonly policies?: readonly string[];
  /** Where each of those is named. Without it they stand in no file, and what is wrong with one is told of the file itself. */
  readonly policiesAt?: NamedAt;
}

/** A problem where the path of that index is named. */
type NamedAt = (index: number, message: string, help: string) => Problem;

/** Paths are absolute here. */
export interface Configuration {
  readonly config: Config;
  readonly registry: Registry;
  readonly catalog: Catalog;
  readonly configText: SourceFile;
  readonly policyTexts: readonly SourceFile[];
  readonly manifestTexts: readonly SourceFile[];
  /** What the PII engine knows the kernel by; absent where it wants nothing. */
  readonly engineSecret?: SecretRef;
}

export interface Loaded {
  /** Undefined when there is any problem. */
  readonly configuration: Configuration | undefined;
  /** What could be read, also beside problems: so that policies can be checked in the same run. */
  readonly policyTexts: readonly SourceFile[];
  /** Every name that the manifests declare; undefined where some could not be read. */
  readonly names: Names | undefined;
  /** The role, where it could be read, and every policy that is named. */
  readonly role: string | undefined;
  readonly problems: readonly Problem[];
}

const builtIn = 'manifests/aegis.yaml';

const nothing = { configuration: undefined, policyTexts: [], names: undefined, role: undefined };

interface Taken {
  readonly texts: readonly SourceFile[];
  readonly problems: readonly Problem[];
}

type ListName = 'manifests' | 'policies';

interface Named {
  readonly paths: readonly string[];
  readonly at: NamedAt;
  /** What to do about one that cannot be read. */
  readonly help: string;
  /** What is wrong with it as a path has been told already. */
  readonly isTold: (path: string) => boolean;
}

const fromHere = 'paths are taken from the directory of this file';

const namedIn = (read: ReadConfig, list: ListName, paths: readonly string[]): Named => ({
  paths,
  at: (index, message, help) => read.problemAt([list, index], message, help),
  help: fromHere,
  // Whoever read the configuration has told a placeholder that nobody knows.
  isTold: (path) => unknownPlaceholders(path).length > 0,
});

/** Those that are tried in place of the configuration's. */
const tried = (paths: readonly string[], at: NamedAt | undefined): Named => ({
  paths,
  at: at ?? ((index, message, help) => ({ file: paths[index] ?? '', line: 1, column: 1, message, help })),
  help: at === undefined ? 'name a file of policies' : fromHere,
  isTold: () => false,
});

/** Every file of a list, or a problem at the line that names it. */
function take(files: ConfigFiles, { paths, at, help, isTold }: Named): Taken {
  const texts: SourceFile[] = [];
  const problems: Problem[] = [];
  for (const [index, path] of paths.entries()) {
    if (isTold(path)) continue;
    if (paths.indexOf(path) < index) {
      problems.push(at(index, `\`${path}\` is named twice`, 'keep one'));
      continue;
    }
    const found = files.read(path);
    if ('text' in found) texts.push({ file: path, text: found.text });
    else problems.push(at(index, `\`${path}\` ${found.why}`, help));
  }
  return { texts, problems };
}

function absolute(config: Config, base: string, files: ConfigFiles): Config {
  const places = { package: files.packageRoot, config: base, state: config.state };
  const from = (path: string): string => files.resolve(base, fillPlaceholders(path, places));
  return {
    ...config,
    manifests: config.manifests.map(from),
    policies: config.policies.map(from),
    state: from(config.state),
    ...(config.heads === undefined ? {} : { heads: from(config.heads) }),
  };
}

/** The kernel's own tools, from the package itself: a configuration can neither leave them out nor replace them. */
function ownManifest(files: ConfigFiles): Taken {
  const file = files.resolve(files.packageRoot, builtIn);
  const found = files.read(file);
  if ('text' in found) return { texts: [{ file, text: found.text }], problems: [] };
  const help = 'the installation is not whole: install it again';
  return { texts: [], problems: [{ file, line: 1, column: 1, message: `\`${file}\` ${found.why}`, help }] };
}

/** The files that a configuration names, each list as far as it could be read. */
function takeAll({ files, policies: others, policiesAt }: LoadOptions, config: Config, read: ReadConfig) {
  const policies = take(
    files,
    others === undefined ? namedIn(read, 'policies', config.policies) : tried(others, policiesAt),
  );
  const named = take(files, namedIn(read, 'manifests', config.manifests));
  const own = ownManifest(files);
  const isShort = (list: ListName, { texts }: Taken): boolean =>
    read.isUnread([list]) || texts.length < new Set(config[list]).size;
  return {
    policies,
    manifestTexts: [...own.texts, ...named.texts],
    problems: [...policies.problems, ...named.problems, ...own.problems],
    lacksManifests: isShort('manifests', named) || own.texts.length === 0,
    lacksPolicies: isShort('policies', policies),
  };
}

const contextOf = (
  { dev, today, lookAt }: LoadOptions,
  places: Places,
  isShort: boolean,
): CompileContext => ({
  ...places,
  dev,
  isShort,
  ...(today === undefined ? {} : { today }),
  ...(lookAt === undefined ? {} : { lookAt }),
});

interface EngineSecret {
  readonly engineSecret?: SecretRef;
  readonly problems: readonly Problem[];
}

const credentialPath = ['pii-engine', 'credential'] as const;

/** The credential of the PII engine is a secret like those of systems: a reference, and resolvable before anything starts. */
function engineSecretOf(
  { credential }: Pick<EngineConfig, 'credential'>,
  read: ReadConfig,
  { dev, lookAt, places }: Pick<LoadOptions, 'dev' | 'lookAt'> & { readonly places: Places },
): EngineSecret {
  if (credential === undefined || read.isUnread(credentialPath)) return { problems: [] };
  const problems: Problem[] = [];
  const tell = {
    value: (...[path, message, help]: Parameters<ReadConfig['problemAt']>) =>
      void problems.push(read.problemAt(path, message, help)),
  };
  const found = secretRef(
    credential,
    { name: 'credential', path: credentialPath },
    { dev, lookAt, places, tell },
  );
  return found === undefined ? { problems } : { engineSecret: found, problems };
}

export function loadConfiguration(path: string, options: LoadOptions): Loaded {
  const { files, digest } = options;
  const main = files.read(path);
  if ('why' in main) {
    const help = 'name the configuration file with `--config`';
    return {
      ...nothing,
      problems: [{ file: path, line: 1, column: 1, message: `\`${path}\` ${main.why}`, help }],
    };
  }
  const read = readConfig(main.text, path);
  if (read.readable === undefined) return { ...nothing, problems: read.problems };
  const base = files.directoryOf(path);
  const named = absolute(read.readable, base, files);
  const config = options.policies === undefined ? named : { ...named, policies: options.policies };
  const taken = takeAll(options, config, read);
  const { policies, manifestTexts } = taken;
  const places = { package: files.packageRoot, config: base, state: config.state };
  const compiled = compileManifests(manifestTexts, contextOf(options, places, taken.lacksManifests), digest);
  const secret = engineSecretOf(config.engine ?? {}, read, { ...options, places });
  const role = taken.lacksPolicies || read.isUnread(['role']) ? undefined : config.role;
  const rest = { policyTexts: policies.texts, names: compiled.names, role };
  const problems = [
    ...read.problems,
    ...taken.problems,
    ...secret.problems,
    ...('problems' in compiled ? compiled.problems : []),
    ...pinProblems(manifestTexts),
  ];
  if ('problems' in compiled || problems.length > 0) return { ...rest, configuration: undefined, problems };
  const { registry, catalog } = compiled;
  const configText = { file: path, text: main.text };
  const { engineSecret } = secret;
  const configuration = {
    ...{ config, registry, catalog, configText, policyTexts: policies.texts, manifestTexts },
    ...(engineSecret === undefined ? {} : { engineSecret }),
  };
  return { ...rest, configuration, problems: [] };
}
