/** Which value a name stands for, level by level outwards. A name that nobody gives is a doubt, and carries the worst class. */
import { type Desk, doubt, type Env, givenAs, noteRead, type Source } from '../desk/ink.js';
import { spend } from '../desk/pad.js';
import { byName, type Column, literal, union, unknownValue, type Value } from '../desk/value.js';
import { below, list, type Node } from '../tree/tree.js';
import { systemColumns } from '../tree/words.js';

function noted(desk: Desk, value: Value): Value {
  for (const { dataset, column } of value.from) if (dataset !== '') noteRead(desk, dataset, column);
  return value;
}

/** INVARIANT: whatever bears the name. Two that do are an error in the engine, unless it calls one of them otherwise. */
const whichever = ([first = unknownValue, ...more]: readonly Value[]): Value =>
  more.length === 0 ? first : union([first, ...more]);

/** Of many columns a list by name is made, once. */
function listed({ pad }: Desk, columns: readonly Column[]): ReadonlyMap<string, Value> {
  const known = pad.named.get(columns);
  if (known !== undefined) return known;
  const named = new Map([...byName(columns)].map(([name, values]) => [name, whichever(values)] as const));
  pad.named.set(columns, named);
  return named;
}

const few = 12;

function among(desk: Desk, columns: readonly Column[], name: string): Value | undefined {
  if (columns.length > few) return listed(desk, columns).get(name);
  const found = columns.filter((column) => column.name === name);
  return found.length === 0 ? undefined : whichever(found.map(({ value }) => value));
}

const columnOf = (desk: Desk, { columns, anything }: Source, name: string): Value | undefined =>
  among(desk, columns, name) ?? anything;

/** What `*` shows of it, and a bare name finds. */
export const visible = ({ columns, shown }: Source): readonly Column[] => shown ?? columns;

export const shownOf = (desk: Desk, source: Source, name: string): Value | undefined =>
  among(desk, visible(source), name);

/** A column of that name, or what may hold one, in the FROM itself. */
export const mayHold = (desk: Desk, sources: readonly Source[], name: string): boolean =>
  sources.some((source) => source.anything !== undefined || shownOf(desk, source, name) !== undefined);

export const wholeRow = ({ columns, anything, isRow }: Source): Value => ({
  ...union([...columns.map(({ value }) => value), ...(anything === undefined ? [] : [anything])]),
  ...(isRow === true && anything === undefined ? { fields: columns } : {}),
});

/** From within outwards. */
function* levels(env: Env): Generator<Env> {
  for (let level: Env | undefined = env; level !== undefined; level = level.outer) yield level;
}

