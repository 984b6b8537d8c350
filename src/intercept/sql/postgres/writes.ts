/** INSERT, UPDATE, DELETE, MERGE and TRUNCATE: what is written, how tightly, from where. What fires on a write and cannot be read is a doubt. */
import { type JsonObject, own } from '../../../call/json.js';
import { classOf, clear } from '../../../catalog/catalog.js';
import type { Scope, Write } from '../../effects.js';
import { tierOf } from '../../touches.js';
import { scopeOf, type Target, termOf } from './condition.js';
import { derive } from './expression.js';
import {
  type Column,
  choose,
  type Desk,
  declared,
  doubt,
  type Env,
  emptyEnv,
  literal,
  type Source,
  type Value,
} from './ink.js';
import { targets, withCtes } from './select.js';
import { fromAll, relationColumns, relationOf } from './sources.js';
import type { Occasion, Relation } from './structure.js';
import { bodyOf, has, list, type Node, part, tagged, text } from './tree.js';

/** A write to a view is one to what it shows. */
function basesOf(desk: Desk, relation: Relation): readonly string[] {
  if (relation.kind === 'table') return [relation.name];
  const from = list(bodyOf(relation.query, 'SelectStmt'), 'fromClause').map((one) => bodyOf(one, 'RangeVar'));
  const [only] = from;
  const base = from.length === 1 && only !== undefined ? relationOf(desk, only) : undefined;
  if (base === undefined) doubt(desk, 'a write to a view that cannot be followed');
  return base === undefined ? [relation.name] : [relation.name, ...basesOf(desk, base)];
}

/** Triggers, rules and cascades: other writes than the statement's own. */
function sideEffects(desk: Desk, name: string, occasion: Occasion): void {
  const { fires, follows } = desk.structure;
  if (fires.get(name)?.includes(occasion) === true) doubt(desk, 'a trigger or rule that cannot be read');
  const spreads = occasion === 'delete' || occasion === 'update' || occasion === 'truncate';
  for (const dataset of spreads ? (follows.get(name) ?? []) : [])
    desk.ink.writes.push(
      writeOn(desk, {
        dataset,
        mode: occasion === 'delete' ? 'delete' : 'update',
        columns: [],
        scope: 'none',
        sources: [],
      }),
    );
}

const writeOn = ({ catalog }: Desk, write: Omit<Write, 'tier'>): Write => ({
  ...write,
  tier: tierOf(catalog, write.dataset),
});

interface Stroke {
  readonly relation: Relation;
  readonly mode: Occasion;
  readonly columns: readonly string[];
  readonly scope: Scope;
  readonly sources: readonly string[];
}

export function stroke(desk: Desk, { relation, mode, columns, scope, sources }: Stroke): void {
  if (relation.isStrange) doubt(desk, 'a table whose columns cannot be read');
  for (const dataset of basesOf(desk, relation)) {
    desk.ink.writes.push(
      writeOn(desk, { dataset, mode, columns, scope, sources: mode === 'delete' ? [] : sources }),
    );
    sideEffects(desk, dataset, mode);
  }
}

/** Catalogued datasets that a value came from. */
const sourcesOf = (values: readonly Value[]): readonly string[] =>
  [...new Set(values.flatMap(({ from }) => from.map(({ dataset }) => dataset)))]
    .filter((name) => name !== '')
    .sort();

/** A classified value that lands in a clear column. */
function flow(desk: Desk, relation: Relation, column: string, value: Value): void {
  if (classOf(declared(desk.catalog, relation.name), column) !== clear) return;
  for (const { dataset, column: from, class: name } of value.from)
    if (name !== clear && dataset !== '')
      desk.ink.flows.add(`${dataset}.${from} -> ${relation.name}.${column}`);
}

export interface Opened {
  readonly relation: Relation;
  readonly source: Source;
}

