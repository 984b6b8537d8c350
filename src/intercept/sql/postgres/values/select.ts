/** What a query gives, column by column, over all its arms; and what it chooses by. A recursive query is read until nothing is added. */
import { isObject, type JsonObject, own } from '../../../../call/json.js';
import {
  type Column,
  choose,
  type Desk,
  doubt,
  type Env,
  emptyEnv,
  union,
  unknownValue,
  type Value,
  weightOf,
} from '../desk/ink.js';
import { spend } from '../desk/pad.js';
import { headingOf } from '../tree/headings.js';
import { below, bodyOf, has, isTrue, list, type Node, part, tagged, text, texts } from '../tree/tree.js';
import { derive } from './expression.js';
import { inOneRow, mayHold, rowNamed, starred } from './names.js';
import { renamed } from './row-functions.js';
import { fromAll } from './sources.js';

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
  if (tagged(fields.at(-1)).tag === 'A_Star') return starred(desk, env, texts(fields.slice(0, -1)));
  const { tag, body } = tagged(val);
  // `(c).*` is a row of whatever is inside.
  if (tag === 'A_Indirection' && tagged(list(body, 'indirection').at(-1)).tag === 'A_Star') {
    const names = texts(list(bodyOf(own(body, 'arg'), 'ColumnRef'), 'fields'));
    if (list(body, 'indirection').length === 1 && rowNamed(desk, env, names) !== undefined)
      return starred(desk, env, names);
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

/** What chooses, groups or orders; the outputs are known by now. */
function clauses(desk: Desk, body: JsonObject, shown: Shown): void {
  const { env } = shown;
  // A mark alone counts rows, and makes nothing longer.
  for (const name of ['whereClause', 'havingClause', 'limitCount', 'limitOffset'])
    if (has(body, name) && (desk.given !== undefined || tagged(own(body, name)).tag !== 'ParamRef'))
      choose(desk, derive(desk, own(body, name), env));
  for (const node of list(body, 'groupClause')) grouped(desk, node, shown);
  for (const name of ['sortClause', 'distinctClause'])
    for (const node of list(body, name))
      if (Object.keys(isObject(node) ? node : {}).length > 0) choose(desk, clauseValue(desk, node, shown));
  for (const node of list(body, 'windowClause')) choose(desk, derive(desk, node, env));
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
      },
    };
  });
  // INVARIANT: of all ways to put two together only UNION ALL looks at no value.
  if (!isTrue(body, 'all') || text(body, 'op') !== 'SETOP_UNION') choose(desk, compares(columns));
  for (const node of list(body, 'sortClause'))
    choose(desk, clauseValue(desk, node, { env: { ...emptyEnv, outer: env.outer }, outputs: columns }));
  return columns;
}

/** `t.*` in a row is as many columns as t has. */
function written(desk: Desk, item: Node, env: Env): readonly Column[] {
  const fields = list(bodyOf(item, 'ColumnRef'), 'fields');
  const isStar = tagged(fields.at(-1)).tag === 'A_Star';
  return isStar
    ? starred(desk, env, texts(fields.slice(0, -1)))
    : [{ name: '', value: derive(desk, item, env) }];
}

const rows = (desk: Desk, lists: readonly Node[], env: Env): readonly Column[] => {
  const all = lists.map((one) =>
    inOneRow(
      desk,
      each(list(bodyOf(one, 'List'), 'items'), (item) => written(desk, item, env)),
    ),
  );
  return (all[0] ?? []).map((_, at) => ({
    name: `column${at + 1}`,
    value: union(all.map((row) => row[at]?.value ?? unknownValue)),
  }));
};

const sizeOf = (columns: readonly Column[]): number =>
  columns.reduce((sum, { value }) => sum + value.from.length, 0);
const mostRounds = 12;

interface Cte {
  readonly name: string;
  readonly names: readonly string[];
  readonly query: Node;
}

