/** What an expression derives from. It reads the node types it knows; any other is a doubt. */
import { isArray, isObject, type JsonObject, own } from '../../../../call/json.js';
import { choose, type Desk, doubt, type Env, hasRows } from '../desk/ink.js';
import { checkFunction, checkOperator, checkType } from '../desk/listed.js';
import { isSpent, meet, spend } from '../desk/pad.js';
import {
  type Column,
  isClassified,
  joined,
  literal,
  type Origin,
  union,
  unknownValue,
  type Value,
  weightOf,
} from '../desk/value.js';
import { routineNamed } from '../schema/routine.js';
import {
  bodyOf,
  deepest,
  has,
  isTrue,
  list,
  type Node,
  part,
  tagged,
  text,
  textIn,
  texts,
} from '../tree/tree.js';
import { absence, asksOfAbsence } from './absence.js';
import { canFail, fieldOf, isQuestion, joins } from './asking.js';
import { type Called, callRoutine } from './calls.js';
import { isCalm } from './calm.js';
import { engineCall } from './engine-call.js';
import { constantWeight, mostWeight } from './growth.js';
import { holding } from './holding.js';
import { compared, marked } from './light.js';
import { fieldsOf, resolve, rowNamed, sourceNamed, wholeRow } from './names.js';
import { gathersBeside } from './sorted.js';
import { isSteered, joinsClear } from './steered.js';
import { turnedOf } from './turning.js';
import { variesIn } from './varying.js';

/** Nodes that do nothing but hold others. */
const holders = new Set(
  `BoolExpr NullTest BooleanTest CaseExpr CaseWhen CoalesceExpr MinMaxExpr A_ArrayExpr RowExpr A_Indices CollateClause
NamedArgExpr GroupingFunc GroupingSet List SortBy WindowDef JsonObjectConstructor JsonArrayConstructor JsonKeyValue
JsonValueExpr JsonObjectAgg JsonArrayAgg JsonAggConstructor JsonArrayQueryConstructor JsonIsPredicate JsonFuncExpr
JsonParseExpr JsonScalarExpr JsonSerializeExpr JsonOutput JsonFormat JsonReturning JsonBehavior JsonArgument
RangeTableSample ResTarget MultiAssignRef`.split(/\s+/),
);
/** Which part of a MERGE was at work is asked by its conditions, which count by themselves. */
const constants = new Set(
  'A_Const SetToDefault SQLValueFunction MergeSupportFunc String Integer A_Star'.split(' '),
);
/** Markup that is put together. One that is parsed may name a file. */
const markup = new Set(['IS_XMLELEMENT', 'IS_XMLFOREST', 'IS_XMLCONCAT']);
/** Markup as the text that it is: to be set in lines, or to be a document, it is parsed. */
const isMarkup = (tag: string, body: JsonObject): boolean =>
  (tag === 'XmlExpr' && markup.has(text(body, 'op'))) ||
  (tag === 'XmlSerialize' && text(body, 'xmloption') === 'XMLOPTION_CONTENT' && !isTrue(body, 'indent'));

interface Spot {
  readonly env: Env;
  readonly level: number;
}
const deeper = ({ env, level }: Spot): Spot => ({ env, level: level + 1 });

/** The children of one node, whatever they are called. */
function parts(desk: Desk, body: JsonObject, spot: Spot): readonly Value[] {
  return Object.entries(body).flatMap(([name, child]) => {
    if (name === 'typeName' || name === 'typename') {
      checkType(desk, isObject(child) ? child : undefined);
      return [];
    }
    const nodes = isArray(child) ? child : [child];
    return nodes.flatMap((node) => {
      if (!isObject(node) || Object.keys(node).length === 0) return [];
      if (tagged(node).tag !== '') return [walk(desk, node, deeper(spot))];
      return parts(desk, node, deeper(spot));
    });
  });
}

const children = (desk: Desk, body: JsonObject, spot: Spot): Value => union(parts(desk, body, spot));

/** One of the user's: its body says what comes of it. */
function called(desk: Desk, body: JsonObject, spot: Spot): Called | undefined {
  const routine = routineNamed(desk.structure, texts(list(body, 'funcname')));
  if (routine === undefined) return undefined;
  const values = list(body, 'args').map((one) => walk(desk, one, deeper(spot)));
  return callRoutine(desk, routine, { body, values, isRepeated: hasRows(spot.env) });
}

