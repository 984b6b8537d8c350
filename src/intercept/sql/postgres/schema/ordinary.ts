/** Whether an expression or a definition uses PostgreSQL's own functions, types and operators alone. What is not known to be is not. */
import { isToldPlainly } from '../tree/told-type.js';
import { below, list, type Node, part, texts } from '../tree/tree.js';
import { aggregates, builtInTypes, pure } from '../tree/words.js';

/** Names that the user has given to things of his own. */
interface Own {
  readonly functions: ReadonlySet<string>;
  readonly types: ReadonlySet<string>;
  readonly odd: ReadonlySet<string>;
}

/** A type of the user's that runs nothing of the user's, and has no name of PostgreSQL's. */
export const isPlainType = (
  names: readonly string[],
  { types, odd }: Pick<Own, 'types' | 'odd'>,
): boolean => {
  const [name = ''] = names.slice(-1);
  const isKnown = names.length <= 2 && names[0] !== 'pg_catalog';
  return isKnown && types.has(name) && !odd.has(name) && !builtInTypes.has(name);
};

const none: ReadonlySet<string> = new Set();
/** A default may draw a number. */
const drawing = new Set(['nextval']);

export const isOrdinary = (node: Node, own: Own, more: ReadonlySet<string> = none): boolean => {
  for (const { body, tag } of below(node)) {
    const names = texts(list(tag === 'FuncCall' ? body : undefined, 'funcname'));
    const [name = ''] = names.slice(-1);
    if (tag === 'FuncCall' && ![pure, aggregates, more, drawing].some((names) => names.has(name)))
      return false;
    const isElsewhere = names.length > 1 && (names.length > 2 || names[0] !== 'pg_catalog');
    if (tag === 'FuncCall' && (own.functions.has(name) || isElsewhere)) return false;
    if (tag === 'FuncCall' && !isToldPlainly(body, own.types)) return false;
    if (tag === 'SubLink' || tag === 'PartitionSpec') return false;
    const type = part(body, 'typeName') ?? part(body, 'typename');
    const typeNames = texts(list(type, 'names'));
    const [typed = 'text'] = typeNames.slice(-1);
    if (isPlainType(typeNames, own)) continue;
    if (!builtInTypes.has(typed) || own.types.has(typed)) return false;
    if (typeNames.length > 1 && typeNames[0] !== 'pg_catalog') return false;
    if (tag === 'A_Expr' && list(body, 'name').length > 1) return false;
  }
  return true;
};
