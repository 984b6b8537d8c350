/** Which classified columns a statement holds against each other, as `=` in a condition or in a USING. It tells no other comparison, and none of what was made of a column. */
import { own } from '../../../../call/json.js';
import { clear } from '../../../../catalog/catalog.js';
import type { Desk } from '../desk/ink.js';
import type { Origin, Value } from '../desk/value.js';
import { routineNamed } from '../schema/routine.js';
import { conditionsOf, isCalm, leftOut, partsOf } from '../tree/conditions.js';
import { bodyOf, callsIn, list, type Node, tagged, text, textIn } from '../tree/tree.js';

export interface Joins {
  readonly pairs: readonly (readonly [Origin, Origin])[];
  /** The statement without the comparisons: what it still asks, it asks by something else. Undefined where there are none. */
  readonly without: Node;
  /** Names of a USING, which that statement has to keep. */
  readonly silent: readonly Node[];
}

interface Pair {
  readonly node: Node;
  readonly pair: readonly [Origin, Origin];
}

/** What one table holds as it stands, of one class. */
function heldIn({ from, how }: Value): Origin | undefined {
  const [origin, ...others] = from;
  return origin === undefined || others.length > 0 || how !== 'identity' || origin.class === clear
    ? undefined
    : origin;
}

function pairOf(node: Node, values: readonly (Value | undefined)[]): readonly Pair[] {
  const [left, right, ...more] = values.map((value) => (value === undefined ? undefined : heldIn(value)));
  return left === undefined || right === undefined || more.length > 0 ? [] : [{ node, pair: [left, right] }];
}

function equalIn({ pad }: Desk, node: Node): readonly Pair[] {
  const body = bodyOf(node, 'A_Expr') ?? {};
  const isEqual = text(body, 'kind') === 'AEXPR_OP' && list(body, 'name').map(textIn).join('.') === '=';
  const sides = [own(body, 'lexpr'), own(body, 'rexpr')];
  const areColumns = sides.every((side) => tagged(side).tag === 'ColumnRef');
  return isEqual && areColumns
    ? pairOf(
        node,
        sides.map((side) => pad.walked.get(side)),
      )
    : [];
}

/** `node` has been read at this desk: what its names stand for is known. */
export function joinsIn(desk: Desk, node: Node): Joins {
  const none = { pairs: [], without: undefined, silent: [] };
  // Whatever else it does to rows is none of its conditions, and a function may look at what it is asked for.
  const isAlone = callsIn(node).every(({ names }) => routineNamed(desk.structure, names) === undefined);
  if (!isAlone) return none;
  const equal = conditionsOf(node)
    .flatMap((one) => partsOf(one))
    .flatMap((one) => equalIn(desk, one));
  const isRead = tagged(node).tag === 'SelectStmt' && isCalm(node);
  const using = isRead ? [...desk.pad.using].flatMap(([name, values]) => pairOf(name, values)) : [];
  if (equal.length + using.length === 0) return none;
  return {
    pairs: [...equal, ...using].map(({ pair }) => pair),
    without: leftOut(node, new Set(equal.map((one) => one.node))),
    silent: using.map((one) => one.node),
  };
}

const nameOf = ({ dataset, column }: Pick<Origin, 'dataset' | 'column'>): string => `${dataset}.${column}`;

/** What a column is held against. */
export const besideIn = ({ pairs }: Joins, column: Pick<Origin, 'dataset' | 'column'>): readonly string[] => [
  ...new Set(
    pairs
      .flatMap(([left, right]) => [[left, right] as const, [right, left] as const])
      .flatMap(([mine, other]) => (nameOf(mine) === nameOf(column) ? [nameOf(other)] : [])),
  ),
];
