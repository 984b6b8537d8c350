/** A table that is made as a part or an heir of others, or to have parts. It refuses a key or a bound that would run something of the user's, and a parent that nobody has told of. */
import type { JsonObject } from '../../../../call/json.js';
import { checkFamily, isOdd, under } from '../desk/family.js';
import { baseValue, choose, type Desk, doubt, noteRead } from '../desk/ink.js';
import { checkAll } from '../desk/listed.js';
import { note } from '../desk/noted.js';
import { isOrdinary } from '../schema/ordinary.js';
import type { Relation } from '../schema/relation.js';
import { bodyOf, has, list, part } from '../tree/tree.js';
import { relationOf } from '../values/sources.js';

const strange = 'a table whose columns cannot be read';

/** What decides which part a row is in is computed of each row that is placed. */
function checkKey(desk: Desk, body: JsonObject): void {
  const elements = list(part(body, 'partspec') ?? {}, 'partParams');
  const isPlain = elements.every((one) =>
    ['opclass', 'collation'].every((field) => list(bodyOf(one, 'PartitionElem'), field).length === 0),
  );
  checkAll(desk, [...elements]);
  if (!isPlain || !isOrdinary([...elements], desk.structure)) doubt(desk, strange);
}

/**
 * INVARIANT: rows that stand in a part for all others are looked through for those that belong in the new one, which fails if there are: a question about what
 * decides that.
 */
function askParent(desk: Desk, parent: Relation): void {
  for (const { name } of under(desk.structure, parent)) noteRead(desk, name);
  for (const column of parent.parting ?? []) choose(desk, baseValue(desk, parent.name, column));
}

/** Its rows are rows of that table as well, from here on. */
function joinOne(desk: Desk, parent: Relation, isPart: boolean): void {
  if (parent.kind !== 'table' || isOdd(desk.structure, parent) || parent.isForeign) doubt(desk, strange);
  checkFamily(desk, parent);
  noteRead(desk, parent.name);
  if (isPart) askParent(desk, parent);
  desk.ink.altered.push(`table:${parent.name}`);
  note(desk, parent.name, {});
}

export function join(desk: Desk, body: JsonObject): void {
  if (has(body, 'partspec')) checkKey(desk, body);
  const bound = part(body, 'partbound');
  if (bound !== undefined) checkAll(desk, { PartitionBoundSpec: bound });
  if (bound !== undefined && !isOrdinary({ PartitionBoundSpec: bound }, desk.structure)) doubt(desk, strange);
  for (const node of list(body, 'inhRelations')) {
    const parent = relationOf(desk, bodyOf(node, 'RangeVar') ?? {});
    if (parent !== undefined) joinOne(desk, parent, bound !== undefined);
  }
}
