/** The table that an index stands on, by the name of the index: whoever changes that changes how the table is kept. It refuses one that no statement of the schema gives. */
import type { JsonObject } from '../../../../call/json.js';
import { type Desk, doubt } from '../desk/ink.js';
import { placesOf } from '../schema/own-names.js';
import { type Relation, relationsNamed } from '../schema/relation.js';
import { text } from '../tree/tree.js';

export interface Indexed {
  /** `schema.name` of the index. */
  readonly index: string;
  readonly table: Relation;
}

/** Undefined for what is a table or a view itself, and, with the doubt told, for what nobody knows. */
export function indexedBy(desk: Desk, range: JsonObject): Indexed | undefined {
  const { structure } = desk;
  const [schema, name] = [text(range, 'schemaname'), text(range, 'relname')];
  if (relationsNamed(structure, schema, name).length > 0) return undefined;
  const [index, ...more] = placesOf(structure, structure.indexes, { schema, name });
  const table = structure.relations.get(structure.indexes.get(index ?? '') ?? '');
  if (index !== undefined && table !== undefined && more.length === 0 && text(range, 'catalogname') === '')
    return { index, table };
  doubt(desk, 'an index that is not known');
  return undefined;
}
