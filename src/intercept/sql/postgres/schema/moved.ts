/** Functions and types of the user's that a schema's own statements change after they have made them: these are not read any more, nor is what takes their names. */
import { type JsonObject, own } from '../../../../call/json.js';
import { itemsOf, list, type Node, part, tagged, text, textIn } from '../tree/tree.js';
import { change, type Draft } from './draft.js';

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

const relations = ['TABLE', 'VIEW', 'MATVIEW', 'FOREIGN_TABLE', 'COLUMN', 'SEQUENCE'].map(
  (kind) => `OBJECT_${kind}`,
);

/** What a table, a view or a sequence is called, or a schema, is another from here on. */
export function takeRenamed({ renamed }: Draft, tag: string, body: JsonObject): void {
  if (!isMove(tag)) return;
  const isColumn = kindOf(body) === 'OBJECT_COLUMN';
  const name = text(part(body, 'relation'), 'relname');
  const names = isColumn ? [name] : [name, text(body, 'newname')];
  const schemas = kindOf(body) === 'OBJECT_SCHEMA' ? [text(body, 'subname'), text(body, 'newname')] : [];
  for (const one of relations.includes(kindOf(body)) ? names : schemas) if (one !== '') renamed.add(one);
}

/** INVARIANT: whoever has had the name, or has it now: what looks at it may mean the one as well as the other. */
export function spoilRenamed(draft: Draft): void {
  const isRenamed = (place: string): boolean => place.split('.').some((one) => draft.renamed.has(one));
  for (const [place, { draws }] of [...draft.relations])
    if (isRenamed(place) || [...draws.values()].flat().some(isRenamed))
      change(draft, place, () => ({ isStrange: true, isWatched: true }));
}

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
