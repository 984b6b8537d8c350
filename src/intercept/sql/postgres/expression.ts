/** What an expression derives from. It reads the node types it knows; any other is a doubt. */
import { isArray, isObject, type JsonObject, own } from '../../../call/json.js';
import {
  choose,
  type Desk,
  doubt,
  type Env,
  freshInk,
  isClassified,
  literal,
  union,
  unknownValue,
  type Value,
} from './ink.js';
import { resolve, sourceNamed, wholeRow } from './names.js';
import { bodyOf, has, list, type Node, part, tagged, text, textIn, texts } from './tree.js';
import { aggregates, builtInTypes, keeping, operators, pure, steady, steadyTypes } from './words.js';

/** Nodes that do nothing but hold others. */
const holders = new Set(
  `BoolExpr NullTest BooleanTest CaseExpr CaseWhen CoalesceExpr MinMaxExpr A_ArrayExpr RowExpr A_Indices CollateClause
NamedArgExpr GroupingFunc GroupingSet List SortBy WindowDef JsonObjectConstructor JsonArrayConstructor JsonKeyValue
JsonValueExpr JsonObjectAgg JsonArrayAgg JsonAggConstructor JsonArrayQueryConstructor JsonIsPredicate JsonFuncExpr
JsonParseExpr JsonScalarExpr JsonSerializeExpr JsonOutput JsonFormat JsonReturning JsonBehavior JsonArgument
RangeTableSample ResTarget MultiAssignRef`.split(/\s+/),
);
const constants = new Set([
  'A_Const',
  'ParamRef',
  'SetToDefault',
  'SQLValueFunction',
  'String',
  'Integer',
  'A_Star',
]);
const deepest = 400;

const isBuiltIn = (names: readonly string[]): boolean =>
  names.length === 1 || (names.length === 2 && names[0] === 'pg_catalog');

export function checkType(desk: Desk, typeName: JsonObject | undefined): void {
  const names = texts(list(typeName, 'names'));
  const [name = ''] = names.slice(-1);
  const isKnown = isBuiltIn(names) && builtInTypes.has(name) && !desk.structure.types.has(name);
  if (!isKnown || typeName === undefined) doubt(desk, 'a type that is not on the list');
}

function checkOperator(desk: Desk, names: readonly string[]): void {
  const [name = ''] = names.slice(-1);
  const isWord = /^[A-Z]/.test(name);
  const isKnown = isBuiltIn(names) && (operators.has(name) || isWord) && !desk.structure.operators.has(name);
  if (!isKnown) doubt(desk, 'an operator that is not on the list');
}

interface Spot {
  readonly env: Env;
  readonly level: number;
}
const deeper = ({ env, level }: Spot): Spot => ({ env, level: level + 1 });

/** The children of one node, whatever they are called. */
function children(desk: Desk, body: JsonObject, spot: Spot): Value {
  const values = Object.entries(body).flatMap(([name, child]) => {
    if (name === 'typeName' || name === 'typename') {
      checkType(desk, isObject(child) ? child : undefined);
      return [];
    }
    const nodes = isArray(child) ? child : [child];
    return nodes.flatMap((node) => {
      if (!isObject(node) || Object.keys(node).length === 0) return [];
      if (tagged(node).tag !== '') return [walk(desk, node, deeper(spot))];
      return [children(desk, node, deeper(spot))];
    });
  });
  return union(values);
}

function call(desk: Desk, body: JsonObject, spot: Spot): Value {
  const names = texts(list(body, 'funcname'));
  const [name = ''] = names.slice(-1);
  desk.ink.functions.add(name);
  const isOurs = isBuiltIn(names) && !desk.structure.functions.has(name);
  const isAggregate = aggregates.has(name);
  if (!isOurs || !(isAggregate || pure.has(name)))
    doubt(desk, `function ${pure.has(name) || isAggregate ? name : known(name)} is not on the list`);
  const { funcname: _, over, ...rest } = body;
  const given = union([children(desk, rest, spot), windowOf(desk, { over }, spot)]);
  // INVARIANT: a call that fails for some values and not for others says which, as does one that picks by order: it is a question.
  if (!steady.has(name)) choose(desk, given);
  choose(desk, children(desk, { order: list(body, 'agg_order') }, spot));
  if (name !== 'count')
    return {
      ...given,
      isKept: keeping.has(name) && isKeptArgument(desk, body, spot),
      how: isAggregate ? 'aggregated' : given.how === 'literal' && !isAggregate ? 'literal' : 'transformed',
    };
  const [argument] = list(body, 'args');
  const isPlain = argument === undefined || tagged(argument).tag === 'ColumnRef';
  return isPlain && !has(body, 'agg_filter') && !has(body, 'over')
    ? { from: [], how: 'counted' }
    : { ...given, how: 'counted' };
}

