/** From the texts of all manifests to a registry and a catalog, or to every problem in them. Half a configuration is never returned. */
import { systemName } from '../call/id.js';
import type { Catalog, Dataset } from '../catalog/catalog.js';
import { checkReferences } from '../catalog/checks.js';
import { compileDatasets } from '../catalog/compile.js';
import type { Digest } from '../digest.js';
import type { Problem } from '../yaml/document.js';
import { checkCollisions } from './collisions.js';
import { checkNative, kernelTools } from './kernel-tools.js';
import { compileLaunch } from './launch.js';
import type { Manifest, Registry } from './manifest.js';
import { mayDeclare, type Names, namesOf } from './names.js';
import type { Places } from './placeholder.js';
import { problemsOf, type Read, readManifests, type SourceFile } from './read.js';
import { catalogOf, registryOf } from './registry.js';
import type { LookAtSecret } from './secret-ref.js';
import { compileTool } from './tools.js';
import { checkValues } from './values.js';

export interface CompileContext extends Places {
  readonly dev: boolean;
  readonly lookAt?: LookAtSecret;
  /** Not every manifest that is named could be opened: what is missed may be in another. */
  readonly isShort?: boolean;
  /** `2026-01-31`; without it, a `clear-because` with an end has ended. */
  readonly today?: string;
}

export type Compiled =
  | { readonly registry: Registry; readonly catalog: Catalog; readonly names: Names | undefined }
  | { readonly problems: readonly Problem[]; readonly names: Names | undefined };

const launchContext = ({ dev, lookAt, ...places }: CompileContext) => ({
  places,
  dev,
  ...(lookAt === undefined ? {} : { lookAt }),
});

function compileOne(read: Read, all: readonly Read[], options: Options): Manifest | undefined {
  const { form, tell, file } = read;
  const { context, digest } = options;
  const system = systemName(form.system);
  if (system === undefined) {
    tell.value(
      ['system'],
      `\`${form.system}\` is not a system name`,
      'use lower-case letters, digits and `-`',
    );
    return undefined;
  }
  checkNative(read);
  const tools = Object.entries(form.tools).flatMap(([name, one]) =>
    compileTool({ name, form: one, dialect: form.dialect, tell }, system),
  );
  const protectedPatterns = all.flatMap((one) => one.form.catalog?.protected ?? []);
  const today = context.today === undefined ? {} : { today: context.today };
  return {
    system,
    launch:
      form.launch === 'native' ? 'native' : compileLaunch(form.launch, { ...launchContext(context), tell }),
    dialect: form.dialect,
    tools,
    kernelTools: kernelTools(read, tools),
    datasets:
      form.catalog === undefined
        ? []
        : compileDatasets({ form: form.catalog, system, protectedPatterns, ...today }, tell),
    protectedPatterns: form.catalog?.protected ?? [],
    digest: digest.sha256(read.text),
    file,
    ...(form['unpinned-because'] === undefined ? {} : { unpinnedBecause: form['unpinned-because'] }),
  };
}

export type { SourceFile } from './read.js';

interface Options {
  readonly context: CompileContext;
  readonly digest: Pick<Digest, 'sha256'>;
}

export function compileManifests(
  files: readonly SourceFile[],
  context: CompileContext,
  digest: Pick<Digest, 'sha256'>,
): Compiled {
  const all = readManifests(files);
  const { reads, lost } = all;
  checkCollisions(reads);
  const compiled = reads.flatMap((read) => {
    const manifest = compileOne(read, reads, { context, digest });
    return manifest === undefined ? [] : [{ read, manifest }];
  });
  const declared = new Map<string, Dataset>(
    compiled.flatMap(({ manifest }) => manifest.datasets).map((one) => [one.name, one]),
  );
  const isComplete = lost.length === 0 && context.isShort !== true;
  const mayHold = (dataset: string): boolean => !isComplete || mayDeclare(reads, dataset);
  for (const { read, manifest } of compiled) {
    for (const one of manifest.datasets) checkReferences(one, { all: declared, mayHold }, read.tell);
    checkValues(read.form, read.tell);
  }
  const problems = problemsOf(files, all);
  const names = isComplete ? namesOf(reads) : undefined;
  if (problems.length > 0) return { problems, names };
  const manifests = compiled.map(({ manifest }) => manifest);
  return { registry: registryOf(manifests), catalog: catalogOf(manifests, digest), names };
}
