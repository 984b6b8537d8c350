/** Has statements read for a person or a script, by the reader that the kernel uses, against a schema from a file or from a live system. It runs none of them. */

import { isObject, type Json } from '../../src/call/json.js';
import type { Catalog } from '../../src/catalog/catalog.js';
import { labelledCatalog, searchPathOf } from '../../src/catalog/labelled.js';
import type { Digest } from '../../src/digest.js';
import { isEffects, opaque } from '../../src/intercept/effects.js';
import { answerOf, type SqlAnswer } from '../../src/intercept/sql/answer.js';
import { pointAt, type Span } from '../../src/intercept/sql/pointing.js';
import { columnsOfQuery, engineLine, keysIn, objectsIn } from '../../src/intercept/sql/sqlite/index.js';
import type { CompileContext, SourceFile } from '../../src/manifest/compile.js';
import { compileManifests } from '../../src/manifest/compile.js';
import type { Manifest } from '../../src/manifest/manifest.js';
import { renderProblems } from '../../src/yaml/document.js';
import type { Failed } from '../messages.js';
import { type AbortSignalLike, catalogWire, type Reader, type Schema } from '../powers.js';
import { schemaOf } from '../systems/structures.js';
import { type Survey, whileLive } from './survey.js';

export type { Span, SqlAnswer };
/** The dialects of this door; the kernel's own list may be shorter. */
export const readable = ['sqlite', 'postgres'] as const;
export type Readable = (typeof readable)[number];
export const isReadable = (name: unknown): name is Readable => readable.some((one) => one === name);

export interface Lake {
  readonly dialect: Readable;
  readonly schema: Schema;
  readonly catalog: Catalog;
}

export interface LakeFiles {
  readonly catalog: string;
  readonly schema: string;
  readonly dialect: Readable;
}

type Hash = Pick<Digest, 'sha256'>;

function jsonOf(text: string): Json | undefined {
  try {
    // JSON.parse makes nothing but JSON.
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** PostgreSQL's own parser cuts its script; the search path stands before it as the statement that sets it. */
const scriptOf = (dialect: Readable, script: string, path: readonly string[]): Schema['statements'] => {
  if (dialect === 'sqlite') return objectsIn(script);
  const names = path.map((name) => `"${name.replaceAll('"', '""')}"`).join(', ');
  const sql = names === '' ? script : `SET search_path TO ${names};\n${script}`;
  return [{ schema: 'public', name: 'script', kind: 'script', sql }];
};

const engines = {
  sqlite: { name: 'sqlite', version: `${engineLine}.0` },
  postgres: { name: 'postgres', version: '18' },
} as const;

export function lakeOf(files: LakeFiles, digest: Hash): Lake | Failed {
  const root = jsonOf(files.catalog);
  if (root === undefined) return { failed: 'the catalog is not JSON' };
  if (files.schema.trim() !== '' && !/\bcreate\b/i.test(files.schema))
    return { failed: 'the schema holds no CREATE statement: name the file that makes the tables' };
  const version = digest.sha256(`${files.catalog}\n${files.schema}`);
  const keys = keysIn(files.schema);
  const catalog = labelledCatalog(root, { keys, columnsOf: columnsOfQuery, version });
  if (typeof catalog === 'string') return { failed: catalog };
  const { dialect } = files;
  const statements = scriptOf(dialect, files.schema, searchPathOf(root));
  return { dialect, catalog, schema: { digest: version, engine: engines[dialect], statements } };
}

const tellWithin = 30_000;

async function snapshotOf(
  survey: Survey,
  manifest: Manifest,
  signal: AbortSignalLike,
): Promise<Schema | Failed> {
  const { launch } = manifest;
  const tool = manifest.tools.find(({ name }) => name === manifest.kernelTools.snapshot);
  if (launch === 'native' || tool === undefined)
    return { failed: `the manifest of ${manifest.system} names no tool that tells its structure` };
  return whileLive(survey, { launch }, async (link) => {
    const { structuredContent } = await link.call(tool.remote, {}, { signal, deadline: tellWithin });
    const schema = isObject(structuredContent) ? schemaOf(structuredContent) : undefined;
    return schema ?? { failed: 'the system tells its structure in a form that is not known' };
  });
}

export interface LiveRequest {
  readonly source: SourceFile;
  readonly context: CompileContext;
  readonly signal: AbortSignalLike;
}

/** The schema as the live system tells it, and the catalog of its manifest. */
export async function liveLake(
  survey: Survey,
  { source, context, signal }: LiveRequest,
): Promise<Lake | Failed> {
  const compiled = compileManifests([source], context, survey.digest);
  if ('problems' in compiled)
    return { failed: `the manifest has problems:\n${renderProblems(compiled.problems)}` };
  const [manifest] = compiled.registry.manifests;
  if (manifest === undefined || !isReadable(manifest.dialect))
    return { failed: 'the manifest names no dialect that can be read' };
  try {
    const schema = await snapshotOf(survey, manifest, signal);
    return 'failed' in schema ? schema : { dialect: manifest.dialect, schema, catalog: compiled.catalog };
  } catch (thrown) {
    return { failed: thrown instanceof Error ? thrown.message : 'the system did not tell its structure' };
  }
}

export interface Told {
  readonly answer: SqlAnswer;
  /** The part of the statement that the answer is about, for whoever shows it. */
  readonly span: () => Span | undefined;
}

export interface Statements {
  tell(dialect: string, text: string): Promise<Told>;
}

const system = 'sql';

/** INVARIANT: the reader is the kernel's own, so a statement means here what it means there. */
export async function openStatements(
  reader: Pick<Reader, 'load' | 'read'>,
  lakes: readonly Lake[],
): Promise<Statements | Failed> {
  for (const { dialect, schema, catalog } of lakes)
    try {
      await reader.load(`${system}-${dialect}`, schema, catalogWire(catalog));
    } catch (thrown) {
      return { failed: thrown instanceof Error ? thrown.message : 'the schema could not be loaded' };
    }
  return {
    async tell(dialect, text) {
      const known = lakes.some((lake) => lake.dialect === dialect);
      const read: unknown = known
        ? await reader.read({ system: `${system}-${dialect}`, dialect, text })
        : opaque('no schema is given for this dialect');
      const effects = isEffects(read) ? read : opaque('the reader failed');
      return { answer: answerOf(effects), span: () => pointAt(text, effects) };
    },
  };
}
