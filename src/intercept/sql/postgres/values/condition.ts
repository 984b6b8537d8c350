/** How tightly a WHERE pins the rows of a PostgreSQL UPDATE or DELETE. What names no column of the table is a tautology, whatever else it says. */
import { isObject, type JsonObject, own } from '../../../../call/json.js';
import type { Scope } from '../../../effects.js';
import { type Arm, coverAll } from '../../arms.js';
import { fewRows } from '../../bounds.js';
import {
  below,
  bodyOf,
  deepest,
  isSame,
  itemsOf,
  list,
  type Node,
  part,
  tagged,
  text,
  textIn,
  texts,
} from '../tree/tree.js';
import { systemColumns } from '../tree/words.js';
import { asksOfItself, losesOfItself } from './itself.js';

export interface Target {
  readonly alias: string;
  readonly columns: ReadonlySet<string>;
  readonly key: readonly string[];
  /** No two rows that it may reach bear the same key: one table's own says nothing of its heirs. */
  readonly isUnique: boolean;
  /** Tables beside it: a bare name that they bear as well is not its own. */
  readonly beside: ReadonlySet<string>;
}
const mostPins = 1_000;

interface Term extends Arm {
  readonly kind: 'pin' | 'plain' | 'always';
  readonly most: number;
}
const always: Term = { kind: 'always', column: '', lets: 'some', most: 0 };
const plain: Term = { ...always, kind: 'plain' };

/** A constant, cast or not, signed or not. */
function isConstant(node: Node, level = 0): boolean {
  const { tag, body } = tagged(node);
  if (level > deepest) return false;
  if (tag === 'TypeCast') return isConstant(own(body, 'arg'), level + 1);
  const isSigned =
    tag === 'A_Expr' &&
    own(body, 'lexpr') === undefined &&
    ['-', '+'].includes(textIn(list(body, 'name')[0]));
  return isSigned ? isConstant(own(body, 'rexpr'), level + 1) : tag === 'A_Const' || tag === 'ParamRef';
}

function boundOf(node: Node): string {
  const { tag, body } = tagged(node);
  if (tag === 'TypeCast') return boundOf(own(body, 'arg'));
  if (tag === 'A_Expr') return `-${boundOf(own(body, 'rexpr'))}`;
  const integer = part(body, 'ival');
  if (integer !== undefined) return String(own(integer, 'ival') ?? 0);
  return text(part(body, 'fval'), 'fval') || text(part(body, 'sval'), 'sval');
}

/** The table's own column; undefined for anything else. */
function columnOf(node: Node, target: Target): string | undefined {
  const fields = texts(list(bodyOf(node, 'ColumnRef'), 'fields'));
  const [name = ''] = fields.slice(-1);
  if (fields.length === 0 || !(target.columns.has(name) || systemColumns.has(name))) return undefined;
  if (fields.length === 1) return target.beside.has(name) ? undefined : name;
  return fields.at(-2) === target.alias ? name : undefined;
}

const columnsIn = (node: Node, target: Target): readonly string[] =>
  [...below(node, ({ tag }) => tag === 'SelectStmt')].flatMap(({ tag, body }) =>
    tag === 'ColumnRef' ? (columnOf({ ColumnRef: body }, target) ?? []) : [],
  );

/** Inside a subquery a bare name is the subquery's own. */
function chooses(node: Node, target: Target): boolean {
  if (columnsIn(node, target).length > 0) return true;
  return [...below(node)].some(({ tag, body }) => {
    const fields = texts(list(tag === 'ColumnRef' ? body : undefined, 'fields'));
    return fields.length > 1 && fields.at(-2) === target.alias && target.columns.has(fields.at(-1) ?? '');
  });
}

interface Sides {
  readonly operator: string;
  readonly left: Node;
  readonly right: Node;
}
const mirrored: Readonly<Record<string, string>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' };

const isNoMore = (node: Node): boolean => isConstant(node) && /^(?:|-.*|0+(?:\.0*)?)$/.test(boundOf(node));

/** INVARIANT: what turns a value into another leaves a key as it is, as good as ever; `abs(c) >= c` is so for all. */
const isAsked = ({ operator, left, right }: Sides, target: Target): boolean =>
  ['=', 'IS NOT DISTINCT FROM'].includes(operator) &&
  asksOfItself(left, right) &&
  !columnsIn(left, target).some((name) => target.key.includes(name));

/** The same column twice on one side, which may come out as the same for all; but for how much longer it is than what is left of it. */
function isRepeated(node: Node, target: Target, operator: string): boolean {
  const names = columnsIn(node, target);
  if (new Set(names).size === names.length) return false;
  return !['=', '>'].includes(operator) || !losesOfItself(node);
}

/** Both sides the same, or a sum that comes out the same for every row. */
function isSettled({ operator, left, right }: Sides, target: Target): boolean {
  if (isSame(left, right)) return true;
  const [mine, other] = [columnsIn(left, target), columnsIn(right, target)];
  const isEqual = ['=', '<=', '>=', 'IS NOT DISTINCT FROM'].includes(operator);
  const beside = new Set(other);
  if (isEqual && mine.some((name) => beside.has(name))) return !isAsked({ operator, left, right }, target);
  if (isRepeated(left, target, operator) || isRepeated(right, target, mirrored[operator] ?? operator))
    return true;
  const isComputed = columnOf(left, target) === undefined && columnOf(right, target) === undefined;
  return (
    isComputed &&
    ((['>', '>='].includes(operator) && isNoMore(right)) ||
      (['<', '<='].includes(operator) && isNoMore(left)))
  );
}

const lets: Readonly<Record<string, Arm['lets']>> = {
  '=': 'point',
  '<': 'low',
  '<=': 'low',
  '>': 'high',
  '>=': 'high',
  '<>': 'co',
  '!=': 'co',
};

