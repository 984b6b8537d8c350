/** Whether what is written was written down by its author: naming a table beside it does not make it the table's. */
import { own } from '../../../../call/json.js';
import { below, list, type Node, tagged, text } from '../tree/tree.js';

const written = new Set(['A_Const', 'ParamRef', 'SQLValueFunction']);

/** A literal in a list, at any depth, or a column that names nothing of a table's. What chooses rows is not written. */
function isDown(value: Node): boolean {
  const found = [...below(value, ({ tag }) => tag === 'SelectStmt')];
  const namesNothing = !found.some(
    ({ tag, body }) =>
      tag === 'ColumnRef' || tag === 'SubLink' || (tag === 'FuncCall' && own(body, 'agg_star') === true),
  );
  return namesNothing || found.some(({ tag }) => written.has(tag));
}

const isAsked = (node: Node): boolean => {
  const { tag, body } = tagged(node);
  return tag === 'SubLink' && text(body, 'subLinkType') === 'EXISTS_SUBLINK';
};

/** A query with a VALUES or such a list anywhere in it, or a list of what is set. */
export function writesDown(node: Node): boolean {
  const found = [...below(node, (one) => isAsked({ [one.tag]: one.body }))];
  return found.some(({ tag, body }) => {
    if (tag === 'SelectStmt') return list(body, 'valuesLists').length > 0;
    return tag === 'ResTarget' && own(body, 'val') !== undefined && isDown(own(body, 'val'));
  });
}