/** A recursive query sees itself: first as nothing, then as what it was found to be, until it grows no more. */
function recursive(desk: Desk, { name, names, query }: Cte, env: Env): readonly Column[] {
  const arm = part(bodyOf(query, 'SelectStmt') ?? {}, 'larg');
  let found: readonly Column[] = arm === undefined ? [] : renamed(select(desk, arm, env), names);
  for (let round = 0; round < mostRounds; round += 1) {
    if (!spend(desk, env.ctes.size)) break;
    const next = renamed(
      desk.query(desk, query, { ...env, ctes: new Map([...env.ctes, [name, found]]) }),
      names,
    );
    if (sizeOf(next) === sizeOf(found)) {
      for (const [at, { value }] of next.entries())
        if (weightOf(value) > weightOf(found[at]?.value ?? value)) desk.ink.grown.add(value);
      return next;
    }
    found = next;
  }
  doubt(desk, 'a recursion that cannot be followed');
  return found;
}

/** What SEARCH and CYCLE add behind the query's own columns, made of those that they name. A CYCLE goes no further where it has been, and both write down all the way: a question. */
function followed(desk: Desk, cte: JsonObject, columns: readonly Column[]): readonly Column[] {
  const made = (clause: JsonObject | undefined, field: string): Value => {
    const names = texts(list(clause, field));
    return union(columns.filter(({ name }) => names.includes(name)).map(({ value }) => value));
  };
  const [search, cycle] = [part(cte, 'search_clause'), part(cte, 'cycle_clause')];
  const [order, round] = [made(search, 'search_col_list'), made(cycle, 'cycle_col_list')];
  choose(desk, union([order, round]));
  return [
    ...(search === undefined ? [] : [{ name: text(search, 'search_seq_column'), value: order }]),
    ...['cycle_mark_column', 'cycle_path_column'].flatMap((field) =>
      cycle === undefined ? [] : [{ name: text(cycle, field), value: round }],
    ),
  ];
}

/** The environment with a WITH's names in it. */
export function withCtes(desk: Desk, body: JsonObject, env: Env): Env {
  const clause = part(body, 'withClause');
  if (clause === undefined) return env;
  const ctes = new Map(env.ctes);
  const all = list(clause, 'ctes').map((node) => bodyOf(node, 'CommonTableExpr') ?? {});
  const last = new Map(all.map((cte, at) => [text(cte, 'ctename'), at]));
  for (const [at, cte] of all.entries()) {
    const name = text(cte, 'ctename');
    const names = texts(list(cte, 'aliascolnames'));
    const query = own(cte, 'ctequery');
    const named = isTrue(clause, 'recursive') ? relationsIn(query) : [];
    // With RECURSIVE one may name another that stands behind it, and does not mean one around it.
    if (named.some((one) => (last.get(one) ?? -1) > at)) doubt(desk, 'a WITH that looks ahead');
    const around = { ...env, ctes };
    const columns = named.includes(name)
      ? recursive(desk, { name, names, query }, around)
      : renamed(desk.query(desk, query, around), names);
    ctes.set(name, [...columns, ...followed(desk, cte, columns)]);
  }
  return { ...env, ctes };
}

/** What a query names without a schema. */
const relationsIn = (query: Node): readonly string[] =>
  [...below(query)].flatMap(({ tag, body }) =>
    tag === 'RangeVar' && text(body, 'schemaname') === '' ? [text(body, 'relname')] : [],
  );

export function select(desk: Desk, body: JsonObject, around: Env): readonly Column[] {
  if (!spend(desk, 1)) return [];
  const env = withCtes(desk, body, around);
  if (list(body, 'lockingClause').length > 0) {
    desk.ink.control.add('lock');
    doubt(desk, 'rows are locked');
  }
  if (text(body, 'op') !== 'SETOP_NONE' && text(body, 'op') !== '') return arms(desk, body, env);
  if (list(body, 'valuesLists').length > 0) return rows(desk, list(body, 'valuesLists'), env);
  const inside = fromAll(desk, list(body, 'fromClause'), env);
  const outputs = targets(desk, list(body, 'targetList'), inside);
  clauses(desk, body, { env: inside, outputs });
  // INVARIANT: the engine sorts or hashes what it makes distinct, and rows come out in that order. DISTINCT ON names what it compares.
  if (list(body, 'distinctClause').some(isNothing)) choose(desk, compares(outputs));
  return outputs;
}
