/** CREATE in terms of datasets, and which of the readings here a statement that changes the structure is for. A view that is replaced is also an unscoped write. */
import { type JsonObject, own } from '../../../../call/json.js';
import { isOdd } from '../desk/family.js';
import { type Desk, doubt, emptyEnv, noteRead } from '../desk/ink.js';
import { checkAll } from '../desk/listed.js';
import { note } from '../desk/noted.js';
import type { Column } from '../desk/value.js';
import { isOrdinary } from '../schema/ordinary.js';
import { has, isTrue, list, type Node, part, tagged, text } from '../tree/tree.js';
import { builtInTypes } from '../tree/words.js';
import { relationOf } from '../values/sources.js';
import { alter, rename } from './altering.js';
import { join } from './family.js';
import { askIndexed, askMade, lookAlong } from './held-to.js';
import { drop } from './losing.js';
import { isGivenAnother } from './replacing.js';

const isTemporary = (range: JsonObject | undefined): boolean =>
  text(range, 'relpersistence') === 't' || text(range, 'schemaname') === 'pg_temp';

/** Of the session's own the schema has a number, and one name here. */
const placeOf = ({ structure }: Desk, range: JsonObject | undefined): string =>
  `${isTemporary(range) ? 'temp' : text(range, 'schemaname') || (structure.path[0] ?? 'public')}.${text(range, 'relname')}`;

/** INVARIANT: a temporary name comes before every other. One that a table or a type has, in whatever schema, is not taken. */
function hides({ structure, catalog }: Desk, name: string): boolean {
  const names = [...structure.relations.keys(), ...catalog.datasets.keys()];
  const isTaken = structure.types.has(name) || builtInTypes.has(name) || name.startsWith('pg_');
  return isTaken || names.some((one) => one.slice(one.indexOf('.') + 1) === name);
}

/** What a temporary name could hide, or what is not an ordinary table, is not created unseen. */
function checkNew(desk: Desk, range: JsonObject | undefined): void {
  const isOurs = isTemporary(range)
    ? hides(desk, text(range, 'relname'))
    : text(range, 'schemaname').startsWith('pg_');
  if (isOurs) doubt(desk, 'a temporary object');
}

function createTable(desk: Desk, body: JsonObject): void {
  const range = part(body, 'relation');
  checkNew(desk, range);
  const isPlain = !has(body, 'ofTypename') && isOrdinary(own(body, 'tableElts'), desk.structure);
  if (!isPlain) doubt(desk, 'a table whose columns cannot be read');
  for (const node of list(body, 'tableElts')) likeAnother(desk, node);
  lookAlong(desk, undefined, own(body, 'tableElts'));
  const dataset = placeOf(desk, range);
  askMade(desk, dataset, list(body, 'tableElts'));
  join(desk, body);
  desk.ink.created.push(`table:${dataset}`);
  note(desk, dataset, {});
}

/** `LIKE t` takes over what t's columns are, their defaults perhaps. */
function likeAnother(desk: Desk, node: Node): void {
  const { tag, body } = tagged(node);
  if (tag !== 'TableLikeClause') return;
  const relation = relationOf(desk, part(body, 'relation') ?? {});
  if (relation === undefined) return;
  noteRead(desk, relation.name);
  if (isOdd(desk.structure, relation)) doubt(desk, 'a table whose columns cannot be read');
}

const datasetsIn = (columns: readonly Column[]): readonly string[] =>
  [...new Set(columns.flatMap(({ value }) => value.from.map(({ dataset }) => dataset)))].filter(
    (name) => name !== '',
  );

interface Made {
  readonly kind: 'table' | 'view';
  readonly range: JsonObject | undefined;
  readonly query: Node;
}

