/** Whether a statement puts texts together so often, or of so much, that the whole may grow past every bound. It asks for what is written, wherever in the statement that is. */
import { below, list, type Node, part, text, textIn, texts } from './tree.js';
import { growing, joining } from './words.js';

/** What is put together in one statement that a person writes is far less. */
const mostParts = 24;
const mostText = 1_000;

export function growsFreely(node: Node): boolean {
  let [parts, length] = [0, 0];
  for (const { tag, body } of below(node)) {
    const [name = ''] = texts(list(body, 'funcname')).slice(-1);
    if (tag === 'FuncCall' && growing.has(name)) return true;
    if (tag === 'FuncCall' && joining.has(name)) parts += list(body, 'args').length;
    if (tag === 'A_Expr' && textIn(list(body, 'name').at(-1)) === '||') parts += 2;
    if (tag === 'A_Const') length += text(part(body, 'sval'), 'sval').length;
  }
  return parts > mostParts || length > mostText;
}
