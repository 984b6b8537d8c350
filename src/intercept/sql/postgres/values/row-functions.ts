/** The rows of a function in FROM and of JSON_TABLE: every column is all that it was given. It tells as many columns as there are, or that nobody knows how many. */
import { type JsonObject, own } from '../../../../call/json.js';
import { choose, type Desk, doubt, type Env, type Source } from '../desk/ink.js';
import { checkType, populatedBy } from '../desk/listed.js';
import { type Column, literal, type Origin, place, union, unknownValue, type Value } from '../desk/value.js';
import { routineNamed } from '../schema/routine.js';
import { callsIn, isTrue, itemsOf, list, type Node, part, tagged, text, texts } from '../tree/tree.js';
import { builtInTypes, functionColumns, isBuiltIn, listing, single } from '../tree/words.js';
import { derive, derivedCall } from './expression.js';

export const aliasOf = (body: JsonObject): { readonly name: string; readonly columns: readonly string[] } => {
  const alias = part(body, 'alias');
  return { name: text(alias, 'aliasname'), columns: texts(list(alias, 'colnames')) };
};

/** Positions take the names of an alias list. */
export const renamed = (columns: readonly Column[], names: readonly string[]): readonly Column[] =>
  names.length === 0 ? columns : columns.map((column, at) => ({ ...column, name: names[at] ?? column.name }));

const functionName = (node: Node): string => texts(list(tagged(node).body, 'funcname')).at(-1) ?? '';

/** A column of a table, as it stands, of a type that is no row. */
function isScalar({ pad, structure }: Desk, node: Node): boolean {
  const { how, from } = pad.walked.get(node) ?? unknownValue;
  const isOne = ({ dataset, column }: Origin): boolean => {
    const relation = structure.relations.get(dataset);
    return relation?.texts.has(column) === true || relation?.forms.has(column) === true;
  };
  return how === 'identity' && from.length > 0 && from.every(isOne);
}

/** A type of PostgreSQL's own, which is no row: one of the user's may be. */
const isScalarType = ({ structure }: Desk, type: JsonObject | undefined): boolean => {
  const names = texts(list(type, 'names'));
  const [name = ''] = names.slice(-1);
  return isBuiltIn(names) && builtInTypes.has(name) && name !== 'record' && !structure.types.has(name);
};

/** A constant, cast or not: no row of anything. */
const isSingle = (desk: Desk, node: Node): boolean => {
  const { tag, body } = tagged(node);
  if (tag === 'TypeCast')
    return isScalarType(desk, part(body, 'typeName')) && isSingle(desk, own(body, 'arg'));
  return tag === 'A_Const' || isListed(desk, node) || (tag === 'ColumnRef' && isScalar(desk, node));
};

/** An array whose members are surely of one column each: of rows, or of what is no array at all, there would be more. */
function isListed(desk: Desk, node: Node): boolean {
  const { tag, body } = tagged(node);
  if (tag === 'A_ArrayExpr') return list(body, 'elements').every((one) => isSingle(desk, one));
  const type = part(body, 'typeName');
  if (tag === 'TypeCast') return list(type, 'arrayBounds').length > 0 && isScalarType(desk, type);
  const names = texts(list(body, 'funcname'));
  const isOwn = names.length > 1 && names[0] !== 'pg_catalog';
  return tag === 'FuncCall' && !isOwn && listing.has(functionName(node));
}

interface Rows {
  readonly names: readonly string[];
  /** There may be more of them. */
  readonly isOpen: boolean;
  /** There are these and no others. */
  readonly isCounted: boolean;
}

/** The columns of one function of a FROM. */
function rowsOf(desk: Desk, items: readonly Node[], alias: string): Rows {
  const [call, definitions] = items;
  const defined = itemsOf(definitions).map((one) => text(tagged(one).body, 'colname'));
  const { tag, body } = tagged(call);
  const name = functionName(call);
  if (defined.length > 0) return { names: defined, isOpen: false, isCounted: true };
  if (name === 'unnest') {
    const args = list(body, 'args');
    const names = args.length === 1 && alias !== '' ? [alias] : args.map(() => name);
    const isOpen = !args.every((one) => isListed(desk, one));
    return { names, isOpen, isCounted: !isOpen };
  }
  const isCall = tag === 'FuncCall';
  const populated = isCall ? populatedBy(desk, body) : undefined;
  if (populated !== undefined) return { names: populated.columns, isOpen: false, isCounted: true };
  const own = functionColumns.get(name);
  return {
    names: own ?? [alias || name],
    isOpen: !isCall,
    isCounted: isCall && (own !== undefined || single.has(name)),
  };
}

