/** ALTER and RENAME in terms of datasets. What is lost is also an unscoped write, and what gets another name brings its classes along. An alteration that is not on the list is a doubt. */

import { type JsonObject, own } from '../../../../call/json.js';
import { datasetNamed } from '../../../../catalog/catalog.js';
import { under } from '../desk/family.js';
import { baseValue, choose, type Desk, doubt } from '../desk/ink.js';
import { note } from '../desk/noted.js';
import { isClassified, unknownValue } from '../desk/value.js';
import { isOrdinary } from '../schema/ordinary.js';
import { type Relation, relationsNamed } from '../schema/relation.js';
import { has, list, part, tagged, text } from '../tree/tree.js';
import { relationColumns } from '../values/showing.js';
import { relationOf } from '../values/sources.js';
import { askConstrained, lookAlong } from './held-to.js';
import { indexedBy } from './indexes.js';
import { checkKept } from './keeping.js';
import { loseMadeOf } from './losing.js';
import { flow } from './strokes.js';
import { isWidened } from './widening.js';

/** What a row holds stays as it is: promises of it, and how and where it is kept. */
const mildAlterations = new Set(
  `AT_AddColumn AT_ColumnDefault AT_SetNotNull AT_DropNotNull AT_AddConstraint AT_DropConstraint AT_ValidateConstraint
AT_AddIdentity AT_SetIdentity AT_SetStatistics AT_SetStorage AT_SetCompression AT_SetOptions AT_ResetOptions
AT_SetRelOptions AT_ResetRelOptions AT_ReplicaIdentity AT_ClusterOn AT_DropCluster AT_SetLogged`.split(/\s+/),
);

/** What is done to it is done to its heirs and partitions. */
const family = (desk: Desk, relation: Relation): readonly Relation[] => [
  relation,
  ...under(desk.structure, relation),
];

interface Altering {
  readonly relation: Relation;
  readonly command: JsonObject;
}

function alterOne(desk: Desk, { relation, command }: Altering): void {
  const subtype = text(command, 'subtype');
  const column = text(command, 'name');
  if (subtype === 'AT_DropColumn') {
    const isTold = Object.hasOwn(datasetNamed(desk.catalog, relation.name)?.columns ?? {}, column);
    desk.ink.dropped.add(`column:${relation.name}.${isTold ? column : '_'}`);
    if (text(command, 'behavior') === 'DROP_CASCADE') loseMadeOf(desk, (name) => name === relation.name);
  }
  if (subtype === 'AT_AlterColumnType' && isWidened(desk.structure, relation, command)) {
    note(desk, relation.name, { columns: [column] });
    return;
  }
  // What stands in it is read as another type, which fails for some.
  if (subtype === 'AT_AlterColumnType') choose(desk, baseValue(desk, relation.name, column));
  if (subtype === 'AT_DropColumn' || subtype === 'AT_AlterColumnType')
    note(desk, relation.name, { mode: 'update', columns: [column], scope: 'none' });
  else if (!mildAlterations.has(subtype)) doubt(desk, 'an alteration that is not on the list');
  else note(desk, relation.name, {});
}

/** ALTER INDEX: how it is kept, and nothing that holds of its table. */
const keepings = new Set('AT_SetRelOptions AT_ResetRelOptions AT_SetStatistics'.split(' '));

function alterIndex(desk: Desk, body: JsonObject): void {
  const found = indexedBy(desk, part(body, 'relation') ?? {});
  if (found === undefined) return;
  desk.ink.altered.push(`table:${found.table.name}`);
  note(desk, found.table.name, {});
  for (const node of list(body, 'cmds')) {
    const command = tagged(node).body;
    if (!keepings.has(text(command, 'subtype'))) doubt(desk, 'an alteration that is not on the list');
    checkKept(desk, found.table, command);
  }
}

export function alter(desk: Desk, body: JsonObject): void {
  if (text(body, 'objtype') === 'OBJECT_INDEX') return void alterIndex(desk, body);
  const relation = relationOf(desk, part(body, 'relation') ?? {});
  if (relation === undefined) return;
  desk.ink.altered.push(`table:${relation.name}`);
  for (const node of list(body, 'cmds')) {
    const command = tagged(node).body;
    checkKept(desk, relation, command);
    askConstrained(desk, relation, command);
    for (const one of family(desk, relation)) alterOne(desk, { relation: one, command });
    lookAlong(desk, text(command, 'subtype') === 'AT_AlterColumnType' ? relation.name : undefined, node);
    if (!isOrdinary(own(command, 'def'), desk.structure)) doubt(desk, 'a column that cannot be read');
  }
}

/** What has a name inside of it. */
const isWithin = new Set(['OBJECT_TABCONSTRAINT']);
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

/** A name that another column had, or that was declared before there was one: its class is no longer that of what stands there. Whether it is classified. */
function renameColumn(desk: Desk, relation: Relation, body: JsonObject): boolean {
  const [from, to] = [text(body, 'subname'), text(body, 'newname')];
  const values = family(desk, relation).map((one) => {
    const found = relationColumns(desk, one).find(({ name }) => name === from)?.value ?? unknownValue;
    flow(desk, { relation: { ...one, loose: new Set() }, column: to }, found);
    return found;
  });
  return values.some(isClassified);
}

const isRelation = ({ structure }: Desk, range: JsonObject): boolean =>
  relationsNamed(structure, text(range, 'schemaname'), text(range, 'relname')).length > 0;

/** Nobody who reads or writes asks for an index by its name. */
function renameIndex(desk: Desk, range: JsonObject): void {
  const found = indexedBy(desk, range);
  if (found === undefined) return;
  desk.ink.altered.push(`table:${found.table.name}`);
  note(desk, found.table.name, {});
}

/** Whoever asks for it by its old name finds it gone. */
export function rename(desk: Desk, body: JsonObject): void {
  const range = part(body, 'relation') ?? {};
  // INVARIANT: the engine gives a table another name by ALTER INDEX as well.
  const isIndex = text(body, 'renameType') === 'OBJECT_INDEX' && !isRelation(desk, range);
  if (isIndex) return void renameIndex(desk, range);
  const relation = has(body, 'relation') ? relationOf(desk, range) : undefined;
  if (relation === undefined) {
    doubt(desk, 'a new name for what is not known');
    return;
  }
  desk.ink.altered.push(`table:${relation.name}`);
  const isColumn = text(body, 'renameType') === 'OBJECT_COLUMN';
  const isHidden = isColumn && renameColumn(desk, relation, body);
  if (!has(body, 'renameType') || kindsNamed.has(text(body, 'renameType'))) arrive(desk, relation, body);
  const columns = isColumn ? [text(body, 'subname')] : [];
  // A clear column of another name holds what it held, and so does a table whose check or key has another.
  if ((isColumn && !isHidden) || isWithin.has(text(body, 'renameType')))
    note(desk, relation.name, { columns });
  else note(desk, relation.name, { mode: isColumn ? 'update' : 'delete', columns, scope: 'none' });
}
