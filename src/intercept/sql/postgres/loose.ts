/** Which columns take any text: without a length, check, key, index or generated column, so that no value makes a write fail. What it does not know is not one of them. */
import type { JsonObject } from '../../../call/json.js';
import type { Relation } from './relation.js';
import { bodyOf, list, type Node, part, type Tagged, text, texts } from './tree.js';

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
export const without = (columns: ReadonlySet<string>, node: Node): ReadonlySet<string> => {
  const names = namesBelow(node);
  return new Set([...columns].filter((column) => !names.has(column)));
};

type Told = Pick<Relation, 'loose' | 'texts'>;

function isPlainText(column: JsonObject): boolean {
  const type = part(column, 'typeName');
  const [name = ''] = texts(list(type, 'names')).slice(-1);
  const isText = ['text', 'varchar'].includes(name) && list(type, 'typmods').length === 0;
  return isText && list(type, 'arrayBounds').length === 0;
}

/** After an ALTER: what it names may have a check, a key or another type by now. */
export function altered({ loose, texts: plain }: Told, body: JsonObject): Told {
  const isRetyped = list(body, 'cmds').some(
    (one) => text(bodyOf(one, 'AlterTableCmd'), 'subtype') === 'AT_AlterColumnType',
  );
  return { loose: without(loose, body), texts: isRetyped ? without(plain, body) : plain };
}

const definedIn = (elements: readonly Tagged[]): readonly JsonObject[] =>
  elements.filter(({ tag }) => tag === 'ColumnDef').map(({ body }) => body);

/** Columns of a table that are compared with any text without failing. */
export const textsIn = (elements: readonly Tagged[]): ReadonlySet<string> =>
  new Set(
    definedIn(elements)
      .filter(isPlainText)
      .map((one) => text(one, 'colname')),
  );

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
  return without(new Set(free.map((one) => text(one, 'colname'))), constraints);
}