/** The columns of a call in a FROM; undefined where PostgreSQL's own is called. */
export const derivedCall = (desk: Desk, node: Node, env: Env): readonly Column[] | undefined => {
  const body = bodyOf(node, 'FuncCall');
  return body === undefined ? undefined : called(desk, body, { env, level: 0 })?.columns;
};

function call(desk: Desk, body: JsonObject, spot: Spot): Value {
  const names = texts(list(body, 'funcname'));
  const [name = ''] = names.slice(-1);
  desk.ink.functions.add(name);
  checkFunction(desk, body);
  const routine = called(desk, body, spot);
  if (routine !== undefined) return routine.value;
  const { funcname: _, over, args = [], agg_order: by = [], agg_filter: where = null, ...rest } = body;
  const taken = parts(desk, { args }, spot);
  const [order, filter] = [parts(desk, { by }, spot), parts(desk, { where }, spot)];
  const others = [...parts(desk, rest, spot), windowOf(desk, over, spot)];
  return engineCall(desk, body, { taken, order, filter, others });
}

/** Rows come out in the order of a window: what it sorts by has chosen it. */
function windowOf(desk: Desk, over: Node, spot: Spot): Value {
  if (over === undefined || !isObject(over)) return literal;
  const names = ['name', 'refname'].map((one) => text(over, one)).filter((name) => name !== '');
  const named = names.map((name) => spot.env.windows?.get(name) ?? unknownValue);
  const value = union([children(desk, over, spot), ...named]);
  choose(desk, value);
  return value;
}

/** A subquery's value tells of whatever it chooses by as well. */
function subquery(desk: Desk, body: JsonObject, spot: Spot): Value {
  const filters = new Set<Origin>();
  // It is there for every row around it.
  const isRepeated = desk.isMultiplied || hasRows(spot.env);
  const inside = { ...desk, ink: { ...desk.ink, filters }, isMultiplied: isRepeated };
  const columns = desk.query(inside, own(body, 'subselect'), {
    ...spot.env,
    sources: [],
    outer: spot.env,
  });
  if (has(body, 'operName')) checkOperator(desk, texts(list(body, 'operName')));
  const asked: Value = { from: [...filters], how: 'transformed' };
  choose(desk, asked);
  const test = has(body, 'testexpr') ? walk(desk, own(body, 'testexpr'), deeper(spot)) : literal;
  const kind = text(body, 'subLinkType');
  const isExists = kind === 'EXISTS_SUBLINK';
  if (kind === 'ARRAY_SUBLINK' && isRepeated) choose(desk, union(columns.map(({ value }) => value)));
  const values = isExists ? [] : columns.map(({ value }) => value);
  const value = union([asked, test, ...values]);
  // Whether one equals another is a question, and so is whether nothing is known of it.
  if (has(body, 'testexpr')) choose(desk, value);
  return value;
}

/** A field of a type of the user's, whose name no function of his bears: what it comes to is made of the whole. */
const isField = ({ structure }: Desk, name: string): boolean =>
  structure.fields.has(name) && !structure.everywhere.functions.has(name);

/** INVARIANT: `(x).f` is a field of a row, or else a call of `f`: only a column of a row in sight, and a field of a type that has been told, is neither a doubt nor a call. */
function indirection(desk: Desk, body: JsonObject, spot: Spot): Value {
  const row = bodyOf(own(body, 'arg'), 'ColumnRef');
  const names = texts(list(row, 'fields'));
  const steps = list(body, 'indirection');
  const field = fieldOf(body);
  if (field !== undefined) {
    walk(desk, own(body, 'arg'), deeper(spot));
    return walk(desk, field, deeper(spot));
  }
  const [step, ...more] = steps;
  const picked = textIn(step);
  const isPicked = picked !== '' && row !== undefined && rowNamed(desk, spot.env, names) !== undefined;
  if (isPicked) meet(desk, own(body, 'arg'));
  const whole = isPicked ? literal : walk(desk, own(body, 'arg'), deeper(spot));
  const found = isPicked
    ? resolve(desk, spot.env, [...names, picked])
    : row === undefined
      ? undefined
      : fieldsOf(desk, whole)?.find(({ name }) => name === picked)?.value;
  const rest = found === undefined ? steps : more;
  if (rest.some((one) => tagged(one).tag !== 'A_Indices' && !isField(desk, textIn(one))))
    doubt(desk, 'a field of what is no row in sight');
  const from = found ?? whole;
  return rest.length === 0 ? from : union([from, children(desk, { steps: rest }, spot)]);
}

