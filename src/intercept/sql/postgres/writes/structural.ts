/** CREATE, DROP, ALTER and RENAME in terms of datasets. A name or column that is lost is also an unscoped write. */
import { type JsonObject, own } from '../../../../call/json.js';
import { isOdd } from '../desk/family.js';
import {
  baseValue,
  type Column,
  choose,
  type Desk,
  declared,
  doubt,
  emptyEnv,
  noteRead,
  unknownValue,
} from '../desk/ink.js';
import { checkAll } from '../desk/listed.js';
import { isOrdinary } from '../schema/ordinary.js';
import type { Relation } from '../schema/relation.js';
import { below, has, isTrue, list, type Node, part, tagged, text } from '../tree/tree.js';
import { relationColumns } from '../values/showing.js';
import { relationOf } from '../values/sources.js';
import { askConstrained, askIndexed, askMade } from './held-to.js';
import { drop, loseMadeOf, note } from './losing.js';
import { flow } from './strokes.js';

const placeOf = ({ structure }: Desk, range: JsonObject | undefined): string =>
  `${text(range, 'schemaname') || (structure.path[0] ?? 'public')}.${text(range, 'relname')}`;

/** What a temporary name could hide, or what is not an ordinary table, is not created unseen. */
function checkNew(desk: Desk, range: JsonObject | undefined): void {
  if (text(range, 'relpersistence') === 't' || text(range, 'schemaname').startsWith('pg_'))
    doubt(desk, 'a temporary object');
}

