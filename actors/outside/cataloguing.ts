/** Looks at what a live system holds, for a catalog that a person writes: its tables and columns, and what speaks for a class of each. No value leaves this file. */
import { isArray, isObject, type Json, type JsonObject, own } from '../../src/call/json.js';
import type { Catalog } from '../../src/catalog/catalog.js';
import { compareCatalog, type Difference, isPressing } from '../../src/catalog/compared.js';
import { type CatalogDraft, draftCatalog, type EvidenceOf } from '../../src/catalog/draft.js';
import { type Evidence, evidenceFor } from '../../src/catalog/evidence.js';
import { type LiveTable, liveTables } from '../../src/catalog/live.js';
import { matches } from '../../src/catalog/pattern.js';
import { type CompileContext, compileManifests, type SourceFile } from '../../src/manifest/compile.js';
import type { Manifest, Tool } from '../../src/manifest/manifest.js';
import { renderProblems } from '../../src/yaml/document.js';
import { escaped } from '../../src/yaml/escaped.js';
import { type Failed, isFailed } from '../messages.js';
import type { AbortSignalLike, Link } from '../powers.js';
import { type Survey, whileLive } from './survey.js';

export type { CatalogDraft, Difference, Failed };
export { isFailed, isPressing };

export interface LookRequest {
  readonly source: SourceFile;
  readonly context: CompileContext;
  readonly signal: AbortSignalLike;
  /** False: names and comments alone speak. */
  readonly isSampled: boolean;
}

export interface Looked {
  readonly system: string;
  readonly tables: readonly LiveTable[];
  readonly evidenceOf: EvidenceOf;
  /** What could not be looked at, and why. */
  readonly notes: readonly string[];
  readonly catalog: Catalog;
}

interface Looking {
  readonly link: Link;
  readonly manifest: Manifest;
  readonly request: LookRequest;
  readonly catalog: Catalog;
}

/** Values of one column that are looked at: enough to see a form, few enough to be quick. */
const mostValues = 500;

const spread = (values: readonly Json[]): readonly Json[] => {
  const step = Math.max(1, Math.ceil(values.length / mostValues));
  return values.filter((_, at) => at % step === 0);
};

const toolNamed = ({ tools }: Manifest, name: string | undefined): Tool | undefined =>
  tools.find((tool) => tool.name === name);

async function answered(
  { link, request }: Looking,
  tool: Tool,
  args: JsonObject,
): Promise<JsonObject | undefined> {
  const answer = await link.call(tool.remote, args, { signal: request.signal, deadline: tool.deadline });
  const { structuredContent, isError } = answer;
  return isError !== true && isObject(structuredContent) ? structuredContent : undefined;
}

type Samples = Readonly<Record<string, readonly Json[]>>;

async function sampled(looking: Looking, check: Tool, table: LiveTable): Promise<Samples | undefined> {
  const sample = table.columns.map(({ name }) => name);
  const content = await answered(looking, check, { table: table.name, checks: [], sample }).catch(
    () => undefined,
  );
  const found = content === undefined ? undefined : own(content, 'samples');
  if (found === undefined || !isObject(found)) return undefined;
  const values = Object.entries(found).map(
    ([column, list]) => [column, isArray(list) ? spread(list) : []] as const,
  );
  return Object.fromEntries(values);
}

/** INVARIANT: values of a protected dataset are not asked for, whoever asks. */
async function samplesOf(
  looking: Looking,
  table: LiveTable,
): Promise<{ readonly samples: Samples } | { readonly why: string }> {
  const { manifest, request, catalog } = looking;
  if (!request.isSampled) return { why: '' };
  if (catalog.protectedPatterns.some((pattern) => matches(pattern, table.name.toLowerCase())))
    return { why: 'it is protected' };
  const check = toolNamed(manifest, manifest.kernelTools.check);
  if (check === undefined) return { why: 'the manifest names no check tool' };
  const samples = await sampled(looking, check, table);
  return samples === undefined ? { why: 'the system did not sample it' } : { samples };
}

async function lookAt(looking: Looking): Promise<Looked | Failed> {
  const { manifest, catalog } = looking;
  const snapshot = toolNamed(manifest, manifest.kernelTools.snapshot);
  if (snapshot === undefined)
    return { failed: `the manifest of ${manifest.system} names no tool that tells its structure` };
  const content = await answered(looking, snapshot, {});
  const tables = content === undefined ? undefined : liveTables(content);
  if (tables === undefined) return { failed: 'the system tells its tables in a form that is not known' };
  const evidence = new Map<string, ReadonlyMap<string, Evidence>>();
  const notes: string[] = [];
  for (const table of tables) {
    const told = await samplesOf(looking, table);
    if ('why' in told && told.why !== '')
      notes.push(`${escaped(table.name, 200)} is not sampled: ${told.why}`);
    const samples = new Map('samples' in told ? Object.entries(told.samples) : []);
    const columns = table.columns.map(
      (column) => [column.name, evidenceFor(column, samples.get(column.name))] as const,
    );
    evidence.set(table.name, new Map(columns));
  }
  const nothing = (column: string): Evidence =>
    evidenceFor({ name: column, type: '', inKey: 0, comment: '' }, undefined);
  const evidenceOf: EvidenceOf = (table, column) => evidence.get(table)?.get(column) ?? nothing(column);
  return { system: manifest.system, tables, evidenceOf, notes, catalog };
}

/** Starts the system of a manifest, and ends it. */
export async function lookAtCatalog(survey: Survey, request: LookRequest): Promise<Looked | Failed> {
  const compiled = compileManifests([request.source], request.context, survey.digest);
  if ('problems' in compiled)
    return { failed: `the manifest has problems:\n${renderProblems(compiled.problems)}` };
  const [manifest] = compiled.registry.manifests;
  if (manifest === undefined || manifest.launch === 'native')
    return { failed: 'the manifest describes no system that can be started' };
  const { catalog } = compiled;
  try {
    return await whileLive(survey, { launch: manifest.launch }, (link) =>
      lookAt({ link, manifest, request, catalog }),
    );
  } catch (thrown) {
    return { failed: thrown instanceof Error ? escaped(thrown.message, 300) : 'the system did not answer' };
  }
}

export const draftOf = ({ tables, evidenceOf, catalog }: Looked): CatalogDraft =>
  draftCatalog(tables, catalog, evidenceOf);
export const differencesOf = ({ tables, evidenceOf, catalog }: Looked): readonly Difference[] =>
  compareCatalog(tables, catalog, evidenceOf);
