/** From the texts of all manifests to a registry and a catalog, or to every problem in them. Half a configuration is never returned. */
import { type DatasetName, systemName } from '../call/id.js';
import type { Catalog, Dataset } from '../catalog/catalog.js';
import { checkReferences } from '../catalog/checks.js';
import { compileDatasets } from '../catalog/compile.js';
import { catalogDigest } from '../catalog/digest.js';
import type { Digest } from '../digest.js';
import { nativeTool } from '../native/index.js';
import { fitTo, inOrder, type Problem, readYaml } from '../yaml/document.js';
import { createTeller, type Teller } from '../yaml/teller.js';
import { checkCollisions } from './collisions.js';
import { type ManifestForm, manifestForm } from './form.js';
import { compileLaunch } from './launch.js';
import type { KernelTools, Manifest, Registry, Tool } from './manifest.js';
import type { Places } from './placeholder.js';
import { compileTool } from './tools.js';

export interface SourceFile {
  readonly file: string;
  readonly text: string;
}

export interface CompileContext extends Places {
  readonly dev: boolean;
  /** `2026-01-31`; without it, a `clear-because` with an end has ended. */
  readonly today?: string;
}

export type Compiled =
  | { readonly registry: Registry; readonly catalog: Catalog }
  | { readonly problems: readonly Problem[] };

/** A manifest whose form is right; what it says may still be wrong. */
export interface Read extends SourceFile {
  readonly form: ManifestForm;
  readonly tell: Teller;
}

const builtIn = 'aegis';

function kernelTools({ form, tell }: Read, tools: readonly Tool[]): KernelTools {
  const written = form['kernel-tools'];
  const find = (role: keyof typeof written, key: keyof KernelTools): KernelTools => {
    const name = written[role];
    if (name === undefined) return {};
    const tool = tools.find((one) => one.name === `${form.system}__${name}`);
    if (tool?.audience === 'kernel') return { [key]: tool.name };
    const message =
      tool === undefined ? `no tool \`${name}\` in this manifest` : `\`${name}\` is open to agents`;
    tell.value(['kernel-tools', role], message, 'name a tool with `audience: kernel`');
    return {};
  };
  return {
    ...find('snapshot', 'snapshot'),
    ...find('check', 'check'),
    ...find('copy', 'copy'),
    ...find('read-version', 'readVersion'),
    ...find('write-version', 'writeVersion'),
  };
}

function checkNative({ form, tell }: Read): void {
  const isNative = form.launch === 'native';
  if (isNative && form.system !== builtIn)
    tell.value(
      ['launch'],
      `system \`${form.system}\` cannot be native`,
      'write how it is launched: `argv`, `env`, `secrets`',
    );
  if (!isNative && form.system === builtIn)
    tell.value(['system'], '`aegis` is the kernel’s own system', 'use another name');
  if (!isNative) return;
  for (const name of Object.keys(form.tools))
    if (nativeTool(name) === undefined)
      tell.key(['tools', name], `the kernel has no tool \`${name}\``, 'remove it');
}

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
      form.launch === 'native'
        ? 'native'
        : compileLaunch(form.launch, { places: context, dev: context.dev, tell }),
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
  };
}

interface Options {
  readonly context: CompileContext;
  readonly digest: Pick<Digest, 'sha256'>;
}

function registryOf(manifests: readonly Manifest[]): Registry {
  const owners = new Map(
    manifests.flatMap(({ datasets, system }) => datasets.map((one) => [one.name, system] as const)),
  );
  return {
    manifests,
    tools: new Map(manifests.flatMap(({ tools }) => tools.map((tool) => [tool.name, tool] as const))),
    systems: new Map(manifests.map((manifest) => [manifest.system, manifest])),
    systemOf: (dataset: DatasetName) => owners.get(dataset),
  };
}

function catalogOf(manifests: readonly Manifest[], digest: Pick<Digest, 'sha256'>): Catalog {
  const datasets = manifests.flatMap((manifest) => manifest.datasets);
  const protectedPatterns = [...new Set(manifests.flatMap((manifest) => manifest.protectedPatterns))];
  return {
    version: catalogDigest({ datasets, protectedPatterns }, digest),
    datasets: new Map(datasets.map((dataset) => [dataset.name, dataset])),
    protectedPatterns,
  };
}

export function compileManifests(
  files: readonly SourceFile[],
  context: CompileContext,
  digest: Pick<Digest, 'sha256'>,
): Compiled {
  const fitted = files.map((source) => {
    const document = readYaml(source.text, source.file);
    return { source, document, found: fitTo(manifestForm, document, source.file) };
  });
  const malformed = fitted.flatMap(({ found }) => ('problems' in found ? found.problems : []));
  const reads = fitted.flatMap(({ source, document, found }): Read[] =>
    'value' in found ? [{ ...source, form: found.value, tell: createTeller(document, source.file) }] : [],
  );
  checkCollisions(reads);
  const compiled = reads.map((read) => ({ read, manifest: compileOne(read, reads, { context, digest }) }));
  const datasets = new Map<string, Dataset>(
    compiled.flatMap(({ manifest }) => manifest?.datasets ?? []).map((one) => [one.name, one]),
  );
  // A file that could not be read may be the one that declares what is referred to: don't blame the reference.
  for (const { read, manifest } of compiled)
    if (malformed.length === 0)
      for (const one of manifest?.datasets ?? []) checkReferences(one, datasets, read.tell);
  const problems = [...malformed, ...reads.flatMap(({ tell }) => tell.problems)];
  if (problems.length > 0) {
    const order = [...new Set(files.map(({ file }) => file))];
    return {
      problems: inOrder(order.flatMap((file) => problems.filter((problem) => problem.file === file))),
    };
  }
  const manifests = compiled.flatMap(({ manifest }) => (manifest === undefined ? [] : [manifest]));
  return { registry: registryOf(manifests), catalog: catalogOf(manifests, digest) };
}
