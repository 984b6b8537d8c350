/** Where the marks of a statement stand: beside a classified column of text, as `=` in the outer conjunction, or put into one as they are. Every other place is anywhere. */
import { type JsonObject, own } from '../../../call/json.js';
import { clear } from '../../../catalog/catalog.js';
import type { Mark } from '../../effects.js';
import { type Desk, type Env, emptyEnv, freshInk, type Origin } from './ink.js';
import { resolve } from './names.js';
import { type Puts, putsIn } from './puts.js';
import { routineNamed } from './routine.js';
import { fromAll } from './sources.js';
import {
  below,
  bodyOf,
  callsIn,
  has,
  itemsOf,
  list,
  type Node,
  part,
  tagged,
  text,
  textIn,
  texts,
} from './tree.js';

interface Equality {
  readonly column: Origin;
  readonly numbers: readonly number[];
}

export interface Marked {
  readonly marks: readonly Mark[];
  /** The statement without the comparisons: what it still asks, it asks by something else. Undefined where there are none. */
  readonly without: Node;
}

const numberOf = (node: Node): number | undefined => {
  const number = own(bodyOf(node, 'ParamRef') ?? {}, 'number');
  return typeof number === 'number' ? number : undefined;
};

interface Sides {
  readonly fields: readonly string[];
  readonly numbers: readonly number[];
}

function sidesOf(node: Node): Sides | undefined {
  const body = bodyOf(node, 'A_Expr') ?? {};
  const [operator, ...more] = list(body, 'name').map(textIn);
  const kinds = ['AEXPR_OP', 'AEXPR_NOT_DISTINCT', 'AEXPR_IN'];
  if (operator !== '=' || more.length > 0 || !kinds.includes(text(body, 'kind'))) return undefined;
  const [left, right] = [own(body, 'lexpr'), own(body, 'rexpr')];
  const isMarkLeft = numberOf(left) !== undefined;
  const fields = texts(list(bodyOf(isMarkLeft ? right : left, 'ColumnRef'), 'fields'));
  const other = isMarkLeft ? left : right;
  const numbers = (text(body, 'kind') === 'AEXPR_IN' ? itemsOf(other) : [other]).map(numberOf);
  const known = numbers.filter((number) => number !== undefined);
  return fields.length > 0 && known.length > 0 && known.length === numbers.length
    ? { fields, numbers: known }
    : undefined;
}

/** What a table holds as it stands, of one class, and of text: nothing that is bound to the mark can make the comparison fail. */
function columnAt(desk: Desk, env: Env, fields: readonly string[]): Origin | undefined {
  const ink = freshInk();
  const { from, how } = resolve({ ...desk, ink }, env, fields);
  const [origin, ...others] = from;
  if (origin === undefined || others.length > 0 || how !== 'identity' || ink.doubts.size > 0)
    return undefined;
  const isText = desk.structure.relations.get(origin.dataset)?.texts.has(origin.column) === true;
  return isText && origin.class !== clear ? origin : undefined;
}

const within = [
  'SubLink',
  'RangeSubselect',
  'RangeFunction',
  'CommonTableExpr',
  'JsonTable',
  'OnConflictClause',
];

/** Tables, and no query within: then each row that the WHERE looks at is a row that may be read. */
function fromOf(tag: string, body: JsonObject, node: Node): readonly Node[] | undefined {
  const all = [...below(node)];
  const queries = all.filter((one) => one.tag === 'SelectStmt').length;
  if (all.some((one) => within.includes(one.tag)) || has(body, 'withClause')) return undefined;
  if (tag === 'SelectStmt') return queries === 1 ? list(body, 'fromClause') : undefined;
  const isAlone = !has(body, 'fromClause') && !has(body, 'usingClause') && queries === 0;
  const relation = part(body, 'relation');
  const isRead = tag === 'UpdateStmt' || tag === 'DeleteStmt';
  return isRead && isAlone && relation !== undefined ? [{ RangeVar: relation }] : undefined;
}

const isAnd = (node: Node): boolean => text(bodyOf(node, 'BoolExpr'), 'boolop') === 'AND_EXPR';

const conjuncts = (node: Node): readonly Node[] =>
  isAnd(node) ? list(bodyOf(node, 'BoolExpr'), 'args').flatMap(conjuncts) : [node];

function withoutThese(node: Node, parts: readonly Node[]): Node {
  const { tag, body } = tagged(node);
  const { whereClause: _, ...rest } = body;
  const kept = parts.flatMap((one) => one ?? []);
  if (kept.length === 0) return { [tag]: rest };
  return { [tag]: { ...rest, whereClause: { BoolExpr: { boolop: 'AND_EXPR', args: [...kept] } } } };
}

/** Where each mark below stands that is compared with nothing. */
const placed = (node: Node, puts: Puts): readonly Mark[] =>
  [...below(node)].flatMap(({ tag, body }): readonly Mark[] => {
    if (tag !== 'ParamRef') return [];
    const into = puts.get(body);
    const number = numberOf({ ParamRef: body }) ?? 0;
    return [into === undefined ? { number } : { number, into }];
  });

const told = ({ column: { dataset, column, class: name }, numbers }: Equality): readonly Mark[] =>
  numbers.map((number) => ({ number, equals: { dataset, column, class: name } }));

export function markedIn(desk: Desk, node: Node): Marked {
  // How often a function is called tells what was found, and one may look at what is put.
  const isAlone = callsIn(node).every(({ names }) => routineNamed(desk.structure, names) === undefined);
  const isAsked = [...below(node)].some(({ tag }) => tag === 'ParamRef');
  if (!isAsked || !isAlone) return { marks: placed(node, new Map()), without: undefined };
  const puts = putsIn(desk, node);
  const { tag, body } = tagged(node);
  const from = fromOf(tag, body, node);
  if (from === undefined) return { marks: placed(node, puts), without: undefined };
  const ink = freshInk();
  const env = fromAll(
    { ...desk, ink },
    from.map((one) => one ?? null),
    emptyEnv,
  );
  const found = conjuncts(own(body, 'whereClause')).map((part) => {
    const sides = sidesOf(part);
    const column = sides === undefined ? undefined : columnAt(desk, env, sides.fields);
    return {
      part,
      equality: sides === undefined || column === undefined ? undefined : { column, numbers: sides.numbers },
    };
  });
  const equalities = found.flatMap(({ equality }): readonly Equality[] =>
    equality === undefined ? [] : [equality],
  );
  if (equalities.length === 0) return { marks: placed(node, puts), without: undefined };
  const rest = found.flatMap((one) => (one.equality === undefined ? [one.part] : []));
  const without = withoutThese(node, rest);
  return { marks: [...equalities.flatMap(told), ...placed(without, puts)], without };
}
