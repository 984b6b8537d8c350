/** DROP in terms of datasets, with all that goes along. A name that is lost is an unscoped write as well. */
import type { JsonObject } from '../../../../call/json.js';
import { type Desk, doubt } from '../desk/ink.js';
import { note } from '../desk/noted.js';
import { relationsNamed } from '../schema/relation.js';
import { routinesIn } from '../schema/routine.js';
import { below, itemsOf, list, type Node, tagged, text, textIn, texts } from '../tree/tree.js';

const kindsLost: Readonly<Record<string, string>> = {
  OBJECT_TABLE: 'table',
  OBJECT_VIEW: 'view',
  OBJECT_MATVIEW: 'view',
  OBJECT_INDEX: 'index',
  OBJECT_SCHEMA: 'schema',
};
/** What stands on a table, which is named before it. */
const parts = new Set(['OBJECT_TRIGGER', 'OBJECT_RULE', 'OBJECT_POLICY']);

/** The relation, and with CASCADE whatever is made of it: heirs, and views. A partition goes with its table. */
function lose(desk: Desk, name: string, isCascading: boolean): void {
  const { relations } = desk.structure;
  const found = relations.get(name);
  const kind = found?.kind ?? 'table';
  if (desk.ink.dropped.has(`${kind}:${name}`)) return;
  desk.ink.dropped.add(`${kind}:${name}`);
  note(desk, name, { mode: 'delete', scope: 'none' });
  for (const partition of found?.partitions ?? []) lose(desk, partition, isCascading);
  if (!isCascading) return;
  for (const heir of found?.heirs ?? []) lose(desk, heir, isCascading);
  loseMadeOf(desk, (one) => one === name);
}

/** What CASCADE takes along: the views that are made of what `isGone`, which are relations and functions by `schema.name`. */
export function loseMadeOf(desk: Desk, isGone: (name: string) => boolean): void {
  for (const view of desk.structure.relations.values())
    if (view.kind === 'view' && madeOf(desk, view.query).some(isGone)) lose(desk, view.name, true);
}

/** Relations and functions that a query names, by itself or through what it calls: the server keeps a stored body with all that it names. */
function madeOf({ structure }: Desk, query: Node): readonly string[] {
  const called = routinesIn(structure, query);
  const nodes = [query, ...called.flatMap(({ body, hints }) => [...body, ...hints])];
  const named = nodes
    .flatMap((node) => [...below(node)])
    .flatMap(({ tag, body }) => {
      if (tag === 'FuncCall') return [texts(list(body, 'funcname')).join('.')];
      if (tag !== 'RangeVar') return [];
      return relationsNamed(structure, text(body, 'schemaname'), text(body, 'relname')).map(
        ({ name }) => name,
      );
    });
  return [...named, ...called.map(({ relation }) => relation)];
}

interface Named {
  readonly schema: string;
  readonly name: string;
}

const namesOf = (node: Node): readonly string[] => {
  const { tag, body } = tagged(node);
  if (tag === 'String') return [textIn(node)];
  if (tag === 'ObjectWithArgs') return texts(list(body, 'objname'));
  return tag === 'TypeName' ? texts(list(body, 'names')) : texts(itemsOf(node));
};

const found = ({ structure }: Desk, { schema, name }: Named): string =>
  relationsNamed(structure, schema, name)[0]?.name ?? `${schema || (structure.path[0] ?? 'public')}.${name}`;

function dropSchema(desk: Desk, schema: string, isCascading: boolean): void {
  desk.ink.dropped.add(`schema:${schema}`);
  const isInside = (name: string): boolean => name.startsWith(`${schema}.`);
  for (const dataset of desk.structure.relations.keys())
    if (isInside(dataset)) lose(desk, dataset, isCascading);
  if (isCascading) loseMadeOf(desk, isInside);
}

/** INVARIANT: a drop of what is not known is a drop all the same, whatever it says of what is not there: somebody may have made it since the structure was read. */
export function drop(desk: Desk, body: JsonObject): void {
  const type = text(body, 'removeType');
  const kind = kindsLost[type] ?? 'object';
  const isCascading = text(body, 'behavior') === 'DROP_CASCADE';
  // Columns, defaults, policies: whatever is made of a function or a type.
  if (isCascading && kind === 'object' && !parts.has(type))
    doubt(desk, 'a drop that takes along what cannot be told');
  for (const node of list(body, 'objects')) {
    const names = parts.has(type) ? namesOf(node).slice(0, -1) : namesOf(node);
    const named: Named = { schema: names.length > 1 ? (names.at(-2) ?? '') : '', name: names.at(-1) ?? '' };
    if (parts.has(type)) desk.ink.altered.push(`table:${found(desk, named)}`);
    if (kind === 'schema') dropSchema(desk, named.name, isCascading);
    else if (kind === 'table' || kind === 'view') lose(desk, found(desk, named), isCascading);
    else desk.ink.dropped.add(kind === 'object' ? 'object:_' : `${kind}:${found(desk, named)}`);
  }
}