function operation(sides: Sides, target: Target, node: Node): Term {
  if (isSettled(sides, target)) return always;
  const flips = isConstant(sides.left) && columnOf(sides.right, target) !== undefined;
  const { operator, left, right } = flips
    ? { operator: mirrored[sides.operator] ?? sides.operator, left: sides.right, right: sides.left }
    : sides;
  const column = columnOf(left, target);
  if (column === undefined) return chooses(node, target) ? plain : always;
  const arm = { column, lets: lets[operator] ?? 'some', most: 0 } as const;
  if (operator === '=' && isConstant(right)) return { ...arm, kind: 'pin', most: 1 };
  return isConstant(right) ? { ...arm, kind: 'plain', bound: boundOf(right) } : { ...arm, kind: 'plain' };
}

function membership(body: JsonObject, target: Target, node: Node): Term {
  const column = columnOf(own(body, 'lexpr'), target);
  const items = itemsOf(own(body, 'rexpr'));
  if (items.some((item) => isSame(item, own(body, 'lexpr')))) return always;
  if (column === undefined) return chooses(node, target) ? plain : always;
  const isNegated = textIn(list(body, 'name')[0]) === '<>';
  if (isNegated) return { ...plain, column, lets: 'co' };
  const isPin = items.every((item) => isConstant(item)) && items.length <= mostPins;
  return { column, lets: 'point', kind: isPin ? 'pin' : 'plain', most: items.length };
}

function pattern(body: JsonObject, target: Target, node: Node): Term {
  const isNegated = textIn(list(body, 'name')[0]).startsWith('!');
  const right = own(body, 'rexpr');
  // What is bound to a mark may be `%`: its bound is told as nothing.
  const isAny = isConstant(right) && /^[%_]*$/.test(boundOf(right));
  if (isSame(own(body, 'lexpr'), right) || (isAny && !isNegated)) return always;
  if (!chooses(node, target)) return always;
  return { ...plain, column: columnOf(own(body, 'lexpr'), target) ?? '', lets: isNegated ? 'co' : 'point' };
}

function comparison(body: JsonObject, target: Target, node: Node): Term {
  const kind = text(body, 'kind');
  const operator = textIn(list(body, 'name').at(-1));
  const [left, right] = [own(body, 'lexpr'), own(body, 'rexpr')];
  if (kind === 'AEXPR_IN') return membership(body, target, node);
  if (['AEXPR_LIKE', 'AEXPR_ILIKE', 'AEXPR_SIMILAR'].includes(kind)) return pattern(body, target, node);
  if (kind === 'AEXPR_OP') return operation({ operator, left, right }, target, node);
  if (kind === 'AEXPR_NOT_DISTINCT')
    return operation({ operator: 'IS NOT DISTINCT FROM', left, right }, target, node);
  if (kind === 'AEXPR_DISTINCT') return operation({ operator: '<>', left, right }, target, node);
  const between = kind.startsWith('AEXPR_BETWEEN') && itemsOf(right).some((item) => isSame(item, left));
  const column = columnOf(left, target) ?? '';
  return between || !chooses(node, target)
    ? always
    : { ...plain, column, lets: kind.includes('NOT') ? 'co' : 'point' };
}

function nullTest(body: JsonObject, target: Target): Term {
  const isNull = text(body, 'nulltesttype') === 'IS_NULL';
  const column = columnOf(own(body, 'arg'), target);
  if (column === undefined) return isNull && chooses(own(body, 'arg'), target) ? plain : always;
  return target.key.includes(column) ? always : { ...plain, column, lets: isNull ? 'null' : 'not-null' };
}

export function termOf(node: Node, target: Target, level = 0): Term {
  const { tag, body } = tagged(node);
  if (level > deepest) return always;
  if (tag === 'A_Expr') return comparison(body, target, node);
  if (tag === 'NullTest') return nullTest(body, target);
  if (tag !== 'BoolExpr') return tag !== 'A_Const' && chooses(node, target) ? plain : always;
  const args = list(body, 'args');
  const terms = args.map((one) => termOf(one, target, level + 1));
  if (text(body, 'boolop') === 'NOT_EXPR') {
    const isOne = tagged(args[0]).tag !== 'BoolExpr' && terms[0]?.kind !== 'always';
    return isOne ? { ...plain, column: terms[0]?.column ?? '', lets: 'co' } : always;
  }
  if (text(body, 'boolop') === 'AND_EXPR')
    return {
      ...(terms.find(({ kind }) => kind === 'pin') ?? terms.find(({ kind }) => kind === 'plain') ?? always),
    };
  const isWhole = terms.some(({ kind }) => kind === 'always') || coverAll(terms);
  return isWhole ? always : plain;
}

/** Columns held by constants in the outer conjunction, with the most values each can take. */
function pinsOf(node: Node, target: Target): ReadonlyMap<string, number> {
  const { tag, body } = tagged(node);
  if (tag === 'BoolExpr' && text(body, 'boolop') === 'AND_EXPR')
    return new Map(list(body, 'args').flatMap((one) => [...pinsOf(one, target)]));
  const term = tag === 'A_Expr' ? termOf(node, target) : always;
  return term.kind === 'pin' ? new Map([[term.column, term.most]]) : new Map();
}

export function scopeOf(node: Node, target: Target): Scope {
  if (node === undefined || !isObject(node)) return 'none';
  const pins = pinsOf(node, target);
  const rows = target.key.reduce((product, column) => product * (pins.get(column) ?? Infinity), 1);
  if (target.isUnique && target.key.length > 0 && rows <= fewRows) return 'key-pinned';
  return termOf(node, target).kind === 'always' ? 'tautology' : 'predicate';
}
