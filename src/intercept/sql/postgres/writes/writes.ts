/** INSERT, UPDATE, DELETE, MERGE and TRUNCATE: what is written, how tightly, from where. Rows are never counted here. */
import { type JsonObject, own } from '../../../../call/json.js';
import type { Scope } from '../../../effects.js';
import { fewRows } from '../../bounds.js';
import { isTold, reached } from '../desk/family.js';
import { choose, type Desk, type Env, emptyEnv, noteRead, type Source } from '../desk/ink.js';
import { type Column, unknownText, type Value } from '../desk/value.js';
import type { Occasion, Relation } from '../schema/relation.js';
import { bodyOf, has, isTrue, list, type Node, part, tagged, text } from '../tree/tree.js';
import { scopeOf, termOf } from '../values/condition.js';
import { derive } from '../values/expression.js';
import { comesOften } from '../values/growth.js';
import { resolve } from '../values/names.js';
import { fromAll, relationOf } from '../values/sources.js';
import { withCtes } from '../values/with.js';
import { askByFailing, askByLeavingOut } from './failing.js';
import { writesDown } from './invented.js';
import { flow, sourcesOf, stroke } from './strokes.js';
import {
  asBrought,
  assign,
  conditioned,
  loosened,
  type Opened,
  open,
  placed,
  returning,
  stepsOf,
  targetOf,
  written,
} from './targets.js';

function update(desk: Desk, body: JsonObject, around: Env): readonly Column[] {
  const env = withCtes(desk, body, around);
  const opened = open(desk, body);
  if (opened === undefined) return [];
  const inside = fromAll(desk, list(body, 'fromClause'), { ...env, sources: [opened.source] });
  const { columns, values } = assign(desk, list(body, 'targetList'), {
    relation: opened.relation,
    env: inside,
  });
  askByFailing(desk, { ...opened, columns, values, isNew: false });
  const where = conditioned(desk, body, inside);
  const scope = loosened(scopeOf(where, targetOf(desk, opened, inside)), inside);
  const sources = writesDown(own(body, 'targetList')) ? [] : others(opened.relation, values);
  const target = written(opened.source, { columns, values });
  stroke(desk, { ...opened, mode: 'update', columns, values, scope, sources, row: target });
  return returning(desk, body, { env: { ...inside, sources: [target, ...inside.sources.slice(1)] }, target });
}

function remove(desk: Desk, body: JsonObject, around: Env): readonly Column[] {
  const env = withCtes(desk, body, around);
  const opened = open(desk, body);
  if (opened === undefined) return [];
  const inside = fromAll(desk, list(body, 'usingClause'), { ...env, sources: [opened.source] });
  const where = conditioned(desk, body, inside);
  const scope = loosened(scopeOf(where, targetOf(desk, opened, inside)), inside);
  stroke(desk, { ...opened, mode: 'delete', columns: [], scope, sources: [], row: opened.source });
  return returning(desk, body, { env: inside, target: opened.source });
}

/** Catalogued datasets beside the written one. */
const others = ({ name }: Relation, values: readonly Value[]): readonly string[] =>
  values.some(isInvented) ? [] : sourcesOf(values).filter((one) => one !== name);

/** INVARIANT: a row is its source's whole. One column that the author wrote down makes it the author's. */
const isInvented = ({ how, from }: Value): boolean => from.length === 0 && how !== 'counted';

/** Whether a row collides is asked of what it may collide on. */
function collides(desk: Desk, clause: JsonObject, source: Source): void {
  const infer = part(clause, 'infer') ?? {};
  const env = { ...emptyEnv, sources: [source] };
  for (const node of list(infer, 'indexElems')) {
    const element = bodyOf(node, 'IndexElem') ?? {};
    const name = text(element, 'name');
    choose(desk, name === '' ? derive(desk, own(element, 'expr'), env) : resolve(desk, env, [name]));
  }
  conditioned(desk, infer, env);
}

/** `source`: what is brought, beside what was there, which is `before`. `given`: what is brought. */
type Colliding = Opened & { readonly given: Source; readonly before: Source };

