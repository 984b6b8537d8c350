/** How tightly a WHERE pins the rows of an UPDATE or DELETE. What names no column of the table is a tautology, whatever else it says. */
import type { Scope } from '../../../effects.js';
import { type Arm, coverAll } from '../../arms.js';
import { fewRows } from '../../bounds.js';
import { splitAt } from '../tokens/statement.js';
import { fold, isLiteral, isOp, isWord, type Token } from '../tokens/token.js';
import { chooses, comparesOnlyItself, comparesWithItself } from './choosing.js';
import {
  bare,
  type Comparison,
  columnOf,
  comparisonOf,
  isConstant,
  operators,
  splitWord,
} from './comparison.js';
import type { TableRef } from './items.js';
import { armOf } from './letting.js';
import { plainColumn } from './names.js';

export interface Target {
  readonly table: TableRef;
  readonly key: readonly string[];
}

const mostPins = 1_000;

type Kind = 'pin' | 'plain' | 'always';

function inKind({ left, right, isNegated }: Comparison): Kind {
  if (isOp(right[0], '(') && isWord(right[1], 'select')) return 'plain';
  const list = isOp(right[0], '(') && isOp(right.at(-1), ')') ? splitAt(right.slice(1, -1), ',') : [];
  if (list.some((item) => comparesWithItself(left, item))) return 'always';
  const fits = list.length > 0 && list.every(isConstant);
  return isNegated || !fits || list.length > mostPins ? 'plain' : 'pin';
}

function likeKind({ left, right }: Comparison): Kind {
  const [pattern] = right;
  if (right.length !== 1 || !isLiteral(pattern)) return comparesWithItself(left, right) ? 'always' : 'plain';
  // What is bound to a mark may be `%`.
  const isAny = pattern?.kind === 'param' || (pattern?.kind === 'string' && /^[%_*?]*$/.test(pattern.name));
  return isAny ? 'always' : 'plain';
}

const equals = (comparison: Comparison): boolean =>
  !comparison.isNegated && ['=', '==', 'is'].includes(comparison.operator);

/** One value out of rows, as `(SELECT max(id) FROM t)`: which rows equal it is for the data to say, as with IN. */
const isLookedUp = (right: readonly Token[]): boolean =>
  isOp(right[0], '(') && isWord(right[1], 'select') && right.some((token) => isWord(token, 'from'));

/** A comparison with the column on its left. */
function kindOf(comparison: Comparison, column: string, target: Target): Kind {
  const { operator, isNegated, left, right } = comparison;
  if (operator === 'in') return inKind(comparison);
  if (operator === 'like' || operator === 'glob') return isNegated ? 'plain' : likeKind(comparison);
  const isNull = operator === 'isnull' || (operator === 'is' && isWord(right[0], 'null'));
  if (operator === 'notnull' || isNull)
    return right.length <= 1 && !target.key.includes(column) ? 'plain' : 'always';
  if (operator === 'between')
    return splitWord(right, 'and').some((bound) => comparesWithItself(left, bound)) ? 'always' : 'plain';
  if (isConstant(right)) return equals(comparison) ? 'pin' : 'plain';
  if (isLookedUp(right)) return 'plain';
  return comparesOnlyItself(comparison) ? 'always' : 'plain';
}

const mirrored: Readonly<Record<string, string>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' };

interface Term {
  readonly kind: Kind;
  readonly column: string;
  /** Rows that a pin lets through at most. */
  readonly most: number;
  readonly lets: Arm['lets'];
  readonly bound?: string;
}
const always: Term = { kind: 'always', column: '', most: 0, lets: 'some' };

/** No simple form: it chooses when it names a column of the table. */
const unread = (tokens: readonly Token[], { table, key }: Target): Term =>
  chooses(tokens, table, key) ? { ...always, kind: 'plain' } : always;

/** The pin must be on the column itself, of the table that is written. */
function pinsColumn(left: readonly Token[], target: Target): boolean {
  const names = bare(left).filter((token) => token.kind !== 'op');
  if (plainColumn(bare(left)) === undefined) return false;
  const owner = names.at(-2)?.name;
  return owner === undefined || fold(owner) === target.table.alias;
}

