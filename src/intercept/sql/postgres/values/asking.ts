/** Which nodes of an expression may say something of a value by more than their own: whether they fail, or which branch they take. It looks at one node, not below it. */
import { type JsonObject, own } from '../../../../call/json.js';
import { bodyOf, list, type Node, part, tagged, text, textIn, texts } from '../tree/tree.js';
import { steadyTypes } from '../tree/words.js';

/** To which any value can be cast: of no length, and no array, which a text may not spell. */
export const isSteadyType = (type: JsonObject | undefined): boolean =>
  steadyTypes.has(texts(list(type, 'names')).at(-1) ?? '') &&
  ['typmods', 'arrayBounds'].every((name) => list(type, name).length === 0);

const asking = new Set(['BoolExpr', 'NullTest', 'BooleanTest', 'CaseExpr', 'CoalesceExpr', 'MinMaxExpr']);
/** A sum may overflow or divide by nothing; a cast may not parse; JSON may not hold what it is given. */
export function canFail(tag: string, body: JsonObject): boolean {
  if (tag === 'TypeCast') {
    return !isSteadyType(part(body, 'typeName'));
  }
  if (/^(?:Json|Xml)/.test(tag) || tag === 'A_ArrayExpr' || tag === 'A_Indices') return true;
  return tag === 'A_Expr' && textIn(list(body, 'name').at(-1)) !== '||';
}

export const isQuestion = (tag: string, body: JsonObject): boolean =>
  asking.has(tag) ||
  (tag === 'A_Expr' &&
    (text(body, 'kind') !== 'AEXPR_OP' || /^[=<>!~]/.test(textIn(list(body, 'name').at(-1)))));

/** Which put together what they are made of. */
export const joins = (tag: string, body: JsonObject): boolean =>
  tag === 'RowExpr' ||
  tag === 'A_ArrayExpr' ||
  /^(?:Json|Xml)/.test(tag) ||
  (tag === 'A_Expr' && textIn(list(body, 'name').at(-1)) === '||');

/** `(ROW(a, b)).f2`: the one that it picks, where what is written down is as many as it looks. */
export function fieldOf(body: JsonObject): Node | undefined {
  const row = list(bodyOf(own(body, 'arg'), 'RowExpr'), 'args');
  const [step, ...more] = list(body, 'indirection');
  const place = /^f([1-9]\d{0,3})$/.exec(textIn(step))?.[1];
  const isCounted = row.every(
    (one) => tagged(list(bodyOf(one, 'ColumnRef'), 'fields').at(-1)).tag !== 'A_Star',
  );
  return place === undefined || more.length > 0 || !isCounted ? undefined : row[Number(place) - 1];
}
