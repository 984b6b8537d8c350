/** Reads `aegis.yaml` and every file it names, and has the law compile them. It starts nothing; a problem anywhere is a refusal of the whole. */
import type { Catalog } from '../src/catalog/catalog.js';
import { type Config, type ReadConfig, readConfig } from '../src/config/read.js';
import type { Digest } from '../src/digest.js';
import { compileManifests, type SourceFile } from '../src/manifest/compile.js';
import type { Registry } from '../src/manifest/manifest.js';
import { fillPlaceholders } from '../src/manifest/placeholder.js';
import type { Problem } from '../src/yaml/document.js';
import type { ConfigFiles } from './powers.js';

export interface LoadOptions {
  readonly files: ConfigFiles;
  readonly digest: Pick<Digest, 'sha256'>;
  /** Allows secrets in the environment. */
  readonly dev: boolean;
  /** `2026-01-31`: what is `clear` until a date is sensitive after it, and without this, always. */
  readonly today?: string;
}

/** Paths are absolute here. */
export interface Configuration {
  readonly config: Config;
  readonly registry: Registry;
  readonly catalog: Catalog;
  readonly configText: SourceFile;
  readonly policyTexts: readonly SourceFile[];
  readonly manifestTexts: readonly SourceFile[];
}

export interface Loaded {
  /** Undefined when there is any problem. */
  readonly configuration: Configuration | undefined;
  /** What could be read, also beside problems: so that policies can be checked in the same run. */
  readonly policyTexts: readonly SourceFile[];
  readonly problems: readonly Problem[];
}

const builtIn = 'manifests/aegis.yaml';

const refused = (problems: readonly Problem[], policyTexts: readonly SourceFile[] = []): Loaded => ({
  configuration: undefined,
  policyTexts,
  problems,
});

interface Taken {
  readonly texts: readonly SourceFile[];
  readonly problems: readonly Problem[];
}

type ListName = 'manifests' | 'policies';

/** Every file of a list, or a problem at the line that names it. */
function take(
  files: ConfigFiles,
  paths: readonly string[],
  told: { list: ListName; read: ReadConfig },
): Taken {
  const texts: SourceFile[] = [];
  const problems: Problem[] = [];
  for (const [index, path] of paths.entries()) {
    const at = [told.list, index];
    if (paths.indexOf(path) < index) {
      problems.push(told.read.problemAt(at, `\`${path}\` is named twice`, 'keep one'));
      continue;
    }
    const found = files.read(path);
    if ('text' in found) texts.push({ file: path, text: found.text });
    else
      problems.push(
        told.read.problemAt(
          at,
          `\`${path}\` ${found.why}`,
          'paths are taken from the directory of this file',
        ),
      );
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

export function loadConfiguration(path: string, options: LoadOptions): Loaded {
  const { files, digest, dev, today } = options;
  const main = files.read(path);
  if ('why' in main) {
    const help = 'name the configuration file with `--config`';
    return refused([{ file: path, line: 1, column: 1, message: `\`${path}\` ${main.why}`, help }]);
  }
  const read = readConfig(main.text, path);
  if (read.config === undefined) return refused(read.problems);
  const base = files.directoryOf(path);
  const config = absolute(read.config, base, files);
  const policies = take(files, config.policies, { list: 'policies', read });
  const named = take(files, config.manifests, { list: 'manifests', read });
  const own = ownManifest(files);
  const manifestTexts = [...own.texts, ...named.texts];
  const places = { package: files.packageRoot, config: base, state: config.state };
  const compiled = compileManifests(
    manifestTexts,
    { ...places, dev, ...(today === undefined ? {} : { today }) },
    digest,
  );
  const unread = [...policies.problems, ...named.problems, ...own.problems];
  const problems = [...unread, ...('problems' in compiled ? compiled.problems : [])];
  if ('problems' in compiled || problems.length > 0) return refused(problems, policies.texts);
  const configText = { file: path, text: main.text };
  const { registry, catalog } = compiled;
  const configuration = { config, registry, catalog, configText, policyTexts: policies.texts, manifestTexts };
  return { configuration, policyTexts: policies.texts, problems: [] };
}
