/** Calls of PostgreSQL's own functions that reach beyond their arguments: what tells of the structure is a read of where the engine keeps that, and what draws from a sequence writes it. What one means that is not written down may be anything there is. */

import type { Json, JsonObject } from '../../../../call/json.js';
import { type Desk, doubt, noteRead } from '../desk/ink.js';
import { note } from '../desk/noted.js';
import { isClassified, literal, union, unknownValue, type Value } from '../desk/value.js';
import { constantIn, placeIn } from '../schema/draws.js';
import { relationsNamed } from '../schema/relation.js';
import { drawings, isReaching, tellingNamed } from '../tree/told-of.js';
import { below, bodyOf, list, type Node, tagged, texts } from '../tree/tree.js';
import { isBuiltIn } from '../tree/words.js';

const isOwn = ({ structure }: Desk, names: readonly string[]): boolean =>
  isBuiltIn(names) && !structure.functions.has(names.at(-1) ?? '');

/** One of those here, by the name that a call gives it. */
export const isReachingOwn = (desk: Desk, names: readonly string[]): boolean =>
  isOwn(desk, names) && isReaching(names.at(-1) ?? '');

/** Where rows lie that the statistics of all columns, or a name that is put together, may be of. */
export function readAll(desk: Desk): void {
  for (const { name, kind } of desk.structure.relations.values()) if (kind === 'table') noteRead(desk, name);
}

const isOfRows = (node: Node): boolean => [...below(node)].some(({ tag }) => tag === 'ColumnRef');

/** A name that is written down is the one that is meant; one that comes with a row is told by what that row was read from. */
function readNamed(desk: Desk, node: Json): void {
  const [schema, ...more] = placeIn(constantIn(node) ?? '');
  const [last] = more;
  if (schema !== undefined && more.length <= 1) {
    const [place, name] = last === undefined ? ['', schema] : [schema, last];
    for (const found of relationsNamed(desk.structure, place, name)) noteRead(desk, found.name);
  } else if (!isOfRows(node)) readAll(desk);
}

/** Kept with what is no table's. */
const apart = new Set(
  ['database', 'namespace', 'type', 'proc', 'roles'].map((name) => `pg_catalog.pg_${name}`),
);
/** Who asks, how it is to be written, or which column. */
const isBeside = (node: Json, at: number): boolean =>
  tagged(node).tag === 'SQLValueFunction' ||
  (at > 0 && tagged(node).tag === 'A_Const' && constantIn(node) === undefined);

function tell(desk: Desk, body: JsonObject, given: Value): Value | undefined {
  const telling = tellingNamed(texts(list(body, 'funcname')).at(-1) ?? '');
  if (telling === undefined) return undefined;
  noteRead(desk, telling.dataset);
  if (!apart.has(telling.dataset))
    for (const [at, one] of list(body, 'args').entries()) if (!isBeside(one, at)) readNamed(desk, one);
  return telling.isCount ? { ...given, how: 'counted' } : { ...union([given, unknownValue]), how: 'unknown' };
}

/**
 * `pg_get_serial_sequence('s.t', 'c')`: the sequence that goes with that column, and those that it draws from. INVARIANT: it stands in the schema of its table; one that no statement
 * of the schema gives is told by its usual name there.
 */
function goingWith(desk: Desk, body: JsonObject): readonly string[] {
  const names = texts(list(body, 'funcname'));
  const [table, column, ...more] = list(body, 'args').map((one) => constantIn(one));
  const [name = '', schema = '', ...others] = [...placeIn(table ?? '')].reverse();
  const isIt = names.at(-1) === 'pg_get_serial_sequence' && isOwn(desk, names) && more.length === 0;
  if (!isIt || column === undefined || others.length > 0) return [];
  const { relations, sequences } = desk.structure;
  return relationsNamed(desk.structure, schema, name).flatMap((one) => {
    const own = [...sequences].flatMap(([place, with_]) =>
      with_ === `${one.name}.${column}` ? [place] : [],
    );
    const drawn = relations.get(one.name)?.draws.get(column) ?? [];
    return own.length + drawn.length > 0 ? [...new Set([...own, ...drawn])] : [`${one.name}_${column}_seq`];
  });
}

/** Every place that the name may mean. */
function sequencesIn(desk: Desk, node: Node): readonly string[] {
  const { structure } = desk;
  const going = bodyOf(node, 'FuncCall');
  if (going !== undefined) return goingWith(desk, going);
  const names = placeIn(constantIn(node) ?? '');
  if (names.length === 2) return [names.join('.')];
  return names.length === 1 ? structure.path.map((schema) => `${schema}.${names[0]}`) : [];
}

/** INVARIANT: what a sequence has given no rollback takes back: it is told as a write, and as control besides. */
function draw(desk: Desk, body: JsonObject, given: Value): Value | undefined {
  const name = texts(list(body, 'funcname')).at(-1) ?? '';
  if (!drawings.has(name)) return undefined;
  const [sequence] = list(body, 'args');
  const places = sequencesIn(desk, sequence);
  if (places.length === 0) doubt(desk, `function ${name} is not on the list`);
  desk.ink.control.add('sequence');
  for (const dataset of places) {
    if (name === 'currval') noteRead(desk, dataset);
    else note(desk, dataset, { mode: 'update', columns: ['last_value'], scope: 'key-pinned' });
    if (isClassified(given))
      for (const one of given.from) desk.ink.flows.add(`${one.class} -> ${dataset}.last_value`);
  }
  return name === 'setval' ? given : literal;
}

/** What one of these comes to; undefined for any other. `given`: what it is given. */
export function told(desk: Desk, body: JsonObject, given: Value): Value | undefined {
  if (!isReachingOwn(desk, texts(list(body, 'funcname')))) return undefined;
  desk.ink.heard.add(body);
  const isSeed = texts(list(body, 'funcname')).at(-1) === 'setseed';
  if (isSeed) desk.ink.control.add('set');
  return isSeed ? literal : (tell(desk, body, given) ?? draw(desk, body, given));
}