/** What is overwritten is another row for each, whatever else was brought. */
const stood = (source: Source, before: Source): Source => ({
  ...source,
  columns: source.columns.map(({ name, value }, at) => ({
    name,
    value: { ...value, varies: before.columns[at]?.value.varies, ...unknownText },
  })),
});

/** Whatever a row may collide on, it is left out or overwritten. */
function leavesOut(body: JsonObject): boolean {
  const clause = part(body, 'onConflictClause');
  return clause !== undefined && list(part(clause, 'infer'), 'indexElems').length === 0;
}

/** INVARIANT: rows that are written down, each of which is one: `VALUES (generate_series(1, 9))` is nine. */
const areFew = ({ structure }: Desk, rows: readonly Node[]): boolean =>
  rows.length > 0 && rows.length <= fewRows && !rows.some((row) => comesOften(structure, row));

/** Rows that collide are overwritten: as many as are brought. */
function onConflict(desk: Desk, body: JsonObject, { relation, source, given, before }: Colliding): Source {
  const clause = part(body, 'onConflictClause');
  if (clause === undefined) return source;
  collides(desk, clause, source);
  if (text(clause, 'action') !== 'ONCONFLICT_UPDATE') return source;
  const excluded: Source = { ...given, alias: 'excluded', dataset: '' };
  const env = { ...emptyEnv, sources: [stood(source, before), excluded] };
  const { columns, values } = assign(desk, list(clause, 'targetList'), { relation, env });
  askByFailing(desk, { relation, columns, values, isNew: false });
  conditioned(desk, clause, env);
  const scope = areFew(desk, list(bodyOf(own(body, 'selectStmt'), 'SelectStmt'), 'valuesLists'))
    ? 'key-pinned'
    : 'predicate';
  const sources = writesDown(own(clause, 'targetList')) ? [] : others(relation, values);
  // What it collides with stands in the same table, or in a part of it.
  const isOnly = relation.parting === undefined;
  const row = written(source, { columns, values });
  stroke(desk, { relation, isOnly, mode: 'update', way: 'merge', columns, values, scope, sources, row });
  return row;
}

/** INVARIANT: a column of another type than text may cut what it is given, without a word. */
const typed = ({ texts }: Relation, columns: readonly string[], values: readonly Value[]): readonly Value[] =>
  values.map((value, at) => (texts.has(columns[at] ?? '') ? value : { ...value, ...unknownText }));

function insert(desk: Desk, body: JsonObject, around: Env): readonly Column[] {
  const env = withCtes(desk, body, around);
  const opened = open(desk, body);
  if (opened === undefined) return [];
  const { relation } = opened;
  const given = own(body, 'selectStmt');
  const brought = given === undefined ? [] : desk.query(desk, given, env);
  const targets = list(body, 'cols').map((node) => bodyOf(node, 'ResTarget') ?? {});
  const named = targets.map((target) => text(target, 'name'));
  const columns = named.length > 0 ? named : relation.columns;
  const values = brought.map(({ value }, at) => placed(value, stepsOf(desk, targets[at] ?? {}, env)));
  for (const [at, value] of values.entries())
    flow(desk, { relation, column: columns[at] ?? '', isNew: true }, value);
  const ask = leavesOut(body) ? askByLeavingOut : askByFailing;
  ask(desk, { relation, columns, values, isNew: true });
  const row = written(opened.source, { columns, values });
  stroke(desk, {
    relation,
    isOnly: false,
    mode: 'insert',
    columns,
    values,
    scope: 'not-applicable',
    sources: writesDown(given) || values.some(isInvented) ? [] : sourcesOf(values),
    row,
  });
  const target = onConflict(desk, body, {
    ...opened,
    source: row,
    before: opened.source,
    given: asBrought(opened.source, { columns, values: typed(relation, columns, values) }),
  });
  return returning(desk, body, { env: { ...env, sources: [target] }, target });
}

const actionModes: Readonly<Record<string, Occasion>> = {
  CMD_INSERT: 'insert',
  CMD_UPDATE: 'update',
  CMD_DELETE: 'delete',
};

