/** Where the marks of a statement stand: beside a classified column that no value fails to be compared with, as `=` in a condition, or put into one as they are. Every other place is anywhere. */
import { type JsonObject, own } from '../../../../call/json.js';
import { clear } from '../../../../catalog/catalog.js';
import type { Mark } from '../../../effects.js';
import type { Form } from '../../../form.js';
import type { Desk } from '../desk/ink.js';
import type { Origin } from '../desk/value.js';
import { isCastTo } from '../schema/column-types.js';
import { routineNamed } from '../schema/routine.js';
import { conditionsOf, leftOut, partsOf } from '../tree/conditions.js';
import {
  below,
  bodyOf,
  callsIn,
  itemsOf,
  list,
  type Node,
  part,
  tagged,
  text,
  textIn,
} from '../tree/tree.js';
import { type Puts, putsIn } from './puts.js';

interface Equality {
  readonly part: Node;
  readonly column: Origin;
  readonly form: Form | undefined;
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
  readonly named: Node;
  readonly casts: readonly JsonObject[];
  /** `IS NOT DISTINCT FROM`: what is nothing equals nothing. */
  readonly isNullEqual: boolean;
  readonly numbers: readonly number[];
}

const uncast = (node: Node): Node => own(bodyOf(node, 'TypeCast') ?? {}, 'arg') ?? node;

function sidesOf(node: Node): Sides | undefined {
  const body = bodyOf(node, 'A_Expr') ?? {};
  const [operator, ...more] = list(body, 'name').map(textIn);
  const kinds = ['AEXPR_OP', 'AEXPR_NOT_DISTINCT', 'AEXPR_IN'];
  if (operator !== '=' || more.length > 0 || !kinds.includes(text(body, 'kind'))) return undefined;
  const [left, right] = [own(body, 'lexpr'), own(body, 'rexpr')];
  const isMarkLeft = numberOf(uncast(left)) !== undefined;
  const named = isMarkLeft ? right : left;
  const other = isMarkLeft ? left : right;
  const items = text(body, 'kind') === 'AEXPR_IN' ? itemsOf(other) : [other];
  const numbers = items.map((one) => numberOf(uncast(one)));
  const casts = items
    .map((one) => part(bodyOf(one, 'TypeCast') ?? {}, 'typeName'))
    .filter((type) => type !== undefined);
  const isNullEqual = text(body, 'kind') === 'AEXPR_NOT_DISTINCT';
  const known = numbers.filter((number) => number !== undefined);
  return tagged(named).tag === 'ColumnRef' && known.length > 0 && known.length === numbers.length
    ? { named, casts, isNullEqual, numbers: known }
    : undefined;
}

/** What a table holds as it stands, of one class. */
function columnOf({ pad }: Desk, named: Node): Origin | undefined {
  const { from = [], how } = pad.walked.get(named) ?? {};
  const [origin, ...others] = from;
  if (origin === undefined || others.length > 0 || how !== 'identity') return undefined;
  return origin.class === clear ? undefined : origin;
}

/** INVARIANT: of text, or of a form that is known: nothing that is bound to the mark can make the comparison fail. */
function equalityOf(desk: Desk, node: Node): Equality | undefined {
  const sides = sidesOf(node);
  const column = sides === undefined ? undefined : columnOf(desk, sides.named);
  if (sides === undefined || column === undefined) return undefined;
  const relation = desk.structure.relations.get(column.dataset);
  const form = relation?.forms.get(column.column);
  const isText = relation?.texts.has(column.column) === true;
  const isOne = isText || (form !== undefined && !sides.isNullEqual);
  const isCast = sides.casts.every((type) => isCastTo(type, form));
  return isOne && isCast ? { part: node, column, form, numbers: sides.numbers } : undefined;
}

/** Where each mark below stands that is compared with nothing. */
function placed(node: Node, puts: Puts): readonly Mark[] {
  const marks: Mark[] = [];
  for (const { tag, body } of below(node)) {
    if (tag !== 'ParamRef') continue;
    const into = puts.get(body);
    const number = numberOf({ ParamRef: body }) ?? 0;
    marks.push(into === undefined ? { number } : { number, into });
  }
  return marks;
}

function isMarked(node: Node): boolean {
  for (const { tag } of below(node)) if (tag === 'ParamRef') return true;
  return false;
}

const told = ({ column, form, numbers }: Equality): readonly Mark[] =>
  numbers.map((number) => ({
    number,
    equals: form === undefined ? column : { ...column, form },
  }));

function equalitiesIn(desk: Desk, node: Node): readonly Equality[] {
  return conditionsOf(node)
    .flatMap((one) => partsOf(one))
    .flatMap((part) => equalityOf(desk, part) ?? []);
}

/** `node` has been read at this desk: what its names stand for is known. */
export function markedIn(desk: Desk, node: Node): Marked {
  // How often a function is called tells what was found, and one may look at what is put.
  const isAlone = callsIn(node).every(({ names }) => routineNamed(desk.structure, names) === undefined);
  if (!isMarked(node)) return { marks: [], without: undefined };
  if (!isAlone) return { marks: placed(node, new Map()), without: undefined };
  const puts = putsIn(desk, node);
  const equalities = equalitiesIn(desk, node);
  if (equalities.length === 0) return { marks: placed(node, puts), without: undefined };
  const without = leftOut(node, new Set(equalities.map(({ part }) => part)));
  return { marks: [...equalities.flatMap(told), ...placed(without, puts)], without };
}
