/** Reads the statement of a line that is masked outside of any call, on tables that the line itself names. It refuses one that was not understood, with a reason. */
import type { DatasetName, SystemName } from '../../src/call/id.js';
import { isObject, type Json, type JsonObject, own } from '../../src/call/json.js';
import type { Catalog, Dataset } from '../../src/catalog/catalog.js';
import type { Digest } from '../../src/digest.js';
import type { EgressColumn } from '../../src/intercept/effects.js';
import { engineLine } from '../../src/intercept/sql/sqlite/index.js';
import { catalogWire, type Reader, type Schema } from '../powers.js';

const system = 'masked';
const engines = {
  sqlite: { name: 'sqlite', version: `${engineLine}.0` },
  postgres: { name: 'postgres', version: '18' },
} as const;
type Dialect = keyof typeof engines;
/** Nobody says what the columns hold: of what may be a number SQLite gives sums, and PostgreSQL is asked for none by its grammar alone. */
const types = { sqlite: 'numeric', postgres: 'text' } as const;
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
    // INVARIANT: what is no class is not clear.
    const areClasses = entries.every(([, one]) => one === null || (typeof one === 'string' && one !== ''));
    if (entries.length === 0 || table === '' || !areClasses) return undefined;
    const classes = entries.map(
      ([column, one]) => [column.toLowerCase(), one === null ? 'clear' : String(one)] as const,
    );
    // The casts are true: these names live in this one reading, under the form that they were given in.
    const dataset = `${schema}.${table}`.toLowerCase() as DatasetName;
    datasets.set(dataset, {
      ...{ name: dataset, system: system as SystemName, tier: 'silver', form: 'table', key: [] },
      ...{ columns: Object.fromEntries(classes), isProtected: false, checks: {} },
    });
    const list = entries.map(([column]) => `${quoted(column)} ${types[dialect]}`).join(', ');
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

export interface StatementDesk {
  /** Undefined where the line has no statement. */
  read(line: JsonObject, digest: Digest): Promise<ReadEgress | undefined>;
  close(): Promise<void>;
}

/** Its reader is made when the first statement is to be read. */
export function statementDesk(readerFor: () => Reader): StatementDesk {
  let reader: Reader | undefined;
  let loaded = '';
  return {
    async read(line, digest) {
      const text = own(line, 'sql');
      if (text === undefined || text === null) return undefined;
      if (typeof text !== 'string') return { withheld: 'the statement is not a text' };
      const dialect = own(line, 'dialect') ?? 'sqlite';
      if (!isDialect(dialect)) return { withheld: 'the dialect is neither `sqlite` nor `postgres`' };
      const tables = tablesOf(own(line, 'catalog'), digest, dialect);
      if (tables === undefined)
        return {
          withheld:
            'a statement needs `catalog` as {"tables":{table:{column:class}}}, with null for a clear column',
        };
      reader ??= readerFor();
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
    close: async () => reader?.close(),
  };
}