/** One WHEN of a MERGE. */
function mergeClause(
  desk: Desk,
  clause: JsonObject,
  { relation, isOnly, env, scope, source }: Merging,
): Source {
  const mode = actionModes[text(clause, 'commandType')];
  if (has(clause, 'condition')) choose(desk, derive(desk, own(clause, 'condition'), env));
  const set = list(clause, 'targetList').filter((one) => has(bodyOf(one, 'ResTarget') ?? {}, 'val'));
  const { columns, values } = assign(desk, set, { relation, env });
  const targets = list(clause, 'targetList').map((one) => bodyOf(one, 'ResTarget') ?? {});
  const named = targets.map((target) => text(target, 'name'));
  const brought = list(clause, 'values').map((one, at) =>
    placed(derive(desk, one, env), stepsOf(desk, targets[at] ?? {}, env)),
  );
  for (const [at, value] of brought.entries())
    flow(desk, { relation, column: named[at] ?? relation.columns[at] ?? '', isNew: true }, value);
  askByFailing(desk, { relation, columns, values, isNew: false });
  const places = named.length > 0 ? named : relation.columns;
  askByFailing(desk, { relation, columns: places, values: brought, isNew: true });
  if (mode === undefined) return source;
  const reach = mode === 'insert' ? 'not-applicable' : scope;
  const isDown = writesDown(own(clause, 'targetList')) || writesDown(own(clause, 'values'));
  const sources = isDown ? [] : others(relation, [...values, ...brought]);
  const row = written(written(source, { columns, values }), { columns: places, values: brought });
  const put = mode === 'insert' ? { columns: places, values: brought } : { columns, values };
  stroke(desk, { relation, isOnly, mode, way: 'merge', ...put, scope: reach, sources, row });
  return row;
}

interface Merging extends Pick<Opened, 'relation' | 'isOnly'> {
  readonly env: Env;
  readonly scope: Scope;
  /** The row as the clauses before leave it. */
  readonly source: Source;
}

function merge(desk: Desk, body: JsonObject, around: Env): readonly Column[] {
  const env = withCtes(desk, body, around);
  const opened = open(desk, body);
  if (opened === undefined) return [];
  // Every row of it is compared, whatever is done to which.
  for (const one of reached(desk.structure, { ...opened, mode: 'update' }))
    if (one === opened.relation || isTold(desk, one)) noteRead(desk, one.name);
  const inside = fromAll(desk, [own(body, 'sourceRelation')], { ...env, sources: [opened.source] });
  const condition = own(body, 'joinCondition');
  choose(desk, derive(desk, condition, inside));
  const isWhole = termOf(condition, targetOf(desk, opened, inside)).kind === 'always';
  const scope: Scope = isWhole ? 'tautology' : 'predicate';
  const clauses = list(body, 'mergeWhenClauses').map((node) => bodyOf(node, 'MergeWhenClause') ?? {});
  let { source } = opened;
  for (const clause of clauses) source = mergeClause(desk, clause, { ...opened, env: inside, scope, source });
  // One that does nothing takes the locks of one that does.
  if (clauses.every((clause) => actionModes[text(clause, 'commandType')] === undefined))
    stroke(desk, { ...opened, mode: 'update', way: 'merge', columns: [], scope, sources: [], row: source });
  // INVARIANT: `*` of a MERGE gives the columns of its source before those of its target, as no other write does.
  const sources = [...inside.sources.slice(1), source];
  return returning(desk, body, { env: { ...inside, sources }, target: source });
}

export function truncate(desk: Desk, body: JsonObject): void {
  for (const node of list(body, 'relations')) {
    const range = bodyOf(node, 'RangeVar') ?? {};
    const relation = relationOf(desk, range);
    const isOnly = !isTrue(range, 'inh');
    if (relation !== undefined)
      stroke(desk, { relation, isOnly, mode: 'truncate', columns: [], scope: 'none', sources: [] });
  }
}

type Writer = (desk: Desk, body: JsonObject, env: Env) => readonly Column[];

/** By the tag of a statement that writes rows. */
export const writers: Readonly<Record<string, Writer>> = {
  InsertStmt: insert,
  UpdateStmt: update,
  DeleteStmt: remove,
  MergeStmt: merge,
};
export const isWriter = (node: Node): boolean => Object.hasOwn(writers, tagged(node).tag);
