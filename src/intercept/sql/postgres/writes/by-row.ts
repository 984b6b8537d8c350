/** Whether it is the rows that decide if a trigger does something: what is so for every row, or for whatever the statement writes down, decides nothing. A condition that it has no name for decides nothing either. */
import { own } from '../../../../call/json.js';
import type { Value } from '../desk/value.js';
import type { Occasion, PgStructure, Relation } from '../schema/relation.js';
import type { Steps } from '../schema/trigger.js';
import { below, bodyOf, list, type Node, part, tagged, text, textIn, texts } from '../tree/tree.js';
import { scopeOf } from '../values/condition.js';
import { isOther } from '../values/holding.js';
import { bringsNoneOf, turnedIn } from '../values/turning.js';

/** The write that fires it. */
export interface Deciding {
  readonly structure: Pick<PgStructure, 'relations'>;
  readonly relation: Relation;
  readonly mode: Occasion;
  readonly columns: readonly string[];
  readonly values?: readonly Value[] | undefined;
  /** It is asked of each row; what is asked once knows none. */
  readonly isOfRow: boolean;
  /** Columns of the new row that a trigger sets. */
  readonly set: ReadonlySet<string>;
}

export const setIn = (steps: Steps): readonly string[] =>
  steps.flatMap((step) => {
    if (step.is === 'if') return [...setIn(step.then), ...setIn(step.otherwise)];
    return step.is === 'set' ? [step.column] : [];
  });

const putInto = ({ columns, values = [] }: Deciding, column: string): Value | undefined =>
  values[columns.indexOf(column)];

/** INVARIANT: what is computed of a column may be the same for every row. Of JSON, what is put beside it stands in its place. */
function isOfRows({ structure }: Deciding, value: Value | undefined): boolean {
  if (value?.varies !== 'joined') return value?.varies !== undefined;
  return value.from.every(
    ({ dataset, column }) => structure.relations.get(dataset)?.texts.has(column) === true,
  );
}

/** INVARIANT: of the new row, what the statement or a trigger puts there is decided before any row is looked at, unless it is made of one. */
function isOpen(deciding: Deciding, row: string, column: string): boolean {
  const { relation, mode, columns, set, isOfRow } = deciding;
  if (!isOfRow) return false;
  if (!relation.columns.includes(column) || relation.made.has(column)) return false;
  if (row === 'old') return mode !== 'insert';
  if (row !== 'new' || mode === 'delete' || set.has(column)) return false;
  return columns.includes(column) ? isOfRows(deciding, putInto(deciding, column)) : mode === 'update';
}

const namesIn = (node: Node): readonly (readonly string[])[] =>
  [...below(node)].flatMap(({ tag, body }) => (tag === 'ColumnRef' ? [texts(list(body, 'fields'))] : []));

const namesOf = (node: Node): readonly string[] => texts(list(bodyOf(node, 'ColumnRef'), 'fields'));

interface Equal {
  readonly column: string;
  readonly said: string;
}

/** `NEW.c = 'x'` of a text that no trigger sets. */
function equalIn(deciding: Deciding, node: Node): Equal | undefined {
  const body = bodyOf(node, 'A_Expr') ?? {};
  const [row = '', column = '', ...more] = namesOf(own(body, 'lexpr'));
  const said = part(bodyOf(own(body, 'rexpr'), 'A_Const') ?? {}, 'sval');
  const isEqual = text(body, 'kind') === 'AEXPR_OP' && textIn(list(body, 'name')[0]) === '=';
  const isText = deciding.isOfRow && deciding.relation.texts.has(column) && !deciding.set.has(column);
  if (!isEqual || row !== 'new' || more.length > 0 || !isText || said === undefined) return undefined;
  return { column, said: text(said, 'sval') };
}

/** The statement writes another: it is so for none. */
function isNever(deciding: Deciding, node: Node): boolean {
  const equal = equalIn(deciding, node);
  const value = equal === undefined ? undefined : putInto(deciding, equal.column);
  if (equal === undefined || value === undefined) return false;
  return isOther(value, equal.said) || (value.written !== undefined && value.written !== equal.said);
}

/** `NEW.c = 'x'` of a text where the statement brings nothing of `x`: it is so where the row itself holds it. */
function isRare(deciding: Deciding, node: Node): boolean {
  const { column, said } = equalIn(deciding, node) ?? {};
  const turned = column === undefined ? undefined : turnedIn(putInto(deciding, column));
  if (turned === undefined || said === undefined || !bringsNoneOf(turned, said)) return false;
  const { relations } = deciding.structure;
  return turned.of.every(({ dataset, column: from }) => relations.get(dataset)?.texts.has(from) === true);
}

/** What AND makes of them, or the one that it is. */
function partsOf(node: Node): readonly Node[] {
  const { tag, body } = tagged(node);
  const isAnd = tag === 'BoolExpr' && text(body, 'boolop') === 'AND_EXPR';
  return isAnd ? list(body, 'args').flatMap(partsOf) : [node];
}

/** So for some rows and not so for others. INVARIANT: `NEW.c <> OLD.c` is so for whatever row is changed at all. */
function divides(deciding: Deciding, node: Node): boolean {
  const names = namesIn(node);
  const [[alias = ''] = []] = names;
  const isOfOne = names.every(
    ([row = '', column = '', ...more]) => row === alias && more.length === 0 && isOpen(deciding, row, column),
  );
  const columns = new Set(deciding.relation.columns);
  const target = { alias, columns, key: [], isUnique: false, beside: columns };
  return names.length > 0 && isOfOne && scopeOf(node, target) === 'predicate';
}

/** `select`: the condition as its one column. Nothing where that looks elsewhere, which may be so for all. */
function conditionIn(select: Node): readonly Node[] {
  const [target] = list(bodyOf(select, 'SelectStmt'), 'targetList');
  const condition = part(bodyOf(target, 'ResTarget') ?? {}, 'val');
  const isPlain = ![...below(condition)].some(({ tag }) => tag === 'SubLink' || tag === 'FuncCall');
  return isPlain ? partsOf(condition) : [];
}

export const isByRow = (deciding: Deciding, select: Node): boolean =>
  conditionIn(select).some(
    (one) => isNever(deciding, one) || isRare(deciding, one) || divides(deciding, one),
  );

/** INVARIANT: what is done where it is not so is done for all if one part of it is so for none. */
export function isLeftByRow(deciding: Deciding, select: Node): boolean {
  const parts = conditionIn(select);
  return parts.length > 0 && parts.every((one) => divides(deciding, one));
}
