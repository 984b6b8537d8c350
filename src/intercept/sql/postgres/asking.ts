/** Which nodes of an expression may say something of a value by more than their own: whether they fail, or which branch they take. It looks at one node, not below it. */
import type { JsonObject } from '../../../call/json.js';
import { list, part, text, textIn, texts } from './tree.js';
import { steadyTypes } from './words.js';

const asking = new Set(['BoolExpr', 'NullTest', 'BooleanTest', 'CaseExpr', 'CoalesceExpr', 'MinMaxExpr']);
/** A sum may overflow or divide by nothing; a cast may not parse; JSON may not hold what it is given. */
export function canFail(tag: string, body: JsonObject): boolean {
  if (tag === 'TypeCast') {
    const [type = ''] = texts(list(part(body, 'typeName'), 'names')).slice(-1);
    return !steadyTypes.has(type) || list(part(body, 'typeName'), 'typmods').length > 0;
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
