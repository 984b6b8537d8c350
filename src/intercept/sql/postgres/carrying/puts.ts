/** Marks that a statement puts into columns as they are. It knows rows of VALUES and single assignments, and refuses every write that could fail by a value, go further or give it back. */
import { type JsonObject, own } from '../../../../call/json.js';
import { classOf, datasetNamed } from '../../../../catalog/catalog.js';
import type { Mark } from '../../../effects.js';
import { type Desk, freshInk } from '../desk/ink.js';
import type { Value } from '../desk/value.js';
import type { Relation } from '../schema/relation.js';
import { below, bodyOf, has, itemsOf, list, type Node, part, tagged, text, texts } from '../tree/tree.js';
import { relationOf } from '../values/sources.js';
import { carriesOf, isAlone } from './carry.js';

type Into = NonNullable<Mark['into']>;

/** By the node of each mark. */
export type Puts = ReadonlyMap<JsonObject, Into>;

const none: Puts = new Map();

type Cell = readonly [column: string, value: Node];

const assignedIn = (body: JsonObject): readonly Cell[] =>
  list(body, 'targetList').flatMap((node): readonly Cell[] => {
    const target = bodyOf(node, 'ResTarget') ?? {};
    return list(target, 'indirection').length > 0 ? [] : [[text(target, 'name'), own(target, 'val')]];
  });

/** INVARIANT: what collides is left alone, or takes a value as it is: nothing asks of what was brought, and nothing of it moves to another column. */
function isAtRest(clause: JsonObject): boolean {
  const infer = part(clause, 'infer') ?? {};
  const isNamed = list(infer, 'indexElems').every((one) => text(bodyOf(one, 'IndexElem'), 'name') !== '');
  const assigned = assignedIn(clause);
  const stays = assigned.every(([column, value]) => {
    const [row, name, ...more] = texts(list(bodyOf(value, 'ColumnRef'), 'fields'));
    const isOwn = row === 'excluded' && name === column && more.length === 0;
    return isOwn || ['ParamRef', 'A_Const'].includes(tagged(value).tag);
  });
  const isWhole = assigned.length === list(clause, 'targetList').length;
  return isNamed && isWhole && stays && !has(infer, 'whereClause') && !has(clause, 'whereClause');
}

function insertedIn(body: JsonObject, { columns }: Relation): readonly Cell[] {
  const named = list(body, 'cols').map((node) => bodyOf(node, 'ResTarget') ?? {});
  const names = named.length > 0 ? named.map((one) => text(one, 'name')) : columns;
  const given = bodyOf(own(body, 'selectStmt'), 'SelectStmt') ?? {};
  // INVARIANT: rows are neither sorted nor counted off: which of them lands would tell of what is in them.
  const isChosen = Object.keys(given).some((name) => !['valuesLists', 'op', 'limitOption'].includes(name));
  if (isChosen || named.some((one) => list(one, 'indirection').length > 0)) return [];
  const rows = list(given, 'valuesLists').map(itemsOf);
  return rows.flatMap((row) => row.map((value, at): Cell => [names[at] ?? '', value]));
}

/** Nothing that reads, chooses another row or returns one. */
function cellsIn(node: Node, relation: Relation): readonly Cell[] {
  const { tag, body } = tagged(node);
  const isReturned = has(body, 'returningClause') || list(body, 'returningList').length > 0;
  const reads = ['SubLink', 'RangeSubselect', 'CommonTableExpr'];
  const isPlain = [...below(node)].every((one) => !reads.includes(one.tag));
  if (isReturned || !isPlain || has(body, 'withClause')) return [];
  if (tag === 'UpdateStmt') return has(body, 'fromClause') ? [] : assignedIn(body);
  if (tag !== 'InsertStmt') return [];
  const clause = part(body, 'onConflictClause');
  if (clause === undefined) return insertedIn(body, relation);
  return isAtRest(clause) ? [...insertedIn(body, relation), ...assignedIn(clause)] : [];
}

/** What is bound: nobody knows where it is from, and it stays the one value that it is. */
const bound: Value = { from: [], how: 'identity', isKept: true };

export function putsIn(given: Desk, node: Node): Puts {
  const { tag, body } = tagged(node);
  if (tag !== 'InsertStmt' && tag !== 'UpdateStmt') return none;
  const desk = { ...given, ink: freshInk() };
  const relation = relationOf(desk, part(body, 'relation') ?? {});
  // INVARIANT: a trigger, a rule, a part or an heir could answer by failing, or take the value where no name says.
  if (relation === undefined || !isAlone(desk, relation)) return none;
  const target = datasetNamed(desk.catalog, relation.name);
  return new Map(
    cellsIn(node, relation).flatMap(([column, value]): readonly (readonly [JsonObject, Into])[] => {
      const mark = bodyOf(value, 'ParamRef');
      if (mark === undefined || !relation.loose.has(column)) return [];
      const carries = carriesOf(desk, { relation, column }, bound) !== undefined;
      return [[mark, { dataset: relation.name, column, class: classOf(target, column), carries }]];
    }),
  );
}
