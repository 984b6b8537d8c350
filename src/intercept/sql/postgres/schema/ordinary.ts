/** Whether an expression or a definition uses PostgreSQL's own functions, types and operators alone. What is not known to be is not. */
import { isToldPlainly } from '../tree/told-type.js';
import { below, list, type Node, part, texts } from '../tree/tree.js';
import { aggregates, builtInTypes, operators, pure } from '../tree/words.js';

/** Names that the user has given to things of his own. */
interface Own {
  readonly functions: ReadonlySet<string>;
  readonly types: ReadonlySet<string>;
  readonly odd: ReadonlySet<string>;
  readonly operators: ReadonlySet<string>;
  /** Of these, what stands among PostgreSQL's own, where they are not told as they are seen. */
  readonly inOwn?: ReadonlySet<string>;
  readonly path: readonly string[];
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

/** INVARIANT: where a name without a schema is PostgreSQL's own, what the user has made elsewhere hides none of its own. */
export const isPinned = (path: readonly string[]): boolean =>
  path.every((place) => place === 'pg_catalog' || place === 'pg_temp');

function isOrdinaryOperator([name = '', ...more]: readonly string[], own: Own): boolean {
  const ours = isPinned(own.path) ? (own.inOwn ?? own.operators) : own.operators;
  const meant = name.includes('BETWEEN') ? ['<', '<=', '>', '>='] : [name];
  const isKnown = operators.has(name) || /^[A-Z]/.test(name);
  return more.length === 0 && isKnown && !meant.some((one) => ours.has(one));
}

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
    if (tag === 'A_Expr' && !isOrdinaryOperator(texts(list(body, 'name')), own)) return false;
  }
  return true;
};
