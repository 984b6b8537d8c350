/** Which columns take any text: without a length, check, key, index or generated column, so that no value makes a write fail; and which no longer do, or are of another type, after an ALTER. What it does not know is not one of them. */
import type { JsonObject } from '../../../../call/json.js';
import { below, bodyOf, list, type Node, type Tagged, text, textIn } from '../tree/tree.js';
import { definedIn, isPlainText } from './column-types.js';
import type { Relation } from './relation.js';

/** Names wherever they stand below: more than are meant, never fewer. */
function namesBelow(node: Node): ReadonlySet<string> {
  const names = new Set<string>();
  JSON.stringify(node ?? null, (_, value: unknown) => {
    if (typeof value === 'string') names.add(value);
    return value;
  });
  return names;
}

/** Those that nothing in there names. */
const unnamed = (columns: ReadonlySet<string>, node: Node): ReadonlySet<string> => {
  const names = namesBelow(node);
  return new Set([...columns].filter((column) => !names.has(column)));
};

/** INVARIANT: whoever names the row looks at each of its columns: by the name of its table, or by a star. */
const looksAtRow = (columns: readonly string[], node: Node): boolean =>
  [...below(node)].some(({ tag, body }) => {
    const last = list(body, 'fields').at(-1);
    return tag === 'ColumnRef' && !columns.includes(textIn(last));
  });

/** Those that nothing in there looks at. */
export const without = (
  { loose, columns }: Pick<Relation, 'loose' | 'columns'>,
  node: Node,
): Relation['loose'] => (looksAtRow(columns, node) ? new Set() : unnamed(loose, node));

type Told = Pick<Relation, 'loose' | 'texts' | 'forms' | 'typed' | 'lengths' | 'columns'>;

/** Of these, what is told of a column that nothing in there names. */
function keptIn<T>(told: ReadonlyMap<string, T>, body: JsonObject): ReadonlyMap<string, T> {
  const kept = unnamed(new Set(told.keys()), body);
  return new Map([...told].filter(([column]) => kept.has(column)));
}

/** After an ALTER: what it names may have a check, a key or another type by now. */
export function altered(told: Told, body: JsonObject): Omit<Told, 'columns'> {
  const isRetyped = list(body, 'cmds').some(
    (one) => text(bodyOf(one, 'AlterTableCmd'), 'subtype') === 'AT_AlterColumnType',
  );
  const loose = without(told, body);
  const { texts, forms, typed, lengths } = told;
  if (!isRetyped) return { loose, texts, forms, typed, lengths };
  return {
    loose,
    texts: unnamed(texts, body),
    forms: keptIn(forms, body),
    typed: keptIn(typed, body),
    lengths: new Map(),
  };
}

/** Columns of a table that any text may be written into. */
export function looseIn(elements: readonly Tagged[]): ReadonlySet<string> {
  const defined = definedIn(elements);
  const constraints = elements.flatMap(({ tag, body }) =>
    tag === 'ColumnDef' ? list(body, 'constraints') : [{ [tag]: body }],
  );
  const free = defined.filter((one) => {
    const own = list(one, 'constraints').map((node) => text(bodyOf(node, 'Constraint'), 'contype'));
    return isPlainText(one) && own.every((type) => type === 'CONSTR_DEFAULT' || type === 'CONSTR_NULL');
  });
  const loose = new Set(free.map((one) => text(one, 'colname')));
  return without({ loose, columns: defined.map((one) => text(one, 'colname')) }, constraints);
}