function reference(desk: Desk, body: JsonObject, { env }: Spot): Value {
  const fields = list(body, 'fields');
  const isRow = tagged(fields.at(-1)).tag === 'A_Star';
  if (!isRow) return resolve(desk, env, texts(fields));
  const source = sourceNamed(desk, env, texts(fields.slice(0, -1)));
  if (source !== undefined) for (const { name } of source.columns) resolve(desk, env, [source.alias, name]);
  return source === undefined ? unknownValue : wholeRow(source);
}

/** Whether something there derives from a classified value. */
const isTelling =
  ({ pad }: Desk) =>
  (nodes: readonly Node[]): boolean =>
    nodes.some((one) => one !== undefined && isClassified(pad.walked.get(one) ?? unknownValue));

function walk(desk: Desk, node: Node, spot: Spot): Value {
  if (isSpent(desk.pad)) return unknownValue;
  const value = holding(desk, node, seen(desk, node, spot));
  spend(desk, 1 + value.from.length);
  desk.pad.walked.set(node, value);
  meet(desk, node);
  return value;
}

function constant(body: JsonObject): Value {
  const said = own(part(body, 'sval') ?? {}, 'sval');
  const value = { ...literal, weight: constantWeight(said) };
  return typeof said === 'string' ? { ...value, written: said } : value;
}

function seen(desk: Desk, node: Node, spot: Spot): Value {
  const { tag, body } = tagged(node);
  if (spot.level > deepest) {
    doubt(desk, 'nested too deeply');
    return unknownValue;
  }
  if (tag === 'A_Const') return { ...constant(body), turned: turnedOf(node, desk.pad.walked) };
  if (tag === 'ParamRef') return marked(desk, body);
  if (constants.has(tag)) return literal;
  if (tag === 'ColumnRef') return reference(desk, body, spot);
  if (tag === 'FuncCall') return call(desk, body, spot);
  if (tag === 'SubLink') return subquery(desk, body, spot);
  if (tag === 'A_Indirection') return indirection(desk, body, spot);
  if (tag === 'A_Expr') checkOperator(desk, texts(list(body, 'name')));
  if (tag === 'TypeCast') checkType(desk, part(body, 'typeName'));
  if (tag === 'JsonArrayAgg' || tag === 'JsonObjectAgg') gathersBeside(desk, body);
  if (tag !== 'A_Expr' && tag !== 'TypeCast' && !holders.has(tag) && !isMarkup(tag, body)) {
    doubt(desk, 'an expression of a kind that is not on the list');
    return unknownValue;
  }
  const inside = tag === 'A_Expr' && isQuestion(tag, body) ? compared(desk, body) : body;
  const value = joins(tag, body) ? joined(parts(desk, body, spot)) : children(desk, inside, spot);
  if (asksOfAbsence(desk, node)) return absence;
  // INVARIANT: what is masked is no question, unless a value decides whether it fails, or how long it takes.
  const asks = isQuestion(tag, body) || canFail(tag, body);
  const tells = isTelling(desk);
  if (asks && isClassified(value) && (!isCalm(node, desk.pad.calm) || isSteered(node, tells)))
    choose(desk, value);
  if (desk.isMultiplied && isClassified(value) && joinsClear(node, tells)) choose(desk, value);
  const varies = tag === 'A_Expr' ? variesIn(desk, body) : undefined;
  const turned = turnedOf(node, desk.pad.walked);
  return varies === undefined && turned === undefined ? value : { ...value, varies, turned };
}

export function derive(desk: Desk, node: Node, env: Env): Value {
  const value = walk(desk, node, { env, level: 0 });
  if (weightOf(value) > mostWeight) desk.ink.grown.add(value);
  return value;
}