/** A function of the user's tells its own columns; one that gives a value is called as its alias is. */
function ownRows(desk: Desk, body: JsonObject, env: Env): Source | undefined {
  const given = aliasOf(body);
  const [first, ...more] = list(body, 'functions');
  const [call, definitions] = itemsOf(first);
  const isAlone =
    more.length === 0 && list(body, 'coldeflist').length === 0 && itemsOf(definitions).length === 0;
  const found = isAlone ? derivedCall(desk, call, env) : undefined;
  if (found === undefined) return undefined;
  const usual = given.name || functionName(call);
  // Nothing is a column as well.
  const told = found.length > 0 ? found : [{ name: '', value: literal }];
  const columns = told.map(({ name, value }) => ({ name: name || usual, value }));
  const ordinal = isTrue(body, 'ordinality') ? [{ name: 'ordinality', value: place }] : [];
  return {
    alias: usual,
    dataset: '',
    columns: renamed([...columns, ...ordinal], given.columns),
    anything: undefined,
  };
}

/** Each with the columns that are defined for it. */
function functionsIn(body: JsonObject): readonly (readonly Node[])[] {
  const whole = list(body, 'coldeflist');
  return list(body, 'functions').map((one): readonly Node[] => {
    const [call, definitions] = itemsOf(one);
    return [call, whole.length > 0 ? { List: { items: whole } } : definitions];
  });
}

export function tableFunction(desk: Desk, body: JsonObject, env: Env): Source {
  const own = ownRows(desk, body, env);
  if (own !== undefined) return own;
  const given = aliasOf(body);
  if (
    callsIn([...list(body, 'functions')]).some(
      ({ names }) => routineNamed(desk.structure, names) !== undefined,
    )
  )
    doubt(desk, 'a function of the user’s beside others in FROM');
  const functions = functionsIn(body);
  const definitions = functions.flatMap(([, defined]) => itemsOf(defined));
  for (const one of definitions) checkType(desk, part(tagged(one).body, 'typeName'));
  const values = functions.map(
    ([call]): Value => ({ ...union([derive(desk, call, env)]), how: 'transformed' }),
  );
  const value: Value = { ...union(values), how: 'transformed' };
  const alone = functions.length === 1 ? given.name : '';
  const rows = functions.map((items) => rowsOf(desk, items, alone));
  const isOpen = rows.some((one) => one.isOpen);
  // INVARIANT: where one has more columns than are told, those of the next one stand nobody knows where.
  const isCounted = rows.every((one) => one.isCounted);
  const told = rows.flatMap(({ names }, at) =>
    names.map((name) => ({ name, value: isCounted ? (values[at] ?? value) : value })),
  );
  const ordinal = isTrue(body, 'ordinality')
    ? [{ name: 'ordinality', value: isCounted ? place : value }]
    : [];
  const columns = renamed([...told, ...ordinal], given.columns);
  const more = given.columns.slice(columns.length).map((name) => ({ name, value }));
  const first = functionName(functions[0]?.[0]);
  return {
    alias: given.name || first,
    dataset: '',
    columns: [...columns, ...more],
    anything: isOpen || more.length > 0 ? value : undefined,
  };
}

interface Told {
  readonly columns: readonly { readonly name: string; readonly isPlace: boolean }[];
  readonly nodes: readonly Node[];
}

/** NESTED columns stand behind those around them; what stands where nothing is found is a value as well. */
function columnsTold(desk: Desk, nodes: readonly Node[]): Told {
  const bodies = nodes.map((node) => tagged(node).body);
  const plain = bodies.filter((body) => text(body, 'coltype') !== 'JTC_NESTED');
  for (const body of plain)
    if (text(body, 'coltype') !== 'JTC_FOR_ORDINALITY') checkType(desk, part(body, 'typeName'));
  const nested = bodies
    .filter((body) => text(body, 'coltype') === 'JTC_NESTED')
    .map((body) => columnsTold(desk, list(body, 'columns')));
  const otherwise = plain.flatMap((body) =>
    ['on_empty', 'on_error'].map((name) => own(part(body, name) ?? {}, 'expr')),
  );
  return {
    columns: [
      ...plain.map((body) => ({
        name: text(body, 'name'),
        isPlace: text(body, 'coltype') === 'JTC_FOR_ORDINALITY',
      })),
      ...nested.flatMap((one) => one.columns),
    ],
    nodes: [...otherwise, ...nested.flatMap((one) => one.nodes)],
  };
}

export function jsonTable(desk: Desk, body: JsonObject, env: Env): Source {
  const told = columnsTold(desk, list(body, 'columns'));
  const passed = list(body, 'passing').map((one) => own(part(tagged(one).body, 'val') ?? {}, 'raw_expr'));
  const given = [own(part(body, 'context_item') ?? {}, 'raw_expr'), ...passed, ...told.nodes];
  const value: Value = {
    ...union(given.filter((one) => one !== undefined).map((one) => derive(desk, one, env))),
    how: 'transformed',
  };
  // How many rows there are, and whether it fails, is made of what it is given.
  choose(desk, value);
  const alias = aliasOf(body);
  const columns = renamed(
    told.columns.map(({ name, isPlace }) => ({ name, value: isPlace ? place : value })),
    alias.columns,
  );
  return { alias: alias.name, dataset: '', columns, anything: undefined };
}
