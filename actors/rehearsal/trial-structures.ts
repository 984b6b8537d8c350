/** Loads what a test's statements are read over: the catalog's tables, the test's own, or a snapshot. What the reader refuses is a problem of the file. */
import { isObject } from '../../src/call/json.js';
import type { Catalog } from '../../src/catalog/catalog.js';
import { engineLine } from '../../src/intercept/sql/sqlite/index.js';
import type { ReadTrials, TrialFile } from '../../src/trial/read.js';
import { statementOf, structureOf } from '../../src/trial/structure.js';
import type { Problem } from '../../src/yaml/document.js';
import type { Enacted } from '../law/law.js';
import { type ConfigFiles, catalogWire, type Schema } from '../powers.js';
import { schemaOf } from '../systems/structures.js';
import type { Law } from '../trip/trip.js';
import type { RehearsalMeans } from './rehearsal.js';

export interface TrialMeans extends RehearsalMeans {
  readonly files: ConfigFiles;
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

export interface Place {
  readonly means: TrialMeans;
  readonly trials: TrialFile;
  readonly problemAt: ReadTrials['problemAt'];
}

const schemaFrom = ({ digest }: Pick<TrialMeans, 'digest'>, statements: Schema['statements']): Schema => ({
  digest: digest.sha256(JSON.stringify(statements)),
  engine: { name: 'sqlite', version: `${engineLine}.0` },
  statements,
});

/** The catalog's tables, and what it says of them. */
const catalogued = (means: Pick<TrialMeans, 'digest'>, catalog: Catalog, system: string): Schema =>
  schemaFrom(means, structureOf(catalog, system));

/** What a system's statements are read over; a problem where a snapshot cannot be read. */
function structureFor(
  { means, trials, problemAt }: Place,
  system: string,
  enacted: Enacted,
): Schema | Problem {
  const written = Object.hasOwn(trials.form.structures, system) ? trials.form.structures[system] : undefined;
  if (written !== undefined && 'snapshot' in written) {
    const { files } = means;
    const found = files.read(files.resolve(files.directoryOf(trials.file), written.snapshot));
    const content = 'text' in found ? parsed(found.text) : undefined;
    const schema = isObject(content) ? schemaOf(content) : undefined;
    const why = 'why' in found ? found.why : 'is not a snapshot';
    const help = 'name a file that holds what the snapshot tool of the system answers';
    return schema ?? problemAt(['structures', system, 'snapshot'], `\`${written.snapshot}\` ${why}`, help);
  }
  if (written === undefined) return catalogued(means, enacted.law.catalog, system);
  return schemaFrom(
    means,
    written.statements.flatMap((sql) => statementOf(sql) ?? []),
  );
}

const isProblem = (value: Schema | Problem): value is Problem => 'message' in value;

interface Loading {
  readonly system: string;
  readonly schema: Schema;
  readonly catalog: Catalog;
}

async function load(
  { means, problemAt }: Place,
  { system, schema, catalog }: Loading,
): Promise<Problem | undefined> {
  try {
    await means.reader.load(system, schema, catalogWire(catalog));
    return undefined;
  } catch (problem) {
    const why = problem instanceof Error ? problem.message : 'it cannot be read';
    return problemAt(
      ['structures', system],
      `the structure of \`${system}\` is not taken: ${why}`,
      'take a new snapshot, or leave it out',
    );
  }
}

/** Every system whose statements the kernel would read. */
export async function loadStructures(place: Place, enacted: Enacted): Promise<readonly Problem[]> {
  const problems: Problem[] = [];
  const { registry, catalog } = enacted.law;
  for (const { system, kernelTools } of registry.manifests) {
    if (kernelTools.snapshot === undefined) continue;
    const schema = structureFor(place, system, enacted);
    const problem = isProblem(schema) ? schema : await load(place, { system, schema, catalog });
    if (problem !== undefined) problems.push(problem);
  }
  return problems;
}

/** Every such system over the catalog's tables, where no file says otherwise. Throws what the reader refuses. */
export async function loadCatalogued(means: RehearsalMeans, { registry, catalog }: Law): Promise<void> {
  for (const { system, kernelTools } of registry.manifests)
    if (kernelTools.snapshot !== undefined)
      await means.reader.load(system, catalogued(means, catalog, system), catalogWire(catalog));
}
