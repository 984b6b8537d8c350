/** What a FROM gives: tables, views spelled out, subqueries, joins, functions. A table that nobody has told of is a doubt. */
import { type JsonObject, own } from '../../../call/json.js';
import { clear } from '../../../catalog/catalog.js';
import { checkType, derive } from './expression.js';
import { withMade } from './generated.js';
import {
  baseValue,
  type Column,
  choose,
  type Desk,
  declared,
  doubt,
  type Env,
  emptyEnv,
  freshInk,
  noteRead,
  type Source,
  union,
  unknownValue,
} from './ink.js';
import { type Relation, relationsNamed } from './relation.js';
import { isTrue, itemsOf, list, type Node, part, tagged, text, textIn, texts } from './tree.js';
import { functionColumns } from './words.js';

export interface From {
  readonly sources: readonly Source[];
  readonly merged: readonly Column[];
}
const deepestView = 20;

/** Positions take the names of an alias list. */
export const renamed = (columns: readonly Column[], names: readonly string[]): readonly Column[] =>
  columns.map((column, at) => ({ ...column, name: names[at] ?? column.name }));

const aliasOf = (body: JsonObject): { readonly name: string; readonly columns: readonly string[] } => {
  const alias = part(body, 'alias');
  return { name: text(alias, 'aliasname'), columns: texts(list(alias, 'colnames')) };
};

/** A view's own conditions are its author's; what it reads is read. Its catalogued columns may add a class, never lift one. */
function viewColumns(desk: Desk, view: Relation): readonly Column[] {
  if (desk.depth > deepestView || view.query === undefined) {
    doubt(desk, 'a view that cannot be read');
    return [];
  }
  const ink = freshInk();
  const inner = desk.query({ ...desk, ink, depth: desk.depth + 1 }, view.query, emptyEnv);
  for (const [dataset, columns] of ink.reads)
    for (const column of [undefined, ...columns]) noteRead(desk, dataset, column);
  for (const why of ink.doubts) doubt(desk, why);
  if (ink.writes.length + ink.control.size > 0) doubt(desk, 'a view that cannot be read');
  return renamed(inner, view.columns).map(({ name, value }) => {
    const isTold = Object.hasOwn(declared(desk.catalog, view.name)?.columns ?? {}, name);
    const own = isTold ? baseValue(desk, view.name, name).from.filter((one) => one.class !== clear) : [];
    return {
      name,
      value: own.length === 0 ? value : union([value, { from: own, how: value.how }], value.how),
    };
  });
}

export function relationColumns(desk: Desk, relation: Relation): readonly Column[] {
  noteRead(desk, relation.name);
  if (relation.kind === 'view') return viewColumns(desk, relation);
  if (relation.isWatched) doubt(desk, 'a policy of rows that cannot be read');
  for (const heir of relation.heirs) {
    const found = desk.structure.relations.get(heir);
    if (found !== undefined) relationColumns(desk, found);
  }
  const plain = relation.columns.map((name) => ({ name, value: baseValue(desk, relation.name, name) }));
  return withMade(desk, relation, plain);
}

/** The one relation that a RangeVar names; undefined, with the doubt told, when there is none or more than one could be meant. */
export function relationOf(desk: Desk, body: JsonObject): Relation | undefined {
  const found = relationsNamed(desk.structure, text(body, 'schemaname'), text(body, 'relname'));
  if (found.length > 1) doubt(desk, 'an unqualified name fits two tables');
  if (found.length === 0) doubt(desk, 'a table that is not known');
  if (text(body, 'catalogname') !== '') doubt(desk, 'a name in another database');
  return found[0];
}

const isSystem = (schema: string, name: string): boolean =>
  ['pg_catalog', 'information_schema', 'pg_toast'].includes(schema) ||
  (schema === '' && name.startsWith('pg_'));

function systemSource(desk: Desk, body: JsonObject, alias: string): Source {
  const [schema, name] = [text(body, 'schemaname'), text(body, 'relname')];
  const dataset = `${schema === '' ? 'pg_catalog' : schema}.${name}`;
  if (schema !== 'information_schema') doubt(desk, 'a system catalog');
  noteRead(desk, /^[a-z_.0-9]{1,80}$/.test(dataset) ? dataset : 'pg_catalog._');
  return { alias, dataset: '', columns: [], anything: unknownValue };
}

function cteNamed(env: Env, name: string): readonly Column[] | undefined {
  for (let at: Env | undefined = env; at !== undefined; at = at.outer) {
    const found = at.ctes.get(name);
    if (found !== undefined) return found;
  }
  return undefined;
}

function table(desk: Desk, body: JsonObject, env: Env): Source {
  const [schema, name] = [text(body, 'schemaname'), text(body, 'relname')];
  const alias = aliasOf(body);
  const cte = schema === '' ? cteNamed(env, name) : undefined;
  if (cte !== undefined)
    return {
      alias: alias.name || name,
      dataset: '',
      columns: renamed(cte, alias.columns),
      anything: undefined,
    };
  if (isSystem(schema, name)) return systemSource(desk, body, alias.name || name);
  const relation = relationOf(desk, body);
  const columns = relation === undefined ? [] : relationColumns(desk, relation);
  const dataset = alias.name === '' ? (relation?.name ?? '') : '';
  return {
    alias: alias.name || name,
    dataset,
    columns: renamed(columns, alias.columns),
    anything: relation === undefined ? unknownValue : undefined,
  };
}