/** The first row of that name, whatever else it is called. */
function rowIn(env: Env, name: string): Source | undefined {
  for (const { sources } of levels(env)) {
    const found = sources.find(({ alias }) => alias === name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** As the engine looks it up: a column of any level before a whole row of any. What stands open on the way there may be meant too. */
function bareName(desk: Desk, env: Env, name: string): Value | undefined {
  const open: Value[] = [];
  for (const { sources } of levels(env)) {
    spend(desk, sources.length);
    const values = sources.flatMap((source) => shownOf(desk, source, name) ?? []);
    // Two that fit are an error in the engine; both count.
    if (values.length > 0) return values.length + open.length === 1 ? values[0] : union([...values, ...open]);
    open.push(...sources.flatMap(({ anything }) => anything ?? []));
  }
  const row = rowIn(env, name);
  if (row !== undefined && open.length === 0) return wholeRow(row);
  if (row !== undefined || open.length > 0)
    return union([...(row === undefined ? [] : [wholeRow(row)]), ...open]);
  return systemColumns.has(name) && env.sources.length > 0 ? literal : undefined;
}

/** `t.c` by alias, `s.t.c` by the table's whole name. */
export function sourceNamed(desk: Desk, env: Env, names: readonly string[]): Source | undefined {
  const [first = '', second] = names;
  if (first === '') return undefined;
  const whole = `${first}.${second}`;
  for (const { sources } of levels(env)) {
    spend(desk, sources.length);
    const found = sources.find(({ alias, dataset }) =>
      second === undefined ? alias === first : alias === second && dataset === whole,
    );
    if (found !== undefined) return found;
  }
  return undefined;
}

interface Found {
  readonly names: readonly string[];
  readonly found: Value | undefined;
}

/** Where columns are open, it may be one of them or what the function is given. */
function withGiven(desk: Desk, env: Env, { names, found }: Found): Value | undefined {
  if (desk.given === undefined) return found;
  const isOpen = [...levels(env)].some(({ sources }) =>
    sources.some(({ anything }) => anything !== undefined),
  );
  const given = found === undefined || isOpen ? givenAs(desk, names) : undefined;
  return found === undefined || given === undefined ? (found ?? given) : union([found, given]);
}

export function resolve(desk: Desk, env: Env, names: readonly string[]): Value {
  const [last = ''] = names.slice(-1);
  const source = names.length > 1 ? sourceNamed(desk, env, names.slice(0, -1)) : undefined;
  const found =
    names.length === 1
      ? bareName(desk, env, last)
      : source === undefined
        ? undefined
        : (columnOf(desk, source, last) ?? (systemColumns.has(last) ? literal : undefined));
  const value = withGiven(desk, env, { names, found });
  if (value !== undefined) return noted(desk, value);
  doubt(desk, 'a name that no table in sight gives');
  return unknownValue;
}

/** The row that `(t)` is: a column of that name at any level comes before it, and of two names the second is a column. */
export function rowNamed(desk: Desk, env: Env, names: readonly string[]): Source | undefined {
  const [name = '', ...more] = names;
  if (more.length > 0) return undefined;
  for (const { sources } of levels(env)) if (mayHold(desk, sources, name)) return undefined;
  return sourceNamed(desk, env, names);
}

/** The columns of `(x.r)`, a column that holds the whole row of a table. A field of that name comes before a call of it. */
export const fieldsOf = (desk: Desk, value: Value): readonly Column[] | undefined => {
  for (const field of value.fields ?? []) noted(desk, field.value);
  return value.fields;
};

/** The engine gives no more of them, so that a `*` of many tables ends. */
const mostColumns = 1_664;
export const tooWide = 'more columns than there can be';

/** A list that no answer could hold is not looked at item by item. */
export function isTooWide(node: Node): boolean {
  for (const { tag, body } of below(node))
    if (tag === 'SelectStmt' && list(body, 'targetList').length > mostColumns) return true;
  return false;
}

/** Columns one after the other, as many as an answer may have; one more is a doubt. */
export function inOneRow(desk: Desk, lists: Iterable<readonly Column[]>): readonly Column[] {
  const all: Column[] = [];
  for (const columns of lists) {
    all.push(...columns.slice(0, mostColumns + 1 - all.length));
    if (all.length > mostColumns || !spend(desk, columns.length)) break;
  }
  if (all.length > mostColumns) doubt(desk, tooWide);
  return all.slice(0, mostColumns);
}

/** The columns of `*` or `t.*`, in order. What follows on columns that nobody has counted stands nobody knows where. */
export function starred(desk: Desk, env: Env, names: readonly string[]): readonly Column[] {
  const one = names.length === 0 ? undefined : sourceNamed(desk, env, names);
  if (names.length > 0 && one === undefined) doubt(desk, 'a name that no table in sight gives');
  const sources = names.length === 0 ? env.sources : one === undefined ? [] : [one];
  if (sources.some(({ anything }) => anything !== undefined))
    doubt(desk, 'all columns of what has not told them');
  const all = inOneRow(
    desk,
    sources.map((source) => (names.length === 0 ? visible(source) : source.columns)),
  );
  for (const { value } of all) noted(desk, value);
  return all;
}