function open(desk: Desk, body: JsonObject, name = 'relation'): Opened | undefined {
  const range = part(body, name) ?? {};
  const relation = relationOf(desk, range);
  if (relation === undefined) return undefined;
  const alias = text(part(range, 'alias'), 'aliasname');
  // Only what the statement names of the target is read; its columns are told when they are.
  const before = new Map([...desk.ink.reads].map(([key, columns]) => [key, new Set(columns)]));
  const columns = relationColumns(desk, relation);
  if (relation.kind === 'table' && !before.has(relation.name)) desk.ink.reads.delete(relation.name);
  const dataset = alias === '' ? relation.name : '';
  return {
    relation,
    source: { alias: alias || (relation.name.split('.')[1] ?? ''), dataset, columns, anything: undefined },
  };
}

/** RETURNING sees the target and what stands beside it. */
const returning = (desk: Desk, body: JsonObject, env: Env): readonly Column[] => {
  const clause = part(body, 'returningClause');
  const exprs = clause === undefined ? list(body, 'returningList') : list(clause, 'exprs');
  return targets(desk, exprs, env);
};

const targetOf = (desk: Desk, { relation, source }: Opened, env: Env): Target => ({
  alias: source.alias,
  columns: relation.columns.length > 0 ? relation.columns : source.columns.map(({ name }) => name),
  key: declared(desk.catalog, relation.name)?.key ?? [],
  beside: new Set(
    env.sources.filter((one) => one !== source).flatMap(({ columns }) => columns.map(({ name }) => name)),
  ),
});

/** A function in FROM or a CTE may repeat no row of the target, but it is no pin either. */
const loosened = (scope: Scope, env: Env): Scope =>
  scope === 'key-pinned' && env.sources.length > 1 ? 'predicate' : scope;

interface Assigned {
  readonly columns: readonly string[];
  readonly values: readonly Value[];
}

function assign(desk: Desk, nodes: readonly Node[], relation: Relation, env: Env): Assigned {
  const pairs = nodes.map((node) => {
    const body = bodyOf(node, 'ResTarget') ?? {};
    const [column, value] = [text(body, 'name'), derive(desk, own(body, 'val'), env)];
    flow(desk, relation, column, value);
    return { column, value };
  });
  return { columns: pairs.map(({ column }) => column), values: pairs.map(({ value }) => value) };
}

function conditioned(desk: Desk, body: JsonObject, env: Env): Node {
  const where = own(body, 'whereClause');
  if (where !== undefined) choose(desk, derive(desk, where, env));
  return where;
}

export function update(desk: Desk, body: JsonObject, around: Env): readonly Column[] {
  const env = withCtes(desk, body, around);
  const opened = open(desk, body);
  if (opened === undefined) return [];
  const inside = fromAll(desk, list(body, 'fromClause'), { ...env, sources: [opened.source] });
  const { columns, values } = assign(desk, list(body, 'targetList'), opened.relation, inside);
  const where = conditioned(desk, body, inside);
  const scope = loosened(scopeOf(where, targetOf(desk, opened, inside)), inside);
  const sources = sourcesOf(values).filter((name) => name !== opened.relation.name);
  stroke(desk, { relation: opened.relation, mode: 'update', columns, scope, sources });
  return returning(desk, body, inside);
}

export function remove(desk: Desk, body: JsonObject, around: Env): readonly Column[] {
  const env = withCtes(desk, body, around);
  const opened = open(desk, body);
  if (opened === undefined) return [];
  const inside = fromAll(desk, list(body, 'usingClause'), { ...env, sources: [opened.source] });
  const where = conditioned(desk, body, inside);
  const scope = loosened(scopeOf(where, targetOf(desk, opened, inside)), inside);
  stroke(desk, { relation: opened.relation, mode: 'delete', columns: [], scope, sources: [] });
  return returning(desk, body, inside);
}

/** Rows that collide are overwritten: as many as are brought. */
function onConflict(desk: Desk, body: JsonObject, opened: Opened, env: Env): void {
  const clause = part(body, 'onConflictClause');
  if (clause === undefined || text(clause, 'action') !== 'ONCONFLICT_UPDATE') return;
  const excluded: Source = {
    ...opened.source,
    alias: 'excluded',
    dataset: '',
    columns: opened.source.columns.map(({ name }) => ({ name, value: literal })),
  };
  const inside = { ...env, sources: [opened.source, excluded] };
  const { columns, values } = assign(desk, list(clause, 'targetList'), opened.relation, {
    ...inside,
    sources: [opened.source, excluded],
  });
  conditioned(desk, clause, inside);
  const rows = list(bodyOf(own(body, 'selectStmt'), 'SelectStmt'), 'valuesLists').length;
  const scope = rows > 0 && rows <= 1_000 ? 'key-pinned' : 'predicate';
  stroke(desk, {
    relation: opened.relation,
    mode: 'update',
    columns,
    scope,
    sources: sourcesOf(values).filter((name) => name !== opened.relation.name),
  });
}