const functionName = (node: Node): string => texts(list(tagged(node).body, 'funcname')).at(-1) ?? '';

function tableFunction(desk: Desk, body: JsonObject, env: Env): Source {
  const calls = list(body, 'functions').map((one) => itemsOf(one)[0]);
  const value = { ...union(calls.map((one) => derive(desk, one, env))), how: 'transformed' as const };
  const given = aliasOf(body);
  for (const one of list(body, 'coldeflist')) checkType(desk, part(tagged(one).body, 'typeName'));
  const defined = list(body, 'coldeflist').map((one) => text(tagged(one).body, 'colname'));
  const [name = ''] = calls.map(functionName);
  const usual = functionColumns.get(name) ?? [given.name || name];
  const names = defined.length > 0 ? defined : usual;
  const columns = renamed(
    names.map((one) => ({ name: one, value })),
    given.columns,
  );
  const more = given.columns.slice(columns.length).map((one) => ({ name: one, value }));
  const isCounted = isTrue(body, 'ordinality') && given.columns.length === 0;
  const counter: readonly Column[] = isCounted
    ? [{ name: 'ordinality', value: { from: [], how: 'literal' } }]
    : [];
  return {
    alias: given.name || name,
    dataset: '',
    columns: [...columns, ...more, ...counter],
    anything: calls.length > 1 || names.length > 1 || defined.length > 0 ? value : undefined,
  };
}

function jsonTable(desk: Desk, body: JsonObject, env: Env): Source {
  const context = part(body, 'context_item');
  const value = derive(desk, own(context ?? {}, 'raw_expr'), env);
  return { alias: aliasOf(body).name, dataset: '', columns: [], anything: value };
}

const allColumns = ({ sources, merged }: From): readonly Column[] => [
  ...merged,
  ...sources.flatMap(({ columns }) => columns.filter(({ name }) => !merged.some((one) => one.name === name))),
];

/** USING and NATURAL make one column of two, and choose rows by it. */
function joinedByName(desk: Desk, body: JsonObject, sides: readonly [From, From]): readonly Column[] {
  const [left, right] = sides.map(allColumns);
  const named = texts(list(body, 'usingClause'));
  const shared = (left ?? [])
    .map(({ name }) => name)
    .filter((name) => (right ?? []).some((one) => one.name === name));
  const names = isTrue(body, 'isNatural') ? shared : named;
  return names.map((name) => {
    const value = union(
      [...(left ?? []), ...(right ?? [])].filter((one) => one.name === name).map((one) => one.value),
      'identity',
    );
    for (const { dataset, column } of value.from) if (dataset !== '') noteRead(desk, dataset, column);
    choose(desk, value);
    return { name, value };
  });
}

function join(desk: Desk, body: JsonObject, env: Env): From {
  const left = fromItem(desk, own(body, 'larg'), env);
  const right = fromItem(desk, own(body, 'rarg'), { ...env, sources: [...env.sources, ...left.sources] });
  const sources = [...left.sources, ...right.sources];
  const merged = [...joinedByName(desk, body, [left, right]), ...left.merged, ...right.merged];
  const quals = own(body, 'quals');
  if (quals !== undefined) choose(desk, derive(desk, quals, { ...env, sources, merged }));
  const alias = aliasOf(body);
  if (alias.name === '') return { sources, merged };
  const columns = renamed(allColumns({ sources, merged }), alias.columns);
  const open = sources.flatMap(({ anything }) => anything ?? []);
  return {
    sources: [
      { alias: alias.name, dataset: '', columns, anything: open.length > 0 ? union(open) : undefined },
    ],
    merged: [],
  };
}

/** `env` holds what stands before it in the same FROM: only what is LATERAL may see that. */
function fromItem(desk: Desk, node: Node, env: Env): From {
  const { tag, body } = tagged(node);
  const one = (source: Source): From => ({ sources: [source], merged: [] });
  if (tag === 'RangeVar') return one(table(desk, body, env));
  if (tag === 'JoinExpr') return join(desk, body, env);
  if (tag === 'RangeFunction') return one(tableFunction(desk, body, env));
  if (tag === 'JsonTable') return one(jsonTable(desk, body, env));
  if (tag === 'RangeTableSample') {
    derive(desk, { List: { items: list(body, 'args') } }, env);
    if (!['bernoulli', 'system'].includes(textIn(list(body, 'method').at(-1))))
      doubt(desk, 'a sampling method that is not on the list');
    return fromItem(desk, own(body, 'relation'), env);
  }
  if (tag === 'RangeSubselect') {
    const isLateral = isTrue(body, 'lateral');
    const around: Env = isLateral
      ? { ...env, sources: [], merged: [], outer: env }
      : { ...emptyEnv, ctes: env.ctes, outer: env.outer };
    const alias = aliasOf(body);
    const columns = renamed(desk.query(desk, own(body, 'subquery'), around), alias.columns);
    return one({ alias: alias.name, dataset: '', columns, anything: undefined });
  }
  doubt(desk, 'a source of a kind that is not on the list');
  return one({ alias: '', dataset: '', columns: [], anything: unknownValue });
}

export function fromAll(desk: Desk, nodes: readonly Node[], env: Env): Env {
  const sources = [...env.sources];
  const merged = [...env.merged];
  for (const node of nodes) {
    const found = fromItem(desk, node, { ...env, sources: [...sources], merged: [...merged] });
    sources.push(...found.sources);
    merged.push(...found.merged);
  }
  return { ...env, sources, merged };
}
