/** What a statement may use: functions, types and operators by the lists, wherever in it they stand. What is not on them is a doubt, and an agent's word for it is not repeated. */
import { isObject, type JsonObject, own } from '../../../../call/json.js';
import { isPlainType } from '../schema/ordinary.js';
import { type Relation, relationsNamed } from '../schema/relation.js';
import { isTrusted, routineNamed } from '../schema/routine.js';
import { isReaching, spoken } from '../tree/told-of.js';
import { isToldPlainly } from '../tree/told-type.js';
import { below, bodyOf, has, isTrue, list, type Node, part, text, texts } from '../tree/tree.js';
import { aggregates, builtInTypes, isBuiltIn, operators, populating, pure, settings } from '../tree/words.js';
import { type Desk, doubt, noteRead } from './ink.js';

/** The table whose rows a type is of; nothing that has not been looked at makes one of them. */
function rowTypeOf({ structure }: Desk, type: JsonObject | undefined): Relation | undefined {
  const names = texts(list(type, 'names'));
  const [schema, name] = names.length === 2 ? names : ['', names[0]];
  if (names.length === 0 || names.length > 2 || name === undefined || isTrue(type ?? {}, 'pct_type'))
    return undefined;
  const isHidden =
    structure.odd.has(name) || (schema === '' && (builtInTypes.has(name) || structure.types.has(name)));
  const [found, ...more] =
    isHidden || schema === 'pg_catalog' ? [] : relationsNamed(structure, schema ?? '', name);
  return found?.kind === 'table' && more.length === 0 && !found.isStrange ? found : undefined;
}

/** What `jsonb_populate_record(NULL::t, …)` gives rows of. */
export function populatedBy(desk: Desk, call: JsonObject): Relation | undefined {
  const names = texts(list(call, 'funcname'));
  const [first] = list(call, 'args');
  const cast = bodyOf(first, 'TypeCast');
  const type = part(cast ?? {}, 'typeName');
  const isNull = isTrue(bodyOf(own(cast ?? {}, 'arg'), 'A_Const') ?? {}, 'isnull');
  const isListed =
    isBuiltIn(names) &&
    populating.has(names.at(-1) ?? '') &&
    !desk.structure.functions.has(names.at(-1) ?? '');
  return isListed && isNull && list(type, 'arrayBounds').length === 0 ? rowTypeOf(desk, type) : undefined;
}

export function checkType(desk: Desk, typeName: JsonObject | undefined): void {
  const names = texts(list(typeName, 'names'));
  const [name = ''] = names.slice(-1);
  const isKnown = isBuiltIn(names) && builtInTypes.has(name) && !desk.structure.types.has(name);
  const row = isKnown ? undefined : rowTypeOf(desk, typeName);
  // Its columns are the table's, by name.
  if (row !== undefined) noteRead(desk, row.name);
  const isPlain = isKnown || isPlainType(names, desk.structure) || row !== undefined;
  if (!isPlain || typeName === undefined) doubt(desk, 'a type that is not on the list');
}

export function checkOperator(desk: Desk, names: readonly string[]): void {
  const [name = ''] = names.slice(-1);
  const isWord = /^[A-Z]/.test(name);
  const isKnown = isBuiltIn(names) && (operators.has(name) || isWord) && !desk.structure.operators.has(name);
  if (!isKnown) doubt(desk, 'an operator that is not on the list');
}

/** A name that the agent chose never comes back in words. */
const known = (name: string): string =>
  spoken.has(name) || (/^(?:pg_|lo_|query_to_|table_to_|dblink)/.test(name) && /^[a-z0-9_]{1,40}$/.test(name))
    ? name
    : '_';

/** INVARIANT: of one setting of the list, which is written down; of any other the value is an operator's. */
function asksSetting({ structure }: Desk, call: JsonObject, names: readonly string[]): boolean {
  const [first, second, ...more] = list(call, 'args');
  const written = bodyOf(first, 'A_Const') ?? {};
  const isFlag = second === undefined || has(bodyOf(second, 'A_Const') ?? {}, 'boolval');
  const isIts =
    isBuiltIn(names) && names.at(-1) === 'current_setting' && !structure.functions.has('current_setting');
  return (
    isIts && more.length === 0 && isFlag && settings.has(text(part(written, 'sval'), 'sval').toLowerCase())
  );
}

export function checkFunction(desk: Desk, call: JsonObject): void {
  const names = texts(list(call, 'funcname'));
  const [name = ''] = names.slice(-1);
  const routine = routineNamed(desk.structure, names);
  if (routine !== undefined) {
    if (routine.why !== undefined) doubt(desk, routine.why);
    return;
  }
  if (isTrusted(desk.structure, names) || asksSetting(desk, call, names)) return;
  if (populatedBy(desk, call) !== undefined) return;
  const isListed = aggregates.has(name) || pure.has(name) || isReaching(name);
  if (!isListed || !isBuiltIn(names) || desk.structure.functions.has(name))
    doubt(desk, `function ${isListed ? name : known(name)} is not on the list`);
}

/** Lists of names by the node and the field in which an operator stands. */
const operatorFields: Readonly<Record<string, string>> = {
  A_Expr: 'name',
  SubLink: 'operName',
  SortBy: 'useOp',
};

/** Operators that are meant where none is written. */
function meant(tag: string, body: JsonObject): readonly string[] {
  if (tag === 'A_Expr' && /BETWEEN/.test(text(body, 'kind'))) return ['<', '<=', '>', '>='];
  const isEqual =
    (tag === 'JoinExpr' && (isTrue(body, 'isNatural') || has(body, 'usingClause'))) ||
    (tag === 'CaseExpr' && has(body, 'arg')) ||
    (tag === 'SubLink' && has(body, 'testexpr') && !has(body, 'operName'));
  return isEqual ? ['='] : [];
}

/** INVARIANT: also of what stands where nobody looks for the origin of a value. */
export function checkAll(desk: Desk, statement: Node): void {
  for (const { tag, body } of below(statement)) {
    if (tag === 'FuncCall') checkFunction(desk, body);
    if (tag === 'FuncCall' && !isToldPlainly(body, desk.structure.types))
      doubt(desk, 'a type that is not on the list');
    const written = list(body, operatorFields[tag] ?? '');
    if (written.length > 0) checkOperator(desk, texts(written));
    for (const name of meant(tag, body)) checkOperator(desk, [name]);
    for (const field of ['typeName', 'typename'])
      if (isObject(own(body, field) ?? null)) checkType(desk, part(body, field));
    // Whoever names a class of operators has its functions run.
    const classes = tag === 'IndexElem' ? texts(list(body, 'opclass')) : [];
    if (classes.length > 0 && !isBuiltIn(classes)) doubt(desk, 'an operator that is not on the list');
  }
}
