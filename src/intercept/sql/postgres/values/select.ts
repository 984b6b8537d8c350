/** What a query gives, column by column, over all its arms; and what it chooses by. It refuses to take a choice by a value for less than a question about it. */
import { isObject, type JsonObject, own } from '../../../../call/json.js';
import { choose, type Desk, doubt, type Env } from '../desk/ink.js';
import { meet, spend } from '../desk/pad.js';
import { type Column, literal, union, unknownValue, type Value } from '../desk/value.js';
import { headingOf } from '../tree/headings.js';
import { bodyOf, has, isTrue, list, type Node, part, tagged, text, texts } from '../tree/tree.js';
import { derive } from './expression.js';
import { lockRows } from './locking.js';
import { fieldsOf, inOneRow, mayHold, rowNamed, starred } from './names.js';
import { fromAll } from './sources.js';
import { turnedTogether } from './turning.js';
import { withCtes } from './with.js';

/** The columns of a select list or a RETURNING. */
export function targets(desk: Desk, nodes: readonly Node[], env: Env): readonly Column[] {
  return inOneRow(
    desk,
    each(nodes, (node) => target(desk, node, env)),
  );
}

/** One after the other, as long as somebody asks. */
function* each<T, U>(all: readonly T[], of: (one: T) => U): Generator<U> {
  for (const one of all) yield of(one);
}

function target(desk: Desk, node: Node, env: Env): readonly Column[] {
  const val = own(bodyOf(node, 'ResTarget') ?? {}, 'val');
  const fields = list(bodyOf(val, 'ColumnRef'), 'fields');
  if (tagged(fields.at(-1)).tag === 'A_Star') {
    meet(desk, val);
    return starred(desk, env, texts(fields.slice(0, -1)));
  }
  const { tag, body } = tagged(val);
  // `(c).*` is a row of whatever is inside.
  if (tag === 'A_Indirection' && tagged(list(body, 'indirection').at(-1)).tag === 'A_Star') {
    const names = texts(list(bodyOf(own(body, 'arg'), 'ColumnRef'), 'fields'));
    const isAlone = list(body, 'indirection').length === 1;
    meet(desk, own(body, 'arg'));
    if (isAlone && rowNamed(desk, env, names) !== undefined) return starred(desk, env, names);
    const fields =
      isAlone && names.length > 0 ? fieldsOf(desk, derive(desk, own(body, 'arg'), env)) : undefined;
    if (fields !== undefined) return fields;
    doubt(desk, 'a row of a kind that is not on the list');
  }
  return [{ name: headingOf(node), value: derive(desk, val, env) }];
}

interface Shown {
  readonly env: Env;
  readonly outputs: readonly Column[];
}

/** A clause item: an output's name or place, or an expression of its own. */
function clauseValue(desk: Desk, node: Node, { env, outputs }: Shown): Value {
  const sorted = bodyOf(node, 'SortBy');
  const item = sorted === undefined ? node : own(sorted, 'node');
  const fields = texts(list(bodyOf(item, 'ColumnRef'), 'fields'));
  const named = fields.length === 1 ? outputs.filter(({ name }) => name === fields[0]) : [];
  if (named.length > 0) meet(desk, item);
  if (named.length > 0) return union(named.map(({ value }) => value));
  const constant = part(bodyOf(item, 'A_Const') ?? {}, 'ival');
  const place = constant === undefined ? undefined : own(constant, 'ival');
  if (typeof place === 'number') return outputs[place - 1]?.value ?? unknownValue;
  return derive(desk, item, env);
}

/** `ROLLUP (1, b)`, `(1, b)`: each of them is an item like another. A bare name is the column where the FROM has one, and only then an output. */
function grouped(desk: Desk, node: Node, shown: Shown): void {
  const { tag, body } = tagged(node);
  const items =
    tag === 'GroupingSet' ? list(body, 'content') : tag === 'RowExpr' ? list(body, 'args') : undefined;
  for (const item of items ?? []) grouped(desk, item, shown);
  if (items !== undefined) return;
  choose(desk, clauseValue(desk, node, shown));
  const [name = '', ...more] = texts(list(bodyOf(node, 'ColumnRef'), 'fields'));
  const isMeant = name !== '' && more.length === 0 && mayHold(desk, shown.env.sources, name);
  if (isMeant) choose(desk, derive(desk, node, shown.env));
}

/** INVARIANT: whatever is asked over a window by its name is made of what the window sorts and parts by. One may go on from another before it. */
function withWindows(desk: Desk, body: JsonObject, env: Env): Env {
  const windows = new Map<string, Value>();
  for (const node of list(body, 'windowClause')) {
    const { body: window } = tagged(node);
    const before = windows.get(text(window, 'refname')) ?? literal;
    const value = union([before, derive(desk, node, env)]);
    choose(desk, value);
    windows.set(text(window, 'name'), value);
  }
  return { ...env, windows };
}

