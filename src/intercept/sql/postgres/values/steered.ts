/** Whether a classified value chooses between values of different length. An answer is cut where it grows too large, so the longer one shows although it is masked. */
import { own } from '../../../../call/json.js';
import { bodyOf, list, type Node, tagged, text, textIn } from '../tree/tree.js';

/** `greatest(x, 'm')`, `coalesce(x, '-')`: beside the one value that it may be, only what is written down. */
function isShort(node: Node): boolean {
  const { tag, body } = tagged(node);
  return tag === 'A_Const' || (tag === 'TypeCast' && isShort(own(body, 'arg')));
}

/** `tells`: whether something there derives from a classified value. */
export function isSteered(node: Node, tells: (nodes: readonly Node[]) => boolean): boolean {
  const { tag, body } = tagged(node);
  const args = list(body, 'args');
  if (tag === 'MinMaxExpr') return args.filter((one) => !isShort(one)).length > 1;
  if (tag === 'CoalesceExpr') {
    const first = args.findIndex((one) => tells([one]));
    return first >= 0 && args.slice(first).some((one) => !isShort(one) && !tells([one]));
  }
  const sides = [own(body, 'lexpr'), own(body, 'rexpr')];
  if (tag === 'A_Expr' && text(body, 'kind') === 'AEXPR_NULLIF') return !sides.some(isShort);
  if (tag !== 'CaseExpr') return false;
  const whens = args.map((one) => bodyOf(one, 'CaseWhen'));
  const results = [...whens.map((when) => own(when ?? {}, 'result')), own(body, 'defresult')];
  const conditions = [own(body, 'arg'), ...whens.map((when) => own(when ?? {}, 'expr'))];
  return tells(conditions) && results.some((one) => one !== undefined && !isShort(one));
}

/** `a || b` is null where either is: beside a clear value, which may be long, that shows. */
export function joinsClear(node: Node, tells: (nodes: readonly Node[]) => boolean): boolean {
  const { tag, body } = tagged(node);
  if (tag !== 'A_Expr' || textIn(list(body, 'name').at(-1)) !== '||') return false;
  const sides = [own(body, 'lexpr'), own(body, 'rexpr')];
  return sides.some((one) => !isShort(one) && !tells([one])) && tells(sides);
}
