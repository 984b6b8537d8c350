/** The masker: answers lines of data with the same lines masked, by the kernel's own law, outside of any call. It refuses a line it cannot read, with a reason. */
import type { DatasetName, SystemName } from '../src/call/id.js';
import { isObject, type Json, type JsonObject, own } from '../src/call/json.js';
import type { Catalog, Dataset } from '../src/catalog/catalog.js';
import type { Digest } from '../src/digest.js';
import { type Choose, chooser } from '../src/egress/choose.js';
import { type DryTerms, type ExactFinding, type Masked, maskPlain, maskResult } from '../src/egress/dry.js';
import type { EgressColumn } from '../src/intercept/effects.js';
import { engineLine } from '../src/intercept/sql/sqlite/index.js';
import { compilePolicy } from '../src/policy/compile.js';
import type { MaskRule } from '../src/policy/obligation.js';
import { catalogWire, type Reader, type Schema } from './powers.js';

export interface MaskerMeans {
  readonly masks: readonly MaskRule[];
  readonly digestFor: (session: string) => Digest;
  /** Made when the first statement is to be read. */
  readonly reader: () => Reader;
}
export interface MaskAnswer {
  readonly id: Json;
  readonly findings: readonly ExactFinding[];
  readonly masked: Json;
  readonly withheld?: string;
}
export interface Masker {
  /** A tool's result with what is known of it. */
  result(line: string): Promise<MaskAnswer>;
  /** Plain text under an id. */
  text(line: string): MaskAnswer;
  close(): Promise<void>;
}
export type { ExactFinding } from '../src/egress/dry.js';

/** The masks of one policy text; undefined when it is not a policy. */
export function masksIn(text: string, digest: Pick<Digest, 'sha256'>): readonly MaskRule[] | undefined {
  const compiled = compilePolicy([{ file: 'policy', text }], digest);
  return 'problems' in compiled ? undefined : compiled.policy.masks;
}

const system = 'masked';
const engines = {
  sqlite: { name: 'sqlite', version: `${engineLine}.0` },
  postgres: { name: 'postgres', version: '18' },
} as const;
type Dialect = keyof typeof engines;
const isDialect = (name: Json): name is Dialect => typeof name === 'string' && Object.hasOwn(engines, name);
const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

interface Tables {
  readonly schema: Schema;
  readonly catalog: Catalog;
}

/** PostgreSQL's own parser cuts its script itself. */
function scriptOf(dialect: Dialect, statements: Schema['statements']): Schema['statements'] {
  if (dialect === 'sqlite') return statements;
  const schemas = [...new Set(statements.map(({ schema }) => schema))].filter((name) => name !== 'public');
  const sql = [
    ...schemas.map((name) => `CREATE SCHEMA ${quoted(name)}`),
    ...statements.map((one) => one.sql),
  ].join(';\n');
  return [{ schema: 'public', name: 'script', kind: 'script', sql }];
}

/** Tables as the line says them, as a structure and a catalog; undefined where the form is another. */
function tablesOf(given: Json | undefined, digest: Digest, dialect: Dialect): Tables | undefined {
  const tables = given !== undefined && isObject(given) ? own(given, 'tables') : undefined;
  if (tables === undefined || !isObject(tables)) return undefined;
  const home = dialect === 'sqlite' ? 'main' : 'public';
  const datasets = new Map<DatasetName, Dataset>();
  const statements: Schema['statements'][number][] = [];
  for (const [name, columns] of Object.entries(tables)) {
    if (!isObject(columns)) return undefined;
    const [schema = home, table = ''] = name.includes('.') ? name.split('.', 2) : [home, name];
    const entries = Object.entries(columns);
    if (entries.length === 0 || table === '') return undefined;
    const classes = entries.map(
      ([column, one]) => [column.toLowerCase(), typeof one === 'string' ? one : 'clear'] as const,
    );
    // The casts are true: these names live in this one reading, under the form that they were given in.
    const dataset = `${schema}.${table}`.toLowerCase() as DatasetName;
    datasets.set(dataset, {
      ...{ name: dataset, system: system as SystemName, tier: 'silver', form: 'table', key: [] },
      ...{ columns: Object.fromEntries(classes), isProtected: false, checks: {} },
    });
    const list = entries.map(([column]) => `${quoted(column)} text`).join(', ');
    const sql = `CREATE TABLE ${quoted(schema)}.${quoted(table)} (${list})`;
    statements.push({ schema, name: table, kind: 'table', sql });
  }
  const version = digest.sha256(JSON.stringify([dialect, tables]));
  return {
    schema: { digest: version, engine: engines[dialect], statements: scriptOf(dialect, statements) },
    catalog: { version, datasets, protectedPatterns: [] },
  };
}

