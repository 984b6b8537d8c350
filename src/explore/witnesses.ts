/** Calls that could change something, one a tool and dataset: what an exploration lets meet. They are written from the catalog alone, and hold no value of the data. */
import type { JsonObject } from '../call/json.js';
import { type Catalog, clear, type Dataset } from '../catalog/catalog.js';
import type { Argument, Registry, Tool } from '../manifest/manifest.js';

export interface Witness {
  readonly tool: string;
  readonly args: JsonObject;
}

const writing = ['insert', 'update', 'delete', 'create', 'promote', 'validate'] as const;

const changes = ({ can }: Tool): boolean => can.some((action) => writing.some((one) => one === action));

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const tableOf = ({ name }: Dataset): string => name.split('.').map(quoted).join('.');

const pinned = ({ key }: Dataset): string => key.map((column) => `${quoted(column)} = 1`).join(' AND ');

const isFree = ({ key }: Dataset, column: string): boolean => !key.includes(column);

/** A classified value into a column that is declared clear: its class has to follow. */
function carrying(dataset: Dataset): readonly string[] {
  const columns = Object.entries(dataset.columns).filter(([column]) => isFree(dataset, column));
  const [to] = columns.filter(([, name]) => name === clear);
  const [from] = columns.filter(([, name]) => name !== clear);
  return to === undefined || from === undefined
    ? []
    : [`UPDATE ${tableOf(dataset)} SET ${quoted(to[0])} = ${quoted(from[0])} WHERE ${pinned(dataset)}`];
}

/** The target has no column that the source lacks. */
const fits = (source: Dataset, target: Dataset): boolean =>
  Object.keys(target.columns).length > 0 &&
  Object.keys(target.columns).every((column) => Object.hasOwn(source.columns, column));

const published = (target: Dataset, tables: readonly Dataset[]): readonly string[] => {
  if (target.tier !== 'gold') return [];
  const columns = Object.keys(target.columns).map(quoted).join(', ');
  return tables
    .filter((source) => source.tier === 'silver' && source.system === target.system && fits(source, target))
    .map((source) => `INSERT INTO ${tableOf(target)} (${columns}) SELECT ${columns} FROM ${tableOf(source)}`);
};

function statements(tool: Tool, tables: readonly Dataset[]): readonly string[] {
  const can = (action: Tool['can'][number]): boolean => tool.can.includes(action);
  return tables
    .filter((dataset) => dataset.system === tool.system)
    .flatMap((dataset) => [
      ...(can('delete') && dataset.key.length > 0
        ? [`DELETE FROM ${tableOf(dataset)} WHERE ${pinned(dataset)}`]
        : []),
      ...(can('update') && dataset.key.length > 0 ? carrying(dataset) : []),
      ...(can('insert') ? published(dataset, tables) : []),
    ]);
}

type Choice = readonly (readonly [string, JsonObject[string]])[];

/** What has no checks cannot be validated, and only what lies above is promoted to. */
function placed({ use }: Argument, all: readonly Dataset[]): readonly Dataset[] {
  if (use === 'promote') return all.filter(({ tier }) => tier === 'gold');
  return use === 'validate' ? all.filter(({ checks }) => Object.keys(checks).length > 0) : all;
}

/** Ways to fill one argument; none where only a person could. */
function valuesOf(argument: Argument, tool: Tool, all: readonly Dataset[]): readonly Choice[] {
  const named = (value: string): Choice => [[argument.name, value]];
  const ours = all.filter(({ system, form }) => form === 'objects' && system === tool.system);
  if (argument.readsAs.startsWith('sql/'))
    return statements(
      tool,
      all.filter(({ form }) => form === 'table'),
    ).map(named);
  if (argument.readsAs === 'object-key') return ours.map(({ prefix = '' }) => named(`${prefix}explored.csv`));
  if (argument.readsAs === 'dataset') return placed(argument, all).map(({ name }) => named(name));
  if (!argument.isRequired) return [[]];
  if (argument.readsAs === 'body') return [named('explored')];
  const { type, enum: choices } = argument.schema;
  if (Array.isArray(choices)) return choices.slice(0, 1).map((value) => [[argument.name, value]]);
  return type === 'string'
    ? [named('explored')]
    : type === 'integer' || type === 'number'
      ? [[[argument.name, 1]]]
      : [];
}

