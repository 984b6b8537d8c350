/** Triggers as a schema's own statements make them, and what their functions do, step by step, where PL/pgSQL's own parser says it. A step that it has no name for makes the whole unread. */
import { type Json, type JsonObject, own } from '../../../../call/json.js';
import {
  below,
  bodyOf,
  has,
  isTrue,
  list,
  type Node,
  part,
  statementsIn,
  tagged,
  text,
  texts,
} from '../tree/tree.js';
import type { Draft } from './draft.js';
import type { Occasion, Steps, Trigger } from './trigger.js';

const insteadOf = 64;

/** One that is put off is run when nobody counts any more; one that sees all rows at once, or stands in for the write, is not read. */
export function triggerOf(body: JsonObject, occasions: readonly Occasion[]): Trigger | undefined {
  const isPlain =
    !['isconstraint', 'deferrable', 'initdeferred'].some((name) => isTrue(body, name)) &&
    list(body, 'transitionRels').length === 0 &&
    own(body, 'timing') !== insteadOf;
  const condition = own(body, 'whenClause');
  const isOfRow = isTrue(body, 'row');
  return isPlain ? { occasions, condition, isOfRow, names: texts(list(body, 'funcname')) } : undefined;
}

/** `SELECT (…)`; undefined where it is no one value. */
export function valueIn(parse: Draft['parse'], query: string): Node {
  const [only, ...more] = statementsIn(parse(`SELECT ${query}`));
  const select = bodyOf(only?.stmt, 'SelectStmt');
  const isValue =
    more.length === 0 &&
    select !== undefined &&
    list(select, 'targetList').length === 1 &&
    Object.keys(select).every((name) => ['targetList', 'limitOption', 'op'].includes(name));
  return isValue ? only?.stmt : undefined;
}

export const queryOf = (body: JsonObject, name: string): string =>
  text(bodyOf(own(body, name), 'PLpgSQL_expr'), 'query');

export const holdsOnly = (body: JsonObject, names: readonly string[]): boolean =>
  Object.keys(body).every((name) => name === 'lineno' || names.includes(name));

interface Reading {
  readonly parse: Draft['parse'];
  readonly datums: readonly Json[];
}