type ReadEgress = { readonly egress: readonly EgressColumn[] } | { readonly withheld: string };

function readerDesk(means: MaskerMeans) {
  let reader: Reader | undefined;
  let loaded = '';
  return {
    async read(line: JsonObject, digest: Digest): Promise<ReadEgress | undefined> {
      const text = own(line, 'sql');
      if (text === undefined || text === null) return undefined;
      if (typeof text !== 'string') return { withheld: 'the statement is not a text' };
      const dialect = own(line, 'dialect') ?? 'sqlite';
      if (!isDialect(dialect)) return { withheld: 'the dialect is neither `sqlite` nor `postgres`' };
      const tables = tablesOf(own(line, 'catalog'), digest, dialect);
      if (tables === undefined)
        return { withheld: 'a statement needs `catalog` as {"tables":{table:{column:class}}}' };
      reader ??= means.reader();
      if (loaded !== tables.schema.digest) {
        try {
          await reader.load(system, tables.schema, catalogWire(tables.catalog));
        } catch {
          return { withheld: `the tables could not be loaded for the dialect \`${dialect}\`` };
        }
        loaded = tables.schema.digest;
      }
      const effects = await reader.read({ system, dialect, text });
      return effects.opaque.length > 0
        ? { withheld: `the statement was not understood: ${effects.opaque.slice(0, 3).join('; ')}` }
        : { egress: effects.egress };
    },
    close: async (): Promise<void> => reader?.close(),
  };
}

const stringsIn = (value: Json | undefined): Readonly<Record<string, string>> | undefined => {
  if (value === undefined || value === null) return {};
  if (!isObject(value)) return undefined;
  const entries = Object.entries(value).filter(([, one]) => one !== null);
  // Each has just been seen to be a text.
  return entries.every(([, one]) => typeof one === 'string')
    ? (Object.fromEntries(entries) as Readonly<Record<string, string>>)
    : undefined;
};

function parse(line: string): JsonObject | undefined {
  try {
    // `as`: what JSON.parse makes is Json by definition.
    const value = JSON.parse(line) as Json;
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const answer = (id: Json, { result, withheld, findings }: Masked): MaskAnswer => ({
  ...{ id, masked: result, findings },
  ...(withheld === undefined ? {} : { withheld }),
});
const refuse = (id: Json, withheld: string): MaskAnswer => ({ id, masked: null, withheld, findings: [] });

interface By {
  readonly choose: Choose;
  readonly digest: Digest;
  readonly desk: ReturnType<typeof readerDesk>;
}

async function whole(line: JsonObject, id: Json, by: By): Promise<MaskAnswer> {
  const columns = stringsIn(own(line, 'columns'));
  if (columns === undefined) return refuse(id, '`columns` is not {name: class}');
  const { digest, choose, desk } = by;
  const read = await desk.read(line, digest);
  if (read !== undefined && 'withheld' in read) return refuse(id, read.withheld);
  const schema = own(line, 'outputSchema');
  if (schema !== undefined && schema !== null && !isObject(schema))
    return refuse(id, '`outputSchema` is not an object');
  const terms: DryTerms = {
    ...{ choose, digest, known: { columns, ...read } },
    ...(isObject(schema) ? { outputSchema: schema } : {}),
  };
  return answer(id, maskResult(own(line, 'result') ?? null, terms));
}

export function createMasker(means: MaskerMeans): Masker {
  const choose = chooser(means.masks);
  const desk = readerDesk(means);
  const digests = new Map<string, Digest>();
  const digestOf = (line: JsonObject): Digest => {
    const session = String(own(line, 'session') ?? '');
    const digest = digests.get(session) ?? means.digestFor(session);
    if (digests.size < 1_000) digests.set(session, digest);
    return digest;
  };
  return {
    async result(text) {
      const line = parse(text);
      if (line === undefined) return refuse(null, 'the line is not a JSON object');
      const id = own(line, 'id') ?? null;
      try {
        return await whole(line, id, { choose, desk, digest: digestOf(line) });
      } catch {
        return refuse(id, 'the line could not be masked');
      }
    },
    text(given) {
      const line = parse(given);
      const id = line === undefined ? null : (own(line, 'id') ?? null);
      const plain = line === undefined ? undefined : own(line, 'text');
      if (line === undefined || typeof plain !== 'string')
        return refuse(id, 'the line is not {"id", "text"}');
      return answer(id, maskPlain(plain, { choose, digest: digestOf(line), known: { columns: {} } }));
    },
    close: desk.close,
  };
}
