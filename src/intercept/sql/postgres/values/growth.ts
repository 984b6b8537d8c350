/** What could make an answer grow past every bound, so that its failing says how long a masked value is. It asks for what is written, wherever in the statement that is. */
import type { JsonObject } from '../../../../call/json.js';
import { type PgStructure, relationsNamed } from '../schema/relation.js';
import { type Routine, routineNamed, routinesIn } from '../schema/routine.js';
import { along } from '../schema/settings.js';
import { below, callsIn, list, type Node, part, text, texts } from '../tree/tree.js';
import { growing, repeating } from '../tree/words.js';
import { isSteady } from './calm.js';

/** Of constants, in one statement. */
const mostText = 1_000;
/** Texts that one value may be put together of. */
export const mostWeight = 8;
/** Outputs beside a masked one. */
export const mostOutputs = 200;

/** A constant weighs by its length, as a column of short texts does. */
export const constantWeight = (constant: unknown): number =>
  0.25 + (typeof constant === 'string' ? constant.length / 64 : 0);

/** What is bound to a mark nobody has read: it is as long as all of them may be together. */
export const markWeight = 0.25 + mostText / 64;

/** A function whose text is as long as a number or another text says, or more text than a person writes. */
export function growsFreely(structure: PgStructure, node: Node): boolean {
  let length = 0;
  const bodies = routinesIn(structure, node).flatMap((routine) => routine.body);
  for (const one of [node, ...bodies])
    for (const { tag, body } of below(one)) {
      const isGrowing = tag === 'FuncCall' && growing.has(texts(list(body, 'funcname')).at(-1) ?? '');
      if (isGrowing && !isSteady(body)) return true;
      if (tag === 'A_Const') length += text(part(body, 'sval'), 'sval').length;
    }
  return length > mostText;
}

const isMany = (tag: string, body: JsonObject): boolean => {
  if (['JoinExpr', 'RangeFunction', 'JsonTable', 'RangeTableFunc'].includes(tag)) return true;
  if (tag === 'FuncCall') return repeating.has(texts(list(body, 'funcname')).at(-1) ?? '');
  const isUnion = tag === 'SelectStmt' && text(body, 'op') === 'SETOP_UNION';
  return isUnion || ['fromClause', 'usingClause', 'valuesLists'].some((name) => list(body, name).length > 1);
};

/** Whether a statement, or a view that it names, may bring the same row more than once: a join, a series, a union, which every recursion is. */
export function multiplies(structure: PgStructure, node: Node, seen: Set<string> = new Set()): boolean {
  for (const { tag, body } of below(node)) {
    if (isMany(tag, body)) return true;
    const routine = tag === 'FuncCall' ? routineNamed(structure, texts(list(body, 'funcname'))) : undefined;
    if (routine !== undefined && repeats(structure, routine, seen)) return true;
    if (tag !== 'RangeVar') continue;
    for (const { name, query } of relationsNamed(
      structure,
      text(body, 'schemaname'),
      text(body, 'relname'),
    )) {
      if (seen.has(name)) continue;
      seen.add(name);
      if (multiplies(structure, query, seen)) return true;
    }
  }
  return false;
}

/** Each of the rows that a function gives is read as often as it is called. */
const repeats = (
  structure: PgStructure,
  { name, isMany, body, along: path }: Routine,
  seen: ReadonlySet<string>,
): boolean => {
  const [inside, known] = [along(structure, path), new Set([...seen, `${name}()`])];
  return isMany || (!seen.has(`${name}()`) && body.some((one) => multiplies(inside, one, known)));
};

/** Whether a row that is written down comes as often as a function in it gives values. */
export const comesOften = (structure: PgStructure, row: Node): boolean =>
  callsIn(row).some(
    ({ names }) => repeating.has(names.at(-1) ?? '') || routineNamed(structure, names)?.isMany === true,
  );
