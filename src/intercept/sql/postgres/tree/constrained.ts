/** The columns that a constraint or an index names, wherever in it. A name that is no column's may be the row's, which is for the reader to tell. */
import { below, list, type Node, text, texts } from './tree.js';

/** `isCompared`: what an index holds as it stands counts as well. */
export function columnsIn(node: Node, isCompared: boolean): readonly string[] {
  return [...below(node)].flatMap(({ tag, body }) => {
    if (tag === 'ColumnRef') return texts(list(body, 'fields')).slice(-1);
    if (tag === 'Constraint') return [...texts(list(body, 'keys')), ...texts(list(body, 'fk_attrs'))];
    const name = tag === 'IndexElem' && isCompared ? text(body, 'name') : '';
    return name === '' ? [] : [name];
  });
}
