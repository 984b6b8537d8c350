/** Expressions that answer for every value there is, in work and length that do not depend on it: their value is masked, and nothing else shows. What it does not know is not calm. */
import { type JsonObject, own } from '../../../../call/json.js';
import { deepest, isTrue, list, type Node, part, tagged, text, textIn, texts } from '../tree/tree.js';
import { steady } from '../tree/words.js';
import { isSteadyType } from './asking.js';

const wholeIn = (node: Node): number | undefined => {
  const integer = part(tagged(node).tag === 'A_Const' ? tagged(node).body : {}, 'ival');
  // A zero is written as nothing.
  const value = integer === undefined ? undefined : (own(integer, 'ival') ?? 0);
  return typeof value === 'number' ? value : undefined;
};

const textOf = (node: Node): string | undefined => {
  const constant = part(tagged(node).tag === 'A_Const' ? tagged(node).body : {}, 'sval');
  return constant === undefined ? undefined : text(constant, 'sval');
};

type Arguments = readonly Node[];
const isWhole = (node: Node, least = Number.NEGATIVE_INFINITY): boolean =>
  (wholeIn(node) ?? Number.NaN) >= least;
const firstsAreTexts = (args: Arguments): boolean =>
  args.every((one, at) => at % 2 === 1 || textOf(one) !== undefined);

/** What is not of a length or kind that the author chose by a value: each of these fails or grows by its other arguments alone. */
const tame: Readonly<Record<string, (args: Arguments) => boolean>> = {
  left: ([, length]) => isWhole(length),
  right: ([, length]) => isWhole(length),
  substr: ([, from, length]) => isWhole(from) && (length === undefined || isWhole(length, 0)),
  substring: ([, from, length]) => isWhole(from) && (length === undefined || isWhole(length, 0)),
  split_part: ([, sign, place]) => textOf(sign) !== undefined && isWhole(place, 1),
  translate: ([, from, to]) => textOf(from) !== undefined && textOf(to) !== undefined,
  replace: ([, from, to]) => {
    const [before, after] = [textOf(from), textOf(to)];
    return before !== undefined && after !== undefined && after.length <= before.length;
  },
  ...Object.fromEntries(
    ['btrim', 'ltrim', 'rtrim', 'trim'].map((name) => [
      name,
      (args: Arguments) => args.slice(1).every((one) => textOf(one) !== undefined),
    ]),
  ),
  concat_ws: ([sign]) => textOf(sign) !== undefined,
  lag: ([, back, otherwise]) => (back === undefined || isWhole(back)) && otherwise === undefined,
  lead: ([, on, otherwise]) => (on === undefined || isWhole(on)) && otherwise === undefined,
  strpos: () => true,
  position: () => true,
  extract: ([field]) => textOf(field) !== undefined,
  date_part: ([field]) => textOf(field) !== undefined,
  format: ([pattern]) => /^(?:[^%]|%s|%%)*$/.test(textOf(pattern) ?? '%'),
  jsonb_build_object: firstsAreTexts,
  json_build_object: firstsAreTexts,
  jsonb_build_array: () => true,
  json_build_array: () => true,
};

/** A call that no value of its arguments makes fail, grow or take long. */
export function isSteady(body: JsonObject): boolean {
  const names = texts(list(body, 'funcname'));
  const [name = ''] = names.slice(-1);
  // One of the user's may bear any name.
  if (names.length > 1 && names[0] !== 'pg_catalog') return false;
  const test = Object.hasOwn(tame, name) ? tame[name] : undefined;
  if (test === undefined) return steady.has(name);
  return test(list(body, 'args')) && !isTrue(body, 'func_variadic');
}

const holders = new Set(
  'A_Const ColumnRef BoolExpr NullTest BooleanTest CaseExpr CaseWhen CoalesceExpr MinMaxExpr List'.split(' '),
);
const comparing = new Set(
  'AEXPR_IN AEXPR_NULLIF AEXPR_DISTINCT AEXPR_NOT_DISTINCT AEXPR_BETWEEN AEXPR_NOT_BETWEEN'.split(' '),
);
const comparisons = new Set('= <> != < <= > >= ||'.split(' '));

/** A pattern that ends in its own escape fails, once a value has got that far. */
function isCalmOperation(body: JsonObject): boolean {
  const kind = text(body, 'kind');
  if (kind === 'AEXPR_OP') return comparisons.has(textIn(list(body, 'name').at(-1)));
  if (kind !== 'AEXPR_LIKE' && kind !== 'AEXPR_ILIKE') return comparing.has(kind);
  return !(textOf(own(body, 'rexpr')) ?? '\\').includes('\\');
}

/** By no value, but by how many they are given, by a unit, an encoding or the form of an array: where one is not reached, what stands before it tells. */
const faulty: ReadonlySet<string> = new Set(
  'format json_build_object jsonb_build_object json_object jsonb_object date_part extract date_trunc length array_agg array_cat array_append array_prepend'.split(
    ' ',
  ),
);
const isCalmCall = (body: JsonObject): boolean =>
  isSteady(body) &&
  !faulty.has(texts(list(body, 'funcname')).at(-1) ?? '') &&
  ['agg_filter', 'agg_order', 'over'].every((name) => own(body, name) === undefined);

const isCalmCast = (body: JsonObject): boolean => isSteadyType(part(body, 'typeName'));

const parts = (node: Node): readonly Node[] =>
  Object.entries(tagged(node).body).flatMap(([name, child]) =>
    ['name', 'funcname', 'fields', 'typeName'].includes(name) ? [] : Array.isArray(child) ? child : [child],
  );

/** INVARIANT: of the whole of it, branches that are not taken included: which of them is taken is what would show. `known`: what has been looked at. */
export function isCalm(node: Node, known: Map<Node, boolean>, level = 0): boolean {
  const found = known.get(node);
  if (found !== undefined) return found;
  const calm = level <= deepest && isCalmWith(node, (one) => isCalm(one, known, level + 1));
  known.set(node, calm);
  return calm;
}

function isCalmWith(node: Node, isInside: (one: Node) => boolean): boolean {
  const { tag, body } = tagged(node);
  const isKnown =
    holders.has(tag) ||
    (tag === 'A_Expr' && isCalmOperation(body)) ||
    (tag === 'FuncCall' && isCalmCall(body)) ||
    (tag === 'TypeCast' && isCalmCast(body));
  if (tag === 'A_Const' || tag === 'ColumnRef') return true;
  return isKnown && parts(node).every((one) => tagged(one).tag === '' || isInside(one));
}