/** A mark alone counts or chooses all rows, and makes nothing longer. */
function chosenBy(
  desk: Desk,
  body: JsonObject,
  { env, names }: { readonly env: Env; readonly names: readonly string[] },
): void {
  for (const name of names)
    if (has(body, name) && (desk.given !== undefined || tagged(own(body, name)).tag !== 'ParamRef'))
      choose(desk, derive(desk, own(body, name), env));
}

/** How rows come: in which order, and how many of them. INVARIANT: a SELECT, rows that are written down and arms that are put together may each say so. */
function ordered(desk: Desk, body: JsonObject, shown: Shown): void {
  for (const node of list(body, 'sortClause')) choose(desk, clauseValue(desk, node, shown));
  chosenBy(desk, body, { env: shown.env, names: ['limitCount', 'limitOffset'] });
}

/** What chooses, groups or orders; the outputs are known by now. */
function clauses(desk: Desk, body: JsonObject, shown: Shown): void {
  const { env } = shown;
  chosenBy(desk, body, { env, names: ['whereClause', 'havingClause'] });
  for (const node of list(body, 'groupClause')) grouped(desk, node, shown);
  ordered(desk, body, shown);
  for (const node of list(body, 'distinctClause'))
    if (!isNothing(node)) choose(desk, clauseValue(desk, node, shown));
}

const isNothing = (node: Node): boolean =>
  node !== undefined && isObject(node) && Object.keys(node).length === 0;

const compares = (columns: readonly Column[]): Value => union(columns.map(({ value }) => value));

/** Arms are one by position; what differs in number could not run. */
function arms(desk: Desk, body: JsonObject, env: Env): readonly Column[] {
  const [left, right] = ['larg', 'rarg'].map((side) => {
    const arm = part(body, side);
    return arm === undefined ? [] : select(desk, arm, env);
  });
  if (!spend(desk, left?.length ?? 0)) return [];
  const columns = (left ?? []).map(({ name, value }, at) => {
    const other = right?.[at]?.value ?? unknownValue;
    const both = union([value, other], value.how === other.how ? value.how : 'transformed');
    return {
      name,
      value: {
        ...both,
        isKept: value.isKept === true && other.isKept === true,
        turned: turnedTogether([value, other]),
      },
    };
  });
  // INVARIANT: of all ways to put two together only UNION ALL looks at no value.
  if (!isTrue(body, 'all') || text(body, 'op') !== 'SETOP_UNION') choose(desk, compares(columns));
  ordered(desk, body, { env, outputs: columns });
  return columns;
}

/** `t.*` in a row is as many columns as t has. */
function written(desk: Desk, item: Node, env: Env): readonly Column[] {
  const fields = list(bodyOf(item, 'ColumnRef'), 'fields');
  const isStar = tagged(fields.at(-1)).tag === 'A_Star';
  if (isStar) meet(desk, item);
  return isStar
    ? starred(desk, env, texts(fields.slice(0, -1)))
    : [{ name: '', value: derive(desk, item, env) }];
}

/** Of one row, what somebody wrote down is that; of several, one of these. */
const inEach = ([first = unknownValue, ...more]: readonly Value[]): Value =>
  more.length === 0 && first.written !== undefined
    ? first
    : { ...union([first, ...more]), turned: turnedTogether([first, ...more]) };

/** Rows that are written down; the engine has a name for the table that they are. */
function rows(desk: Desk, body: JsonObject, env: Env): readonly Column[] {
  const all = list(body, 'valuesLists').map((one) =>
    inOneRow(
      desk,
      each(list(bodyOf(one, 'List'), 'items'), (item) => written(desk, item, env)),
    ),
  );
  const columns = (all[0] ?? []).map((_, at) => ({
    name: `column${at + 1}`,
    value: inEach(all.map((row) => row[at]?.value ?? unknownValue)),
  }));
  const source = { alias: '*VALUES*', dataset: '', columns, anything: undefined };
  ordered(desk, body, { env: { ...env, sources: [...env.sources, source] }, outputs: columns });
  return columns;
}

export function select(desk: Desk, body: JsonObject, around: Env): readonly Column[] {
  if (!spend(desk, 1)) return [];
  const env = withCtes(desk, body, around);
  if (list(body, 'lockingClause').length > 0) lockRows(desk, body, env);
  if (text(body, 'op') !== 'SETOP_NONE' && text(body, 'op') !== '') return arms(desk, body, env);
  if (list(body, 'valuesLists').length > 0) return rows(desk, body, env);
  const inside = withWindows(desk, body, fromAll(desk, list(body, 'fromClause'), env));
  const outputs = targets(desk, list(body, 'targetList'), inside);
  clauses(desk, body, { env: inside, outputs });
  // INVARIANT: the engine sorts or hashes what it makes distinct, and rows come out in that order. DISTINCT ON names what it compares.
  if (list(body, 'distinctClause').some(isNothing)) choose(desk, compares(outputs));
  return outputs;
}