/** INVARIANT: a class does not follow into what no catalog lists. */
function fill(desk: Desk, { kind, range }: Omit<Made, 'query'>, columns: readonly Column[]): void {
  const dataset = placeOf(desk, range);
  desk.ink.created.push(`${kind}:${dataset}`);
  note(desk, dataset, { sources: datasetsIn(columns) });
  for (const { name, value } of columns)
    for (const origin of value.from)
      if (origin.class !== 'clear' && origin.dataset !== '')
        desk.ink.flows.add(`${origin.dataset}.${origin.column} -> ${dataset}.${name}`);
}

/** The columns of what fills it. */
function createFrom(desk: Desk, { kind, range, query }: Made): readonly Column[] {
  checkNew(desk, range);
  checkAll(desk, query);
  if (tagged(query).tag !== 'SelectStmt') doubt(desk, 'what fills it cannot be read');
  const columns = desk.query(desk, query, emptyEnv);
  fill(desk, { kind, range }, columns);
  return columns;
}

function replaceView(desk: Desk, body: JsonObject): void {
  const range = part(body, 'view');
  const query = own(body, 'query');
  const columns = createFrom(desk, { kind: 'view', range, query });
  const view = desk.structure.relations.get(placeOf(desk, range));
  if (!isTrue(body, 'replace') || view === undefined) return;
  if (isGivenAnother(desk, { view, body, query, columns })) {
    desk.ink.altered.push(`view:${view.name}`);
    return;
  }
  desk.ink.dropped.add(`view:${view.name}`);
  note(desk, view.name, { mode: 'delete', scope: 'none' });
}

const methods = new Set(['btree', 'hash', 'gin', 'gist', 'brin', 'spgist']);

function createIndex(desk: Desk, body: JsonObject): void {
  const relation = relationOf(desk, part(body, 'relation') ?? {});
  if (
    !isOrdinary(
      { List: { items: [...list(body, 'indexParams'), own(body, 'whereClause') ?? null] } },
      desk.structure,
    )
  )
    doubt(desk, 'an index that cannot be read');
  checkAll(desk, list(body, 'indexParams'));
  if (!methods.has(text(body, 'accessMethod') || 'btree')) doubt(desk, 'an index that cannot be read');
  if (relation === undefined) return;
  askIndexed(desk, relation, body);
  desk.ink.created.push(`index:${relation.name.split('.')[0]}.${text(body, 'idxname') || '_'}`);
  note(desk, relation.name, {});
}

const structural: Readonly<Record<string, readonly [string, (desk: Desk, body: JsonObject) => void]>> = {
  CreateStmt: ['create', createTable],
  CreateTableAsStmt: [
    'create',
    (desk, body) => {
      createFrom(desk, {
        kind: text(body, 'objtype') === 'OBJECT_MATVIEW' ? 'view' : 'table',
        range: part(part(body, 'into') ?? {}, 'rel'),
        query: own(body, 'query'),
      });
    },
  ],
  ViewStmt: ['create', replaceView],
  IndexStmt: ['create', createIndex],
  DropStmt: ['drop', drop],
  AlterTableStmt: ['alter', alter],
  RenameStmt: ['alter', rename],
  AlterObjectSchemaStmt: ['alter', rename],
};

/** The kind of the statement; undefined when it changes no structure. */
export function changeStructure(desk: Desk, tag: string, body: JsonObject): string | undefined {
  const found = Object.hasOwn(structural, tag) ? structural[tag] : undefined;
  found?.[1](desk, body);
  return found?.[0];
}

/** INVARIANT: of the arms of a query it is the first that says where the rows of all go. */
export function intoIn(body: JsonObject): JsonObject | undefined {
  const first = part(body, 'larg');
  return part(body, 'intoClause') ?? (first === undefined ? undefined : intoIn(first));
}

/** `SELECT … INTO t` creates a table, and gives no rows. */
export function selectInto(desk: Desk, into: JsonObject, columns: readonly Column[]): readonly Column[] {
  const range = part(into, 'rel');
  checkNew(desk, range);
  if (desk.structure.hears) doubt(desk, 'an event trigger that cannot be read');
  fill(desk, { kind: 'table', range }, columns);
  return [];
}