export function insert(desk: Desk, body: JsonObject, around: Env): readonly Column[] {
  const env = withCtes(desk, body, around);
  const opened = open(desk, body);
  if (opened === undefined) return [];
  const { relation } = opened;
  const given = own(body, 'selectStmt');
  const brought = given === undefined ? [] : desk.query(desk, given, env);
  const named = list(body, 'cols').map((node) => text(bodyOf(node, 'ResTarget'), 'name'));
  const columns = named.length > 0 ? named : relation.columns;
  brought.forEach(({ value }, at) => flow(desk, relation, columns[at] ?? '', value));
  stroke(desk, {
    relation,
    mode: 'insert',
    columns,
    scope: 'not-applicable',
    sources: sourcesOf(brought.map(({ value }) => value)),
  });
  onConflict(desk, body, opened, env);
  return returning(desk, body, { ...env, sources: [opened.source] });
}

const actionModes: Readonly<Record<string, Occasion>> = {
  CMD_INSERT: 'insert',
  CMD_UPDATE: 'update',
  CMD_DELETE: 'delete',
};

export function merge(desk: Desk, body: JsonObject, around: Env): readonly Column[] {
  const env = withCtes(desk, body, around);
  const opened = open(desk, body);
  if (opened === undefined) return [];
  const inside = fromAll(desk, [own(body, 'sourceRelation')], { ...env, sources: [opened.source] });
  const condition = own(body, 'joinCondition');
  choose(desk, derive(desk, condition, inside));
  const isWhole = termOf(condition, targetOf(desk, opened, inside)).kind === 'always';
  for (const node of list(body, 'mergeWhenClauses')) {
    const clause = bodyOf(node, 'MergeWhenClause') ?? {};
    const mode = actionModes[text(clause, 'commandType')];
    if (has(clause, 'condition')) choose(desk, derive(desk, own(clause, 'condition'), inside));
    const { columns, values } = assign(
      desk,
      list(clause, 'targetList').filter((one) => has(bodyOf(one, 'ResTarget') ?? {}, 'val')),
      opened.relation,
      inside,
    );
    const more = list(clause, 'values').map((one) => derive(desk, one, inside));
    const named = list(clause, 'targetList').map((one) => text(bodyOf(one, 'ResTarget'), 'name'));
    more.forEach((value, at) =>
      flow(desk, opened.relation, named[at] ?? opened.relation.columns[at] ?? '', value),
    );
    if (mode === undefined) continue;
    const scope: Scope = mode === 'insert' ? 'not-applicable' : isWhole ? 'tautology' : 'predicate';
    const sources = sourcesOf([...values, ...more]).filter((name) => name !== opened.relation.name);
    stroke(desk, { relation: opened.relation, mode, columns, scope, sources });
  }
  return returning(desk, body, inside);
}

export function truncate(desk: Desk, body: JsonObject): void {
  for (const node of list(body, 'relations')) {
    const relation = relationOf(desk, bodyOf(node, 'RangeVar') ?? {});
    if (relation !== undefined)
      stroke(desk, { relation, mode: 'truncate', columns: [], scope: 'none', sources: [] });
  }
}

/** By the tag of a statement that writes rows. */
export const writers: Readonly<
  Record<string, (desk: Desk, body: JsonObject, env: Env) => readonly Column[]>
> = {
  InsertStmt: insert,
  UpdateStmt: update,
  DeleteStmt: remove,
  MergeStmt: merge,
};
export const isWriter = (node: Node): boolean => Object.hasOwn(writers, tagged(node).tag);
export const noEnv = emptyEnv;
export { sourcesOf };