function termOf(tokens: readonly Token[], target: Target): Term {
  const inner = bare(tokens);
  if (inner.length === 0) return always;
  if (isWord(inner[0], 'not')) {
    // The negation of a conjunction with a false part is true everywhere, so only one comparison may stand under it.
    const under = bare(inner.slice(1));
    const isOne = splitWord(under, 'and').length === 1 && splitWord(under, 'or').length === 1;
    const isRead = isOne && !isWord(under[0], 'not') && termOf(under, target).kind !== 'always';
    return isRead ? { ...always, kind: 'plain', column: termOf(under, target).column, lets: 'co' } : always;
  }
  const found = comparisonOf(inner);
  if (found === undefined) return unread(inner, target);
  const flips =
    columnOf(found.left) === undefined && isConstant(found.left) && operators.includes(found.operator);
  const comparison = flips
    ? { ...found, left: found.right, right: found.left, operator: mirrored[found.operator] ?? found.operator }
    : found;
  const column = columnOf(comparison.left);
  if (column === undefined) return unread(inner, target);
  const arm = armOf(comparison);
  const kind = kindOf(comparison, column, target);
  if (kind !== 'pin') return { kind, column, most: 0, ...arm };
  if (!pinsColumn(comparison.left, target)) return { kind: 'plain', column, most: 0, ...arm };
  const most = comparison.operator === 'in' ? splitAt(comparison.right.slice(1, -1), ',').length : 1;
  return { kind, column, most, ...arm };
}

/** The tightest part of an arm stands for the arm: what it leaves out, the whole arm leaves out. */
function armTerm(arm: readonly Token[], target: Target): Term {
  const inner = bare(arm);
  if (splitWord(inner, 'or').length > 1)
    return conditionKind(inner, target) === 'always' ? always : { ...always, kind: 'plain' };
  const terms = splitWord(inner, 'and').map((part) =>
    splitWord(bare(part), 'or').length > 1 ? always : termOf(part, target),
  );
  const ofKind = (kind: Kind): Term | undefined => terms.find((term) => term.kind === kind);
  return ofKind('pin') ?? ofKind('plain') ?? always;
}

/** `a = 1 OR a <> 1` is the whole table, by its text. */
function conditionKind(tokens: readonly Token[], target: Target): Kind {
  const inner = bare(tokens);
  if (inner.length === 0) return 'always';
  const arms = splitWord(inner, 'or');
  if (arms.length > 1) {
    const terms = arms.map((arm) => armTerm(arm, target));
    return terms.some(({ kind }) => kind === 'always') || coverAll(terms) ? 'always' : 'plain';
  }
  const parts = splitWord(inner, 'and');
  if (parts.length > 1)
    return parts.some((part) => conditionKind(part, target) !== 'always') ? 'plain' : 'always';
  return termOf(inner, target).kind;
}

/** Columns held by a constant in the top-level conjunction, with the most values each can take. */
export function pinsOf(where: readonly Token[], target: Target): ReadonlyMap<string, number> {
  const pins = new Map<string, number>();
  const inner = bare(where);
  if (inner.length === 0 || splitWord(inner, 'or').length > 1) return pins;
  for (const part of splitWord(inner, 'and')) {
    const nested = splitWord(bare(part), 'and').length > 1 ? [...pinsOf(part, target)] : [];
    for (const [column, most] of nested) pins.set(column, Math.min(most, pins.get(column) ?? most));
    const term = nested.length === 0 ? termOf(part, target) : always;
    if (term.kind === 'pin') pins.set(term.column, Math.min(term.most, pins.get(term.column) ?? term.most));
  }
  return pins;
}

export function scopeOf(where: readonly Token[] | undefined, target: Target): Scope {
  if (where === undefined) return 'none';
  if (where.length === 0) return 'tautology';
  const pins = pinsOf(where, target);
  const rows = target.key.reduce((product, column) => product * (pins.get(column) ?? Infinity), 1);
  if (target.key.length > 0 && rows <= fewRows) return 'key-pinned';
  return conditionKind(where, target) === 'always' ? 'tautology' : 'predicate';
}
