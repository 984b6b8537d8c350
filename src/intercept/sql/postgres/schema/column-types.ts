/** What the types of a table's columns say of comparing with them: which are plain text, and how others print. A type that it does not know says nothing. */

import { type JsonObject, own } from '../../../../call/json.js';
import type { Form } from '../../../form.js';
import { bodyOf, list, part, type Tagged, text, texts } from '../tree/tree.js';
import { isBuiltIn } from '../tree/words.js';

/** PostgreSQL's own of that name, and no list of them; '' for another. */
export function typeIn(type: JsonObject | undefined): string {
  const names = texts(list(type, 'names'));
  const isOwn = isBuiltIn(names);
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

/** Of these, two texts are the same where their bytes are. */
const exact = new Set('default C POSIX ucs_basic pg_c_utf8 pg_unicode_fast'.split(' '));

/** INVARIANT: by a collation of another's making, two texts may count as one. */
function comparesExactly(column: JsonObject): boolean {
  const names = texts(list(part(column, 'collClause'), 'collname'));
  const isOwn = isBuiltIn(names);
  return names.length === 0 || (isOwn && exact.has(names.at(-1) ?? ''));
}

export const isPlainText = (column: JsonObject): boolean =>
  isText(part(column, 'typeName')) && comparesExactly(column);

export const definedIn = (elements: readonly Tagged[]): readonly JsonObject[] =>
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

/** Columns of a text that is no longer than so much. */
export const lengthsIn = (elements: readonly Tagged[]): ReadonlyMap<string, number> =>
  new Map(
    definedIn(elements).flatMap((one) => {
      const type = part(one, 'typeName');
      const [first, ...more] = list(type, 'typmods');
      const length = own(part(bodyOf(first, 'A_Const') ?? {}, 'ival') ?? {}, 'ival');
      const isIts = typeIn(type) === 'varchar' && more.length === 0 && typeof length === 'number';
      return isIts ? [[text(one, 'colname'), length] as const] : [];
    }),
  );

/** Columns of PostgreSQL's own types, by the name of each. */
export const typedIn = (elements: readonly Tagged[]): ReadonlyMap<string, string> =>
  new Map(
    definedIn(elements).flatMap((one) => {
      const type = typeIn(part(one, 'typeName'));
      return type === '' ? [] : [[text(one, 'colname'), type] as const];
    }),
  );