/** One argument, a value as it stands. */
function isKeptArgument(desk: Desk, body: JsonObject, spot: Spot): boolean {
  const [only, ...more] = list(body, 'args');
  if (only === undefined || more.length > 0) return false;
  return walk({ ...desk, ink: freshInk() }, only, deeper(spot)).isKept === true;
}

/** A name that the agent chose never comes back in words. */
const known = (name: string): string =>
  /^(?:pg_|lo_|query_to_|table_to_|nextval$|setval$|set_config$|dblink)/.test(name) &&
  /^[a-z0-9_]{1,40}$/.test(name)
    ? name
    : '_';

/** Rows come out in the order of a window: what it sorts by has chosen it. */
function windowOf(desk: Desk, { over }: { readonly over: Node }, spot: Spot): Value {
  const value = over !== undefined && isObject(over) ? children(desk, over, spot) : literal;
  choose(desk, value);
  return value;
}

/** A subquery's value tells of whatever it chooses by as well. */
function subquery(desk: Desk, body: JsonObject, spot: Spot): Value {
  const from = desk.ink.filters.length;
  const columns = desk.query(desk, own(body, 'subselect'), {
    ...spot.env,
    sources: [],
    merged: [],
    outer: spot.env,
  });
  const asked: Value = { from: desk.ink.filters.slice(from), how: 'transformed' };
  const test = has(body, 'testexpr') ? walk(desk, own(body, 'testexpr'), deeper(spot)) : literal;
  const isExists = text(body, 'subLinkType') === 'EXISTS_SUBLINK';
  const values = isExists ? [] : columns.map(({ value }) => value);
  return union([asked, test, ...values]);
}

/** `(c).email` picks one column of a row; of anything else it picks from all of it. */
function indirection(desk: Desk, body: JsonObject, spot: Spot): Value {
  const row = bodyOf(own(body, 'arg'), 'ColumnRef');
  const names = texts(list(row, 'fields'));
  const [step] = list(body, 'indirection');
  const source = row === undefined ? undefined : sourceNamed(spot.env, names);
  const picked = textIn(step);
  if (source !== undefined && picked !== '' && source.anything === undefined)
    return resolve(desk, spot.env, [...names, picked]);
  return union([
    walk(desk, own(body, 'arg'), deeper(spot)),
    children(desk, { steps: list(body, 'indirection') }, spot),
  ]);
}

function reference(desk: Desk, body: JsonObject, { env }: Spot): Value {
  const fields = list(body, 'fields');
  const isRow = tagged(fields.at(-1)).tag === 'A_Star';
  if (!isRow) return resolve(desk, env, texts(fields));
  const source = sourceNamed(env, texts(fields.slice(0, -1)));
  if (source !== undefined) for (const { name } of source.columns) resolve(desk, env, [source.alias, name]);
  return source === undefined ? unknownValue : wholeRow(source);
}

const asking = new Set(['BoolExpr', 'NullTest', 'BooleanTest', 'CaseExpr', 'MinMaxExpr']);
/** A sum may overflow or divide by nothing; a cast may not parse; JSON may not hold what it is given. */
function canFail(tag: string, body: JsonObject): boolean {
  if (tag === 'TypeCast') {
    const [type = ''] = texts(list(part(body, 'typeName'), 'names')).slice(-1);
    return !steadyTypes.has(type) || list(part(body, 'typeName'), 'typmods').length > 0;
  }
  if (tag.startsWith('Json') || tag === 'A_ArrayExpr' || tag === 'A_Indices') return true;
  return tag === 'A_Expr' && textIn(list(body, 'name').at(-1)) !== '||';
}

const isQuestion = (tag: string, body: JsonObject): boolean =>
  asking.has(tag) ||
  (tag === 'A_Expr' &&
    (text(body, 'kind') !== 'AEXPR_OP' || /^[=<>!~]/.test(textIn(list(body, 'name').at(-1)))));

function walk(desk: Desk, node: Node, spot: Spot): Value {
  const { tag, body } = tagged(node);
  if (spot.level > deepest) {
    doubt(desk, 'nested too deeply');
    return unknownValue;
  }
  if (constants.has(tag)) return literal;
  if (tag === 'ColumnRef') return reference(desk, body, spot);
  if (tag === 'FuncCall') return call(desk, body, spot);
  if (tag === 'SubLink') return subquery(desk, body, spot);
  if (tag === 'A_Indirection') return indirection(desk, body, spot);
  if (tag === 'A_Expr') checkOperator(desk, texts(list(body, 'name')));
  if (tag === 'TypeCast') checkType(desk, part(body, 'typeName'));
  if (tag !== 'A_Expr' && tag !== 'TypeCast' && !holders.has(tag)) {
    doubt(desk, 'an expression of a kind that is not on the list');
    return unknownValue;
  }
  const value = children(desk, body, spot);
  if ((isQuestion(tag, body) || canFail(tag, body)) && isClassified(value)) choose(desk, value);
  return value;
}

export const derive = (desk: Desk, node: Node, env: Env): Value => walk(desk, node, { env, level: 0 });
