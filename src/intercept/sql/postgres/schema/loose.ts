/** Which columns take any text: without a length, check, key, index or generated column, so that no value makes a write fail. What it does not know is not one of them. */
import { type JsonObject, own } from '../../../../call/json.js';
import type { Form } from '../../../form.js';
import { below, bodyOf, list, type Node, part, type Tagged, text, textIn, texts } from '../tree/tree.js';
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

type Told = Pick<Relation, 'loose' | 'texts' | 'forms' | 'columns'>;

/** PostgreSQL's own of that name, and no list of them; '' for another. */
function typeIn(type: JsonObject | undefined): string {
  const names = texts(list(type, 'names'));
  const isOwn = names.length === 1 || (names.length === 2 && names[0] === 'pg_catalog');
  return isOwn && list(type, 'arrayBounds').length === 0 ? (names.at(-1) ?? '') : '';
}

/** What may stand in a column of plain text, or in a cast to it. */
const isText = (type: JsonObject | undefined): boolean =>
  ['text', 'varchar'].includes(typeIn(type)) && list(type, 'typmods').length === 0;

const scaleIn = (type: JsonObject | undefined): number | undefined => {
  const [, scale, ...more] = list(type, 'typmods').map((one) => {
    const number = part(bodyOf(one, 'A_Const') ?? {}, 'ival');
    // A zero is written as nothing.
    return number === undefined ? undefined : (own(number, 'ival') ?? 0);
  });
  return typeof scale === 'number' && scale >= 0 && more.length === 0 ? scale : undefined;
};

/** Undefined for a type that compares what is written differently, or prints by a setting. */
function formIn(type: JsonObject | undefined): Form | undefined {
  const name = typeIn(type);
  const scale = scaleIn(type);
  if (name === 'numeric') return scale === undefined ? undefined : `numeric ${scale}`;
  const known = (['int2', 'int4', 'int8', 'uuid', 'date'] as const).find((one) => one === name);
  return list(type, 'typmods').length === 0 ? known : undefined;
}

/** A cast to the type of the column itself changes nothing: `$1::uuid`. */
export const isCastTo = (type: JsonObject, form: Form | undefined): boolean =>
  form === undefined
    ? isText(type)
    : typeIn(type) === form.split(' ')[0] && list(type, 'typmods').length === 0;

const isPlainText = (column: JsonObject): boolean => isText(part(column, 'typeName'));

/** After an ALTER: what it names may have a check, a key or another type by now. */
export function altered(told: Told, body: JsonObject): Pick<Told, 'loose' | 'texts' | 'forms'> {
  const isRetyped = list(body, 'cmds').some(
    (one) => text(bodyOf(one, 'AlterTableCmd'), 'subtype') === 'AT_AlterColumnType',
  );
  const loose = without(told, body);
  if (!isRetyped) return { loose, texts: told.texts, forms: told.forms };
  const kept = unnamed(new Set(told.forms.keys()), body);
  const forms = new Map([...told.forms].filter(([column]) => kept.has(column)));
  return { loose, texts: unnamed(told.texts, body), forms };
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

/** Columns of a table by how they print. */
export const formsIn = (elements: readonly Tagged[]): ReadonlyMap<string, Form> =>
  new Map(
    definedIn(elements).flatMap((one) => {
      const form = formIn(part(one, 'typeName'));
      return form === undefined ? [] : [[text(one, 'colname'), form] as const];
    }),
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
  const loose = new Set(free.map((one) => text(one, 'colname')));
  return without({ loose, columns: defined.map((one) => text(one, 'colname')) }, constraints);
}
