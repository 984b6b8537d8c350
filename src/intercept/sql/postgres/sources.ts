/** What a FROM gives: tables, views spelled out, subqueries, joins, functions. A table that nobody has told of is a doubt. */
import { type JsonObject, own } from '../../../call/json.js';
import { clear } from '../../../catalog/catalog.js';
import { derive } from './expression.js';
import { askParted, checkFamily, hasFamily, isTold, shownBy, under } from './family.js';
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
  isClassified,
  noteRead,
  type Source,
  union,
  unknownValue,
  type Value,
} from './ink.js';
import { visible } from './names.js';
import { type Relation, relationsNamed } from './relation.js';
import { aliasOf, jsonTable, renamed, tableFunction } from './row-functions.js';
import { isTrue, list, type Node, tagged, text, textIn, texts } from './tree.js';

const deepestView = 20;

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
      // What its author put together counts as one.
      value: {
        ...(own.length === 0 ? value : union([value, { from: own, how: value.how }], value.how)),
        weight: 1,
      },
    };
  });
}

/** Of one table alone, as it is declared. */
function ownColumns(desk: Desk, relation: Relation): readonly Column[] {
  noteRead(desk, relation.name);
  if (relation.isWatched) doubt(desk, 'a policy of rows that cannot be read');
  const plain = relation.columns.map((name) => ({ name, value: baseValue(desk, relation.name, name) }));
  return withMade(desk, relation, plain);
}

/** What its parts and heirs hold is shown here as well; what a part that has no name of its own makes by itself is made of its table's. */
function kinColumns(desk: Desk, relation: Relation, plain: readonly Column[]): readonly Column[] {
  const kin = under(desk.structure, relation).flatMap((one) =>
    isTold(desk, one)
      ? ownColumns(desk, one)
      : withMade(desk, { ...one, name: relation.name }, plain).filter(({ name }) => one.made.has(name)),
  );
  const shown = shownBy(desk, relation).flatMap((one) =>
    one.columns.map((name) => ({ name, value: baseValue(desk, one.name, name) })),
  );
  return [...kin, ...shown];
}

export function relationColumns(desk: Desk, relation: Relation): readonly Column[] {
  if (relation.kind === 'view') {
    noteRead(desk, relation.name);
    return viewColumns(desk, relation);
  }
  const own = ownColumns(desk, relation);
  if (!hasFamily(relation)) return own;
  checkFamily(desk, relation);
  const kin = kinColumns(desk, relation, own).filter(({ value }) => isClassified(value));
  // INVARIANT: a row bears the classes of every table that it is shown by.
  const columns = own.map(({ name, value }) => ({
    name,
    value: alike(
      value,
      kin.flatMap((one) => (one.name === name ? one.value : [])),
    ),
  }));
  askParted(desk, relation, columns);
  return columns;
}

/** The same value under other names. */
const alike = (value: Value, others: readonly Value[]): Value =>
  others.length === 0
    ? value
    : {
        ...union([value, ...others], value.how),
        isKept: [value, ...others].every(({ isKept }) => isKept === true),
      };

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

/** USING and NATURAL make one column of two, and choose rows by it. */
function joinedByName(
  desk: Desk,
  body: JsonObject,
  sides: readonly (readonly Source[])[],
): readonly Column[] {
  const [left = [], right = []] = sides.map((sources) => sources.flatMap(visible));
  const open = sides.flat().flatMap(({ anything }) => anything ?? []);
  const named = texts(list(body, 'usingClause'));
  const isNatural = isTrue(body, 'isNatural');
  if (isNatural && open.length > 0) doubt(desk, 'all columns of what has not told them');
  const shared = left.map(({ name }) => name).filter((name) => right.some((one) => one.name === name));
  return (isNatural ? shared : named).map((name) => {
    const both = [...left, ...right].filter((one) => one.name === name).map((one) => one.value);
    const value = union([...both, ...open], 'identity');
    for (const { dataset, column } of value.from) if (dataset !== '') noteRead(desk, dataset, column);
    choose(desk, value);
    return { name, value };
  });
}

/** In the order of `*`: what is joined by name, then what else either side shows. */
function join(desk: Desk, body: JsonObject, env: Env): readonly Source[] {
  const left = fromItem(desk, own(body, 'larg'), env);
  const right = fromItem(desk, own(body, 'rarg'), { ...env, sources: [...env.sources, ...left] });
  const merged = joinedByName(desk, body, [left, right]);
  const names = merged.map(({ name }) => name);
  const hide = (source: Source): Source => ({
    ...source,
    hidden: new Set([...(source.hidden ?? []), ...names]),
  });
  const first: Source = { alias: '', dataset: '', columns: merged, anything: undefined };
  const sources = merged.length === 0 ? [...left, ...right] : [first, ...[...left, ...right].map(hide)];
  const quals = own(body, 'quals');
  if (quals !== undefined) choose(desk, derive(desk, quals, { ...env, sources }));
  const alias = aliasOf(body);
  if (alias.name === '') return sources;
  const open = sources.flatMap(({ anything }) => anything ?? []);
  if (open.length > 0) doubt(desk, 'all columns of what has not told them');
  return [
    {
      alias: alias.name,
      dataset: '',
      columns: renamed(sources.flatMap(visible), alias.columns),
      anything: undefined,
    },
  ];
}

/** `env` holds what stands before it in the same FROM: only what is LATERAL may see that. */
function fromItem(desk: Desk, node: Node, env: Env): readonly Source[] {
  const { tag, body } = tagged(node);
  if (tag === 'RangeVar') return [table(desk, body, env)];
  if (tag === 'JoinExpr') return join(desk, body, env);
  if (tag === 'RangeFunction') return [tableFunction(desk, body, env)];
  if (tag === 'JsonTable') return [jsonTable(desk, body, env)];
  if (tag === 'RangeTableSample') {
    // Which rows are taken is made of these.
    choose(
      desk,
      derive(desk, { List: { items: [...list(body, 'args'), own(body, 'repeatable') ?? null] } }, env),
    );
    if (!['bernoulli', 'system'].includes(textIn(list(body, 'method').at(-1))))
      doubt(desk, 'a sampling method that is not on the list');
    return fromItem(desk, own(body, 'relation'), env);
  }
  if (tag === 'RangeSubselect') {
    const isLateral = isTrue(body, 'lateral');
    const around: Env = isLateral
      ? { ...env, sources: [], outer: env }
      : { ...emptyEnv, ctes: env.ctes, outer: env.outer };
    const alias = aliasOf(body);
    const columns = renamed(desk.query(desk, own(body, 'subquery'), around), alias.columns);
    return [{ alias: alias.name, dataset: '', columns, anything: undefined }];
  }
  doubt(desk, 'a source of a kind that is not on the list');
  return [{ alias: '', dataset: '', columns: [], anything: unknownValue }];
}

export function fromAll(desk: Desk, nodes: readonly Node[], env: Env): Env {
  const sources = [...env.sources];
  for (const node of nodes) sources.push(...fromItem(desk, node, { ...env, sources: [...sources] }));
  return { ...env, sources };
}