function createTable(desk: Desk, body: JsonObject): void {
  const range = part(body, 'relation');
  checkNew(desk, range);
  const isPlain =
    list(body, 'inhRelations').length === 0 &&
    !has(body, 'partbound') &&
    !has(body, 'partspec') &&
    !has(body, 'ofTypename');
  if (!isPlain || !isOrdinary(own(body, 'tableElts'), desk.structure))
    doubt(desk, 'a table whose columns cannot be read');
  for (const node of list(body, 'tableElts')) likeAnother(desk, node);
  lookAlong(desk, undefined, own(body, 'tableElts'));
  const dataset = placeOf(desk, range);
  askMade(desk, dataset, list(body, 'tableElts'));
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

function createFrom(desk: Desk, { kind, range, query }: Made): void {
  checkNew(desk, range);
  checkAll(desk, query);
  if (tagged(query).tag !== 'SelectStmt') doubt(desk, 'what fills it cannot be read');
  const columns = desk.query(desk, query, emptyEnv);
  const dataset = placeOf(desk, range);
  desk.ink.created.push(`${kind}:${dataset}`);
  note(desk, dataset, { sources: datasetsIn(columns) });
  for (const { name, value } of columns)
    for (const origin of value.from)
      if (origin.class !== 'clear' && origin.dataset !== '')
        desk.ink.flows.add(`${origin.dataset}.${origin.column} -> ${dataset}.${name}`);
}

function replaceView(desk: Desk, body: JsonObject): void {
  const range = part(body, 'view');
  const dataset = placeOf(desk, range);
  if (isTrue(body, 'replace') && desk.structure.relations.has(dataset)) {
    desk.ink.dropped.add(`view:${dataset}`);
    note(desk, dataset, { mode: 'delete', scope: 'none' });
  }
  createFrom(desk, { kind: 'view', range, query: own(body, 'query') });
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

const mildAlterations = new Set(
  'AT_AddColumn AT_ColumnDefault AT_SetNotNull AT_DropNotNull AT_AddConstraint AT_SetStatistics AT_ValidateConstraint'.split(
    ' ',
  ),
);

/** What is done to it is done to its heirs and partitions. */
const family = (desk: Desk, relation: Relation): readonly Relation[] => [
  relation,
  ...[...relation.heirs, ...relation.partitions].flatMap((name) => {
    const found = desk.structure.relations.get(name);
    return found === undefined ? [] : family(desk, found);
  }),
];

/** A foreign key has the engine look at the other end: one that is made here, or that is there and is looked through again. */
function lookAlong(desk: Desk, relation: string | undefined, node: Node): void {
  for (const { tag, body } of below(node)) {
    const end = tag === 'Constraint' ? part(body, 'pktable') : undefined;
    const found = end === undefined ? undefined : relationOf(desk, end);
    if (found !== undefined) noteRead(desk, found.name);
  }
  for (const { from, to } of desk.structure.ties)
    if (relation !== undefined && [from, to].includes(relation))
      noteRead(desk, from === relation ? to : from);
}

interface Altering {
  readonly relation: Relation;
  readonly command: JsonObject;
}

function alterOne(desk: Desk, { relation, command }: Altering): void {
  const subtype = text(command, 'subtype');
  const column = text(command, 'name');
  if (subtype === 'AT_DropColumn') {
    const isTold = Object.hasOwn(declared(desk.catalog, relation.name)?.columns ?? {}, column);
    desk.ink.dropped.add(`column:${relation.name}.${isTold ? column : '_'}`);
    if (text(command, 'behavior') === 'DROP_CASCADE') loseMadeOf(desk, (name) => name === relation.name);
  }
  // What stands in it is read as another type, which fails for some.
  if (subtype === 'AT_AlterColumnType') choose(desk, baseValue(desk, relation.name, column));
  if (subtype === 'AT_DropColumn' || subtype === 'AT_AlterColumnType')
    note(desk, relation.name, { mode: 'update', columns: [column], scope: 'none' });
  else if (!mildAlterations.has(subtype)) doubt(desk, 'an alteration that is not on the list');
  else note(desk, relation.name, {});
}

function alter(desk: Desk, body: JsonObject): void {
  const relation = relationOf(desk, part(body, 'relation') ?? {});
  if (relation === undefined) return;
  desk.ink.altered.push(`table:${relation.name}`);
  for (const node of list(body, 'cmds')) {
    const command = tagged(node).body;
    askConstrained(desk, relation, command);
    for (const one of family(desk, relation)) alterOne(desk, { relation: one, command });
    lookAlong(desk, text(command, 'subtype') === 'AT_AlterColumnType' ? relation.name : undefined, node);
    if (!isOrdinary(own(command, 'def'), desk.structure)) doubt(desk, 'a column that cannot be read');
  }
}

const kindsNamed = new Set(['OBJECT_TABLE', 'OBJECT_VIEW', 'OBJECT_MATVIEW']);

/** Its rows stand under another name: a table of a tier that none of them was promoted into, perhaps, whose columns are of other classes. */
function arrive(desk: Desk, relation: Relation, body: JsonObject): void {
  const { name, kind } = relation;
  const [schema = '', own = ''] = name.split('.');
  const place = `${text(body, 'newschema') || schema}.${text(body, 'newname') || own}`;
  desk.ink.created.push(`${kind}:${place}`);
  note(desk, place, { sources: [name] });
  for (const { name: column, value } of relationColumns(desk, relation))
    flow(desk, { relation: { ...relation, name: place, loose: new Set() }, column }, value);
}

/** A name that another column had, or that was declared before there was one: its class is no longer that of what stands there. */
function renameColumn(desk: Desk, relation: Relation, body: JsonObject): void {
  const [from, to] = [text(body, 'subname'), text(body, 'newname')];
  for (const one of family(desk, relation)) {
    const found = relationColumns(desk, one).find(({ name }) => name === from);
    flow(desk, { relation: { ...one, loose: new Set() }, column: to }, found?.value ?? unknownValue);
  }
}

/** Whoever asks for it by its old name finds it gone. */
function rename(desk: Desk, body: JsonObject): void {
  const relation = has(body, 'relation') ? relationOf(desk, part(body, 'relation') ?? {}) : undefined;
  if (relation === undefined) {
    doubt(desk, 'a new name for what is not known');
    return;
  }
  desk.ink.altered.push(`table:${relation.name}`);
  const isColumn = text(body, 'renameType') === 'OBJECT_COLUMN';
  if (isColumn) renameColumn(desk, relation, body);
  if (!has(body, 'renameType') || kindsNamed.has(text(body, 'renameType'))) arrive(desk, relation, body);
  note(desk, relation.name, {
    mode: isColumn ? 'update' : 'delete',
    columns: isColumn ? [text(body, 'subname')] : [],
    scope: 'none',
  });
}

const structural: Readonly<Record<string, readonly [string, (desk: Desk, body: JsonObject) => void]>> = {
  CreateStmt: ['create', createTable],
  CreateTableAsStmt: [
    'create',
    (desk, body) =>
      createFrom(desk, {
        kind: text(body, 'objtype') === 'OBJECT_MATVIEW' ? 'view' : 'table',
        range: part(part(body, 'into') ?? {}, 'rel'),
        query: own(body, 'query'),
      }),
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

/** `SELECT … INTO t` creates a table. */
export function selectInto(desk: Desk, body: JsonObject, columns: readonly Column[]): void {
  const range = part(part(body, 'intoClause') ?? {}, 'rel');
  checkNew(desk, range);
  const dataset = placeOf(desk, range);
  desk.ink.created.push(`table:${dataset}`);
  note(desk, dataset, { sources: datasetsIn(columns) });
}
