/** What the engine calls an output that nobody named. It reads no value: a wrong heading would name a column otherwise than its reader does. */
import { own } from '../../../call/json.js';
import { bodyOf, list, type Node, part, tagged, text, texts } from './tree.js';

const fixed: Readonly<Record<string, string>> = {
  CoalesceExpr: 'coalesce',
  RowExpr: 'row',
  A_ArrayExpr: 'array',
  GroupingFunc: 'grouping',
  JsonObjectConstructor: 'json_object',
  JsonArrayConstructor: 'json_array',
};

/** What an output is made by: that stands whatever it is cast to. '' where nothing of it has a name. */
function strong(node: Node): string {
  const { tag, body } = tagged(node);
  const last = (field: string): string =>
    texts(list(body, field))
      .filter((name) => name !== '')
      .at(-1) ?? '';
  if (tag === 'ColumnRef') return last('fields');
  if (tag === 'FuncCall') return last('funcname');
  if (tag === 'A_Indirection') return last('indirection') || strong(own(body, 'arg'));
  if (tag === 'CollateClause' || tag === 'TypeCast') return strong(own(body, 'arg'));
  if (tag === 'CaseExpr') return strong(own(body, 'defresult'));
  if (tag === 'SubLink') {
    const kind = text(body, 'subLinkType');
    const first = list(bodyOf(own(body, 'subselect'), 'SelectStmt'), 'targetList')[0];
    if (kind === 'EXPR_SUBLINK') return headingOf(first);
    return kind === 'EXISTS_SUBLINK' ? 'exists' : kind === 'ARRAY_SUBLINK' ? 'array' : '';
  }
  if (tag === 'MinMaxExpr') return text(body, 'op') === 'IS_LEAST' ? 'least' : 'greatest';
  if (tag === 'SQLValueFunction') return text(body, 'op').replace('SVFOP_', '').toLowerCase();
  if (tag === 'A_Expr' && text(body, 'kind') === 'AEXPR_NULLIF') return 'nullif';
  return fixed[tag] ?? '';
}

/** Where nothing has a name, the outermost cast has, and then CASE itself. */
function weak(node: Node): string {
  const { tag, body } = tagged(node);
  if (tag === 'CollateClause') return weak(own(body, 'arg'));
  if (tag === 'TypeCast') return texts(list(part(body, 'typeName'), 'names')).at(-1) ?? '';
  return tag === 'CaseExpr' ? 'case' : '';
}

export function headingOf(target: Node): string {
  const body = bodyOf(target, 'ResTarget') ?? {};
  const value = own(body, 'val');
  return text(body, 'name') || strong(value) || weak(value) || '?column?';
}
