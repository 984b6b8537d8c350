/** Functions and types of the user's that a schema's own statements change after they have made them: these are not read any more, nor is what takes their names. */
import { type JsonObject, own } from '../../../../call/json.js';
import { itemsOf, list, type Node, part, tagged, text, textIn } from '../tree/tree.js';
import type { Draft } from './draft.js';

const lastOf = (object: Node): string => {
  const { tag, body } = tagged(object);
  const names = tag === 'List' ? itemsOf(object) : list(body, tag === 'TypeName' ? 'names' : 'objname');
  return textIn(names.at(-1));
};

const routines = ['OBJECT_FUNCTION', 'OBJECT_PROCEDURE', 'OBJECT_ROUTINE', 'OBJECT_AGGREGATE'];
const types = ['OBJECT_TYPE', 'OBJECT_DOMAIN'];

/** What an ALTER means by name, and the name that it gives. */
const namesOf = (body: JsonObject): readonly string[] =>
  [lastOf(own(body, 'object')), text(body, 'newname')].filter((name) => name !== '');

const kindOf = (body: JsonObject): string => text(body, 'renameType') || text(body, 'objectType');
const isMove = (tag: string): boolean => tag === 'RenameStmt' || tag === 'AlterObjectSchemaStmt';

export function takeMoved({ moved }: Draft, tag: string, body: JsonObject): void {
  const names = isMove(tag) && routines.includes(kindOf(body)) ? namesOf(body) : [];
  const altered =
    tag === 'AlterFunctionStmt' ? list(part(body, 'func'), 'objname').slice(-1).map(textIn) : [];
  for (const name of [...names, ...altered]) moved.add(name);
}

/** A row that has other columns by now, or whatever has another name. */
export function spoilMoved({ types: all, odd }: Draft, tag: string, body: JsonObject): void {
  const names = isMove(tag) && types.includes(kindOf(body)) ? namesOf(body) : [];
  const isRow = tag === 'AlterTableStmt' && text(body, 'objtype') === 'OBJECT_TYPE';
  const altered = isRow ? [text(part(body, 'relation'), 'relname')] : [];
  for (const name of [...names, ...altered]) {
    all.add(name);
    odd.add(name);
  }
}

/** INVARIANT: it is the name that counts, whatever its schema: which one was meant is not told here. */
export function forget({ moved, routines: all }: Draft): void {
  for (const [place, routine] of all)
    if (moved.has(place.slice(place.lastIndexOf('.') + 1)))
      all.set(place, {
        ...routine,
        steps: undefined,
        why: routine.why ?? 'a function that has been altered',
      });
}