const assigning = /^\s*new\s*\.\s*("?)([a-z_][a-z0-9_]*)\1\s*:?=(?!=)([\s\S]*)$/i;

/** Of the new row alone, which is the first of all that the function knows. */
function setOf({ parse, datums }: Reading, body: JsonObject): Steps | undefined {
  const at = own(body, 'varno');
  const field = bodyOf(typeof at === 'number' ? datums[at] : undefined, 'PLpgSQL_recfield');
  const [, , , source = ''] = assigning.exec(queryOf(body, 'expr')) ?? [];
  const value = valueIn(parse, source);
  const isNew = field !== undefined && (own(field, 'recparentno') ?? 0) === 0;
  return isNew && value !== undefined && holdsOnly(body, ['varno', 'expr'])
    ? [{ is: 'set', column: text(field, 'fieldname'), value }]
    : undefined;
}

function statementOf({ parse }: Reading, body: JsonObject): Steps | undefined {
  const [only, ...more] = statementsIn(parse(queryOf(body, 'sqlstmt')));
  const isOne = only?.stmt !== undefined && more.length === 0 && holdsOnly(body, ['sqlstmt', 'mod_stmt']);
  return isOne ? [{ is: 'statement', node: only.stmt }] : undefined;
}

/** `ELSIF` is an `IF` of its own in the `ELSE`. */
function ifOf(reading: Reading, body: JsonObject): Steps | undefined {
  if (!holdsOnly(body, ['cond', 'then_body', 'elsif_list', 'else_body'])) return undefined;
  const branches = [body, ...list(body, 'elsif_list').map((one) => bodyOf(one, 'PLpgSQL_if_elsif') ?? {})];
  let otherwise = stepsOf(reading, list(body, 'else_body'));
  for (const branch of branches.reverse()) {
    const condition = valueIn(reading.parse, `(${queryOf(branch, 'cond')})`);
    const then = stepsOf(reading, list(branch, branch === body ? 'then_body' : 'stmts'));
    if (condition === undefined || then === undefined || otherwise === undefined) return undefined;
    otherwise = [{ is: 'if', condition, then, otherwise }];
  }
  return otherwise;
}

const whichever = /^\s*coalesce\s*\(\s*(?:new|old)\s*,\s*(?:new|old)\s*\)\s*$/i;

/** Words of its own about the row. Without any it would raise again what has been caught. */
function raiseOf({ parse }: Reading, body: JsonObject): Steps | undefined {
  const options = list(body, 'options').map((one) => bodyOf(one, 'PLpgSQL_raise_option') ?? {});
  const told = [
    ...list(body, 'params').map((one) => text(bodyOf(one, 'PLpgSQL_expr'), 'query')),
    ...options.map((one) => queryOf(one, 'expr')),
  ];
  const values = told.map((query) => valueIn(parse, query));
  const isTold = has(body, 'message') || has(body, 'condname') || options.length > 0;
  const isKnown = holdsOnly(body, ['elog_level', 'message', 'condname', 'params', 'options']);
  return isTold && isKnown && values.every((one) => one !== undefined)
    ? [{ is: 'raise', values }]
    : undefined;
}

/** The row as it is, the row as it was, or nothing. */
function leaveOf(_: Reading, body: JsonObject): Steps | undefined {
  const row = own(body, 'retvarno');
  // Where its end is reached the engine fails.
  if (Object.keys(body).length === 0) return [{ is: 'leave' }];
  const query = queryOf(body, 'expr');
  const isPlain =
    row === undefined ? /^\s*null\s*$/i.test(query) || whichever.test(query) : row === 0 || row === 1;
  return isPlain && holdsOnly(body, ['retvarno', 'expr']) ? [{ is: 'leave' }] : undefined;
}

const readings: Readonly<Record<string, (reading: Reading, body: JsonObject) => Steps | undefined>> = {
  PLpgSQL_stmt_assign: setOf,
  PLpgSQL_stmt_execsql: statementOf,
  PLpgSQL_stmt_if: ifOf,
  PLpgSQL_stmt_raise: raiseOf,
  PLpgSQL_stmt_return: leaveOf,
};

function stepsOf(reading: Reading, nodes: readonly Json[]): Steps | undefined {
  const all = nodes.map((node) => {
    const { tag, body } = tagged(node);
    return Object.hasOwn(readings, tag) ? readings[tag]?.(reading, body) : undefined;
  });
  return all.every((one) => one !== undefined) ? all.flat() : undefined;
}

/** What every function of a trigger knows: nothing of it is the author's. */
const usual = new Set(
  'tg_name tg_when tg_level tg_op tg_relid tg_relname tg_table_name tg_table_schema tg_nargs tg_argv found'.split(
    ' ',
  ),
);

function isUsual(node: Json): boolean {
  const { tag, body } = tagged(node);
  if (tag === 'PLpgSQL_recfield') return true;
  const name = text(body, 'refname');
  return tag === 'PLpgSQL_rec' ? name === 'new' || name === 'old' : tag === 'PLpgSQL_var' && usual.has(name);
}

/** INVARIANT: one that stands there twice has been declared by the author, and is another. */
function isUsualAlone(datums: readonly Json[]): boolean {
  const names = datums.flatMap((node) => {
    const { tag, body } = tagged(node);
    return tag === 'PLpgSQL_recfield' ? [] : [text(body, 'refname')];
  });
  return datums.every(isUsual) && new Set(names).size === names.length;
}

/** Rows of its own, put together of what it is given: it looks nothing up. */
function isAdding(node: Node): boolean {
  const insert = bodyOf(node, 'InsertStmt');
  const values = list(bodyOf(own(insert ?? {}, 'selectStmt'), 'SelectStmt'), 'valuesLists');
  const more = ['onConflictClause', 'returningList', 'returningClause', 'withClause'];
  const looksUp = [...below(node)].some(({ tag }) => tag === 'SubLink' || tag === 'RangeVar');
  return values.length > 0 && !more.some((name) => has(insert ?? {}, name)) && !looksUp;
}

const looksUp = (node: Node): boolean => [...below(node)].some(({ tag }) => tag === 'SubLink');

export const addsAlone = (steps: Steps): boolean =>
  steps.every((step) => {
    if (step.is === 'statement') return isAdding(step.node);
    if (step.is === 'set') return !looksUp(step.value);
    if (step.is === 'raise') return !step.values.some(looksUp);
    return step.is === 'leave' || (!looksUp(step.condition) && addsAlone([...step.then, ...step.otherwise]));
  });

const quote = '$of_a_trigger$';

/** The steps of its one block, and all that it declares; undefined where errors are caught in it. */
export function functionIn(parse: Draft['parse'], source: string, returns: 'trigger' | 'text') {
  if (source.includes(quote) || /^\s*#|variable_conflict/im.test(source)) return undefined;
  const tree = parse(
    `CREATE FUNCTION f() RETURNS ${returns} LANGUAGE plpgsql AS ${quote}${source}${quote}`,
    'plpgsql',
  );
  const [only, ...more] = list(tagged({ Told: tree ?? null }).body, 'plpgsql_funcs');
  const found = more.length === 0 ? bodyOf(only, 'PLpgSQL_function') : undefined;
  const block = bodyOf(own(found ?? {}, 'action'), 'PLpgSQL_stmt_block');
  return block !== undefined && holdsOnly(block, ['body']) && has(block, 'body')
    ? { datums: list(found, 'datums'), steps: list(block, 'body') }
    : undefined;
}

/** INVARIANT: read by the grammar that the engine runs it by. Variables, loops, dynamic statements and caught errors are not read. */
export function stepsIn(parse: Draft['parse'], source: string): Steps | undefined {
  const found = functionIn(parse, source, 'trigger');
  if (found === undefined || !isUsualAlone(found.datums)) return undefined;
  return stepsOf({ parse, datums: found.datums }, found.steps);
}

export const isTriggers = (body: JsonObject): boolean =>
  texts(list(part(body, 'returnType'), 'names')).at(-1) === 'trigger';
