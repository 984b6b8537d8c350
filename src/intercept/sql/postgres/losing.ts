/** DROP in terms of datasets, with all that goes along. A name that is lost is an unscoped write as well. */
import type { JsonObject } from '../../../call/json.js';
import type { Write } from '../../effects.js';
import { tierOf } from '../../touches.js';
import type { Desk } from './ink.js';
import { relationsNamed } from './relation.js';
import { below, itemsOf, list, type Node, tagged, text, textIn, texts } from './tree.js';

export function note(desk: Desk, dataset: string, write: Partial<Write>): void {
  const { catalog, ink } = desk;
  const usual: Write = {
    dataset,
    tier: tierOf(catalog, dataset),
    mode: 'create',
    columns: [],
    scope: 'not-applicable',
    sources: [],
  };
  ink.writes.push({ ...usual, ...write });
}

const kindsLost: Readonly<Record<string, string>> = {
  OBJECT_TABLE: 'table',
  OBJECT_VIEW: 'view',
  OBJECT_MATVIEW: 'view',
  OBJECT_INDEX: 'index',
  OBJECT_SCHEMA: 'schema',
};
/** What stands on a table, which is named before it. */
const parts = new Set(['OBJECT_TRIGGER', 'OBJECT_RULE', 'OBJECT_POLICY']);

/** The relation, and with CASCADE whatever is made of it: heirs, and views that name it. A partition goes with its table. */
function lose(desk: Desk, name: string, isCascading: boolean): void {
  const { relations } = desk.structure;
  const kind = relations.get(name)?.kind ?? 'table';
  if (desk.ink.dropped.has(`${kind}:${name}`)) return;
  desk.ink.dropped.add(`${kind}:${name}`);
  note(desk, name, { mode: 'delete', scope: 'none' });
  const found = relations.get(name);
  for (const partition of found?.partitions ?? []) lose(desk, partition, isCascading);
  if (!isCascading) return;
  for (const heir of found?.heirs ?? []) lose(desk, heir, isCascading);
  for (const view of relations.values())
    if (view.kind === 'view' && namesIn(desk, view.query).has(name)) lose(desk, view.name, isCascading);
}

const namesIn = ({ structure }: Desk, query: Node): ReadonlySet<string> =>
  new Set(
    [...below(query)].flatMap(({ tag, body }) =>
      tag === 'RangeVar'
        ? relationsNamed(structure, text(body, 'schemaname'), text(body, 'relname')).map(({ name }) => name)
        : [],
    ),
  );

interface Named {
  readonly schema: string;
  readonly name: string;
}

const namesOf = (node: Node): readonly string[] =>
  tagged(node).tag === 'String' ? [textIn(node)] : texts(itemsOf(node));

const found = ({ structure }: Desk, { schema, name }: Named): string =>
  relationsNamed(structure, schema, name)[0]?.name ?? `${schema || (structure.path[0] ?? 'public')}.${name}`;

/** A drop of what is not known is a drop all the same. */
export function drop(desk: Desk, body: JsonObject): void {
  const type = text(body, 'removeType');
  const kind = kindsLost[type] ?? 'object';
  const isCascading = text(body, 'behavior') === 'DROP_CASCADE';
  for (const node of list(body, 'objects')) {
    const names = parts.has(type) ? namesOf(node).slice(0, -1) : namesOf(node);
    const named: Named = { schema: names.length > 1 ? (names.at(-2) ?? '') : '', name: names.at(-1) ?? '' };
    if (parts.has(type)) desk.ink.altered.push(`table:${found(desk, named)}`);
    if (kind === 'schema') {
      desk.ink.dropped.add(`schema:${named.name}`);
      for (const dataset of desk.structure.relations.keys())
        if (dataset.startsWith(`${named.name}.`)) lose(desk, dataset, isCascading);
    } else if (kind === 'table' || kind === 'view') lose(desk, found(desk, named), isCascading);
    else desk.ink.dropped.add(kind === 'object' ? 'object:_' : `${kind}:${found(desk, named)}`);
  }
}
