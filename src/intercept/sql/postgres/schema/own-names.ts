/** Names beside those of tables: indexes with the table of each, and sequences with the column that each goes with. One that no statement gives is not known. */
import { type JsonObject, own } from '../../../../call/json.js';
import { bodyOf, isTrue, itemsOf, list, type Node, part, tagged, text, texts } from '../tree/tree.js';
import { type Draft, foundIn, nameIn } from './draft.js';
import { caller, type PgStructure } from './relation.js';

const schemaOf = (place: string): string => place.slice(0, place.indexOf('.'));

/** It stands in the schema of its table. */
function keep({ indexes }: Draft, table: string, index: string): void {
  if (index !== '') indexes.set(`${schemaOf(table)}.${index}`, table);
}

export function takeIndexName(draft: Draft, body: JsonObject): void {
  const table = foundIn(draft, part(body, 'relation'));
  const index = text(body, 'idxname');
  // Where one of that name is there, none is made.
  const isThere = isTrue(body, 'if_not_exists') && draft.indexes.has(`${schemaOf(table)}.${index}`);
  if (!isThere) keep(draft, table, index);
}

const indexed = new Set(['CONSTR_PRIMARY', 'CONSTR_UNIQUE', 'CONSTR_EXCLUSION']);

/** Keys of a table have an index of their name; the engine's own name for one that has none is told of a primary key alone. */
export function takeKeyNames(draft: Draft, table: string, nodes: readonly Node[]): void {
  const all = nodes.flatMap((node): readonly Node[] => {
    const { tag, body } = tagged(node);
    return tag === 'ColumnDef' ? list(body, 'constraints') : [node];
  });
  for (const one of all) {
    const constraint = bodyOf(one, 'Constraint');
    const kind = text(constraint, 'contype');
    if (!indexed.has(kind)) continue;
    const usual = kind === 'CONSTR_PRIMARY' ? `${table.slice(table.indexOf('.') + 1)}_pkey` : '';
    keep(draft, table, text(constraint, 'conname') || usual);
  }
}

/** `t.c`, `s.t.c`: undefined for none. */
function columnIn(draft: Draft, arg: Node): string | undefined {
  const [column = '', relname = '', schemaname = ''] = [...texts(itemsOf(arg))].reverse();
  return relname === '' ? undefined : `${foundIn(draft, { schemaname, relname })}.${column}`;
}

export function takeSequence(draft: Draft, body: JsonObject): void {
  const name = nameIn(draft, part(body, 'sequence'));
  const options = list(body, 'options').map((one) => bodyOf(one, 'DefElem') ?? {});
  const owned = options.find((one) => text(one, 'defname') === 'owned_by');
  draft.sequences.set(
    name,
    owned === undefined ? draft.sequences.get(name) : columnIn(draft, own(owned, 'arg')),
  );
}

/** Every place of it along the path where there is one. */
export function placesOf(
  { path }: Pick<PgStructure, 'path'>,
  all: ReadonlyMap<string, unknown>,
  { schema, name }: { readonly schema: string; readonly name: string },
): readonly string[] {
  const places = schema === '' ? path : [schema];
  if (!places.includes(caller))
    return [...new Set(places)].map((place) => `${place}.${name}`).filter((one) => all.has(one));
  return [...all.keys()].filter((one) => one.slice(one.indexOf('.') + 1) === name);
}
