/** Whether a column that is compared with what is made of it is another than that for some rows: `c = upper(c)` asks what stands there. It refuses whatever leaves a value as it is, or might. */
import { type JsonObject, own } from '../../../../call/json.js';
import { bodyOf, isSame, list, type Node, part, tagged, text, textIn, texts } from '../tree/tree.js';

type Arguments = readonly Node[];

const saidIn = (node: Node): string | undefined => {
  const said = part(bodyOf(node, 'A_Const') ?? {}, 'sval');
  return said === undefined ? undefined : text(said, 'sval');
};
const isSaid = (node: Node): boolean => (saidIn(node) ?? '') !== '';

const none = (more: Arguments): boolean => more.length === 0;
const signs = (more: Arguments): boolean => more.length === 0 || (more.length === 1 && more.every(isSaid));
/** So many signs that few values have no more. */
const few = 8;
const countIn = (node: Node): number => {
  const count = own(part(bodyOf(node, 'A_Const') ?? {}, 'ival') ?? {}, 'ival');
  return typeof count === 'number' ? count : 0;
};
const isFew = (node: Node): boolean => countIn(node) > 0 && countIn(node) <= few;
const cut = (more: Arguments): boolean => more.length === 1 && more.every(isFew);
/** From its second sign on, or so many from its first. */
const within = ([start, ...more]: Arguments): boolean =>
  more.length === 0 ? countIn(start) > 1 && isFew(start) : countIn(start) > 0 && more.every(isFew);
/** Something is written down that it looks for, and something else that it puts there, which names no part of what it found. */
const exchange = ([from, to, ...flags]: Arguments): boolean => {
  const put = saidIn(to);
  return (
    isSaid(from) && put !== undefined && !put.includes('\\') && saidIn(from) !== put && flags.every(isSaid)
  );
};
/** Sign by sign: none for itself, and none of which the first place alone counts. */
const bySign = ([from, to, ...more]: Arguments): boolean => {
  const [sought, put] = [[...(saidIn(from) ?? '')], [...(saidIn(to) ?? '')]];
  const isOther = sought.every((sign, at) => sign !== put[at]) && new Set(sought).size === sought.length;
  return more.length === 0 && sought.length > 0 && saidIn(to) !== undefined && isOther;
};

/** Functions that make another value of some, by what stands behind the first of their arguments. A number that is whole is its own `round`: no type is known here. */
const turning: Readonly<Record<string, (more: Arguments) => boolean>> = {
  upper: none,
  lower: none,
  initcap: none,
  reverse: none,
  btrim: signs,
  ltrim: signs,
  rtrim: signs,
  abs: none,
  left: cut,
  right: cut,
  substr: within,
  substring: within,
  replace: exchange,
  translate: bySign,
  regexp_replace: exchange,
};
/** What leaves a text shorter where it finds what it looks for. */
const shortening = new Set(['btrim', 'ltrim', 'rtrim', 'replace', 'regexp_replace']);
/** Of one column they are the same for some values alone. INVARIANT: no two are two names of one. */
const apart: readonly ReadonlySet<string>[] = [
  new Set(['upper', 'lower', 'initcap']),
  new Set(['left', 'right']),
];
/** One behind another may be what there was: `reverse(reverse(c))`. These are not. */
const inARow = new Set(['upper', 'lower', 'initcap', 'btrim', 'ltrim', 'rtrim']);
/** What is told of a value and says the more of it, the longer it is. */
const measures = new Set(['length', 'char_length', 'character_length', 'octet_length']);

interface Call {
  readonly name: string;
  readonly args: Arguments;
}

/** Called as it is known: no aggregate, no window, not in a schema that is not PostgreSQL's own. */
function callIn(node: Node): Call | undefined {
  const body: JsonObject | undefined = bodyOf(node, 'FuncCall');
  const names = texts(list(body, 'funcname'));
  const isOwn = names.length === 1 || (names.length === 2 && names[0] === 'pg_catalog');
  const extras = ['agg_order', 'agg_filter', 'over', 'agg_distinct', 'agg_star', 'func_variadic'];
  if (body === undefined || !isOwn || extras.some((one) => own(body, one) !== undefined)) return undefined;
  return { name: names.at(-1) ?? '', args: list(body, 'args') };
}

const isColumn = (node: Node): boolean => tagged(node).tag === 'ColumnRef';

/** A column, turned once or more. */
function turned(node: Node): { readonly column: Node; readonly by: readonly string[] } | undefined {
  if (isColumn(node)) return { column: node, by: [] };
  const call = callIn(node);
  const [first, ...more] = call?.args ?? [];
  const isTurning = call !== undefined && Object.hasOwn(turning, call.name);
  const inner = isTurning && turning[call.name]?.(more) === true ? turned(first) : undefined;
  return inner === undefined ? undefined : { column: inner.column, by: [call?.name ?? '', ...inner.by] };
}

/** What is measured of both alike. */
function measured(left: Node, right: Node): readonly [Node, Node] | undefined {
  const [one, other] = [callIn(left), callIn(right)];
  const isMeasure = one !== undefined && measures.has(one.name) && one.name === other?.name;
  return isMeasure && one.args.length === 1 && other?.args.length === 1
    ? [one.args[0], other.args[0]]
    : undefined;
}

/** What is looked for goes, and nothing as long comes in its place. */
function isShortened(node: Node): boolean {
  const { name = '', args = [] } = callIn(node) ?? {};
  if (isColumn(node)) return true;
  const isEmptied = !name.includes('replace') || saidIn(args[2]) === '';
  return shortening.has(name) && isEmptied && isColumn(args[0]);
}

/**
 * The same column on both sides, of which one at least is turned. INVARIANT: one turned after another may be what the other is by itself (`lower(upper(c))`):
 * beside what is turned stands the column as it is, or turned once by another. How long both are is the same but for what makes one shorter.
 */
export function asksOfItself(left: Node, right: Node): boolean {
  const sides = measured(left, right);
  if (sides !== undefined && !sides.every(isShortened)) return false;
  const [one, other] = (sides ?? [left, right]).map(turned);
  if (one === undefined || other === undefined || !isSame(one.column, other.column)) return false;
  const [fewer, more] = [one.by, other.by].sort((a, b) => a.length - b.length);
  if (fewer === undefined || more === undefined) return false;
  if (fewer.length === 0)
    return more.length === 1 || (more.length > 1 && more.every((name) => inARow.has(name)));
  const isPair = fewer.length === 1 && more.length === 1 && fewer[0] !== more[0] && sides === undefined;
  return isPair && apart.some((names) => [...fewer, ...more].every((name) => names.has(name)));
}

/** `length(c) - length(replace(c, ',', ''))`: how often something stands in it. */
export function losesOfItself(node: Node): boolean {
  const body = bodyOf(node, 'A_Expr') ?? {};
  const [left, right] = [own(body, 'lexpr'), own(body, 'rexpr')];
  const isLess = text(body, 'kind') === 'AEXPR_OP' && textIn(list(body, 'name')[0]) === '-';
  return (
    isLess &&
    isColumn(callIn(left)?.args[0]) &&
    measured(left, right) !== undefined &&
    asksOfItself(left, right)
  );
}
