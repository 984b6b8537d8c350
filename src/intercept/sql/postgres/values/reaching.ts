/** The table that a statement about no row names: to hold it, to tend it. What it reaches and nobody has told of is a doubt. */
import type { JsonObject } from '../../../../call/json.js';
import { checkFamily, isOdd, isTold, reached, shownBy } from '../desk/family.js';
import { type Desk, doubt, noteRead } from '../desk/ink.js';
import type { Relation } from '../schema/relation.js';
import { isTrue } from '../tree/tree.js';
import { relationOf } from './sources.js';

/** By their names: itself first, then its parts and heirs, and whatever else the catalog knows that shows its rows. */
export function reachedBy(desk: Desk, range: JsonObject): readonly string[] {
  const relation = relationOf(desk, range);
  if (relation === undefined) return [];
  checkFamily(desk, relation);
  const all = reached(desk.structure, { relation, mode: 'update', isOnly: !isTrue(range, 'inh') });
  if (all.some((one) => isOdd(desk.structure, one))) doubt(desk, 'a table whose columns cannot be read');
  if (all.some(({ isForeign }) => isForeign)) doubt(desk, 'a table that another server keeps');
  const told = all.filter((one) => one === relation || isTold(desk, one));
  return [...told, ...shownBy(desk, relation)].map(({ name }) => name);
}

/** Its rows are looked at, whatever they are looked at for. */
export function look(desk: Desk, range: JsonObject): Relation | undefined {
  for (const name of reachedBy(desk, range)) noteRead(desk, name);
  return relationOf(desk, range);
}