function filled(tool: Tool, all: readonly Dataset[]): readonly Witness[] {
  const ways = tool.arguments
    .filter((argument) => argument.isKernelOnly !== true)
    .map((argument) => valuesOf(argument, tool, all));
  const products = ways.reduce<readonly Choice[]>(
    (so, next) => so.flatMap((one) => next.map((more): Choice => [...one, ...more])),
    [[]],
  );
  return products
    .map((choice) => ({ tool: tool.name, args: Object.fromEntries(choice) }))
    .filter(({ args }) => makesSense(tool, args, all));
}

/** A copy goes elsewhere, and into a table that has its columns. */
function makesSense(tool: Tool, args: JsonObject, all: readonly Dataset[]): boolean {
  const given = tool.arguments.flatMap(({ name }) => (Object.hasOwn(args, name) ? [args[name]] : []));
  if (new Set(given).size < given.length) return false;
  const named = (use: Argument['use']) =>
    all.find(({ name }) =>
      tool.arguments.some((one) => one.readsAs === 'dataset' && one.use === use && args[one.name] === name),
    );
  const [source, target] = [named('read'), named('promote')];
  // What has no checks earns no receipt, and nothing is promoted without one.
  if (source !== undefined && target !== undefined && Object.keys(source.checks).length === 0) return false;
  return source === undefined || target?.form !== 'table' || fits(source, target);
}

export const witnesses = (registry: Registry, { datasets }: Catalog): readonly Witness[] => {
  const all = [...datasets.values()];
  return [...registry.tools.values()]
    .filter((tool) => tool.audience === 'agent' && changes(tool))
    .flatMap((tool) => filled(tool, all));
};

/** Reads of what holds a class: one a tool and dataset, of the columns that hold it alone where the tool can name columns. */
export function readersOf(
  registry: Registry,
  { datasets }: Catalog,
  holds: (dataset: Dataset) => readonly string[],
): readonly Witness[] {
  const holding = [...datasets.values()].filter((dataset) => holds(dataset).length > 0);
  const select = (dataset: Dataset): Choice[number][1] =>
    `SELECT ${holds(dataset).map(quoted).join(', ')} FROM ${tableOf(dataset)}`;
  const tools = [...registry.tools.values()].filter(
    ({ audience, can }) => audience === 'agent' && can.includes('read'),
  );
  return tools.flatMap((tool) => {
    const statement = tool.arguments.find(({ readsAs }) => readsAs.startsWith('sql/'));
    if (statement === undefined) return filled(tool, holding);
    return holding
      .filter(({ system, form }) => system === tool.system && form === 'table')
      .map((dataset) => ({ tool: tool.name, args: { [statement.name]: select(dataset) } }));
  });
}

/** Questions about a class that a budget may bound: rows are counted that are chosen by a column of it, under the key. */
export function questionsAbout(registry: Registry, { datasets }: Catalog, name: string): readonly Witness[] {
  const asked = [...datasets.values()].flatMap((dataset) =>
    Object.entries(dataset.columns)
      .filter(([column, of]) => of === name && dataset.key.length > 0 && isFree(dataset, column))
      .slice(0, 1)
      .map(([column]) => ({ dataset, column })),
  );
  return [...registry.tools.values()]
    .filter(({ audience, can }) => audience === 'agent' && can.includes('read'))
    .flatMap((tool) => {
      const statement = tool.arguments.find(({ readsAs }) => readsAs.startsWith('sql/'));
      return asked
        .filter(({ dataset }) => statement !== undefined && dataset.system === tool.system)
        .map(({ dataset, column }) => ({
          tool: tool.name,
          args: {
            [statement?.name ?? '']:
              `SELECT count(*) AS n FROM ${tableOf(dataset)} WHERE ${pinned(dataset)} AND ${quoted(column)} = 'explored'`,
          },
        }));
    });
}

/** A receipt for each promise that the catalog can make, as if all had just been earned. */
export const everyReceipt = ({
  datasets,
}: Catalog): readonly { dataset: string; kind: string; age: number }[] =>
  [...datasets.values()].flatMap(({ name, checks }) =>
    Object.keys(checks).map((kind) => ({ dataset: name, kind, age: 1_000 })),
  );
