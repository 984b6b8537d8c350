/** Whether another type takes every value of a column as it is: a longer text, a larger whole number. What it does not know of either type does not. */
import { type JsonObject, own } from '../../../../call/json.js';
import { isOdd } from '../desk/family.js';
import { typeIn } from '../schema/column-types.js';
import type { PgStructure, Relation } from '../schema/relation.js';
import { bodyOf, has, list, part, text } from '../tree/tree.js';

/** By the type of before. */
const larger: Readonly<Record<string, readonly string[]>> = {
  int2: ['int4', 'int8', 'numeric'],
  int4: ['int8', 'numeric'],
  int8: ['numeric'],
};

/** The one number behind a type; undefined where there is none, and nothing where it is no such. */
function lengthIn(type: JsonObject | undefined): number | undefined {
  const [first, ...more] = list(type, 'typmods');
  if (first === undefined) return Number.POSITIVE_INFINITY;
  const length = own(part(bodyOf(first, 'A_Const') ?? {}, 'ival') ?? {}, 'ival');
  return more.length === 0 && typeof length === 'number' ? length : undefined;
}

/** INVARIANT: what has an index, a check or a type that nobody has looked at runs that over every row of it. */
export function isWidened(
  structure: Pick<PgStructure, 'relations'>,
  relation: Relation,
  command: JsonObject,
): boolean {
  const column = text(command, 'name');
  const definition = bodyOf(own(command, 'def'), 'ColumnDef') ?? {};
  const type = part(definition, 'typeName');
  if (has(definition, 'raw_default') || has(definition, 'collClause') || isOdd(structure, relation))
    return false;
  const [name, length] = [typeIn(type), lengthIn(type)];
  if (name === 'text' || name === 'varchar') {
    const before = relation.texts.has(column) ? Number.POSITIVE_INFINITY : relation.lengths.get(column);
    return before !== undefined && length !== undefined && length >= before;
  }
  const isWhole = length === Number.POSITIVE_INFINITY;
  return isWhole && (larger[relation.forms.get(column) ?? '']?.includes(name) ?? false);
}
