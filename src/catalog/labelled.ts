/** A catalog of labels (`pii_columns`, `tables`, `views`, `protected_schemas`) as a Catalog. A column that it does not list stays undeclared. */
import { datasetName, type Sha256, systemName } from '../call/id.js';
import { isArray, isObject, type Json, type JsonObject, own } from '../call/json.js';
import { type Catalog, clear, type Dataset, type Tier, tiers } from './catalog.js';

/** What the schema tells beside the labels: declared keys, and the columns of views. */
export interface Beside {
  readonly keys: ReadonlyMap<string, readonly string[]>;
  readonly columnsOf: (query: string) => readonly string[];
  readonly version: Sha256;
}

const textsOf = (value: Json | undefined): readonly string[] | undefined =>
  value !== undefined && isArray(value) && value.every((one) => typeof one === 'string') ? value : undefined;

const partOf = (root: JsonObject, name: string): readonly (readonly [string, Json])[] | undefined => {
  const part = own(root, name);
  if (part === undefined) return [];
  return isObject(part) ? Object.entries(part) : undefined;
};

const tierOfSchema = (schema: string): Tier =>
  tiers.find((tier) => tier === schema) ?? (schema === 'staging' ? 'bronze' : 'silver');

interface Sheet {
  readonly pii: ReadonlyMap<string, readonly string[]>;
  readonly guarded: readonly string[];
  readonly beside: Beside;
}

function datasetOf(sheet: Sheet, label: string, columns: readonly string[]): Dataset | undefined {
  const name = datasetName(label.toLowerCase());
  const system = systemName('sql');
  if (name === undefined || system === undefined) return undefined;
  const [schema = ''] = name.split('.');
  const pii = sheet.pii.get(name) ?? [];
  const classed = [...columns, ...pii].map(
    (column) => [column.toLowerCase(), pii.includes(column) ? `pii.${column.toLowerCase()}` : clear] as const,
  );
  const isProtected = sheet.guarded.includes(schema);
  const key = sheet.beside.keys.get(name) ?? [];
  const tier = tierOfSchema(schema);
  return {
    name,
    system,
    tier,
    form: 'table',
    key,
    columns: Object.fromEntries(classed),
    isProtected,
    checks: {},
  };
}

/** The catalog, or what is wrong with it. */
export function labelledCatalog(root: Json, beside: Beside): Catalog | string {
  if (!isObject(root)) return 'the catalog is not an object';
  const [pii, tables, views] = ['pii_columns', 'tables', 'views'].map((name) => partOf(root, name));
  const guarded = textsOf(own(root, 'protected_schemas') ?? []);
  if (pii === undefined || tables === undefined || views === undefined || guarded === undefined)
    return 'the catalog needs objects `pii_columns`, `tables` and `views`, and a list `protected_schemas`';
  const listed = [...pii, ...tables].map(([name, value]) => [name.toLowerCase(), textsOf(value)] as const);
  const broken = listed.find(([, columns]) => columns === undefined);
  if (broken !== undefined) return `the columns of \`${broken[0]}\` are not a list of names`;
  const lists = listed.map(([name, columns]) => [name, columns ?? []] as const);
  const sheet: Sheet = { pii: new Map(lists.slice(0, pii.length)), guarded, beside };
  const shown = views.map(
    ([name, query]) => [name, typeof query === 'string' ? beside.columnsOf(query) : []] as const,
  );
  const datasets = [...lists, ...shown].flatMap(([name, columns]) => datasetOf(sheet, name, columns) ?? []);
  const protectedPatterns = guarded.map((schema) => `${schema}.*`);
  return {
    version: beside.version,
    datasets: new Map(datasets.map((one) => [one.name, one])),
    protectedPatterns,
  };
}

/** The schemas in which PostgreSQL looks an unqualified name up, in their order. */
export const searchPathOf = (root: Json): readonly string[] =>
  isObject(root) ? (textsOf(own(root, 'postgres_search_path')) ?? []) : [];
