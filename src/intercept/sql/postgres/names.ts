/** Which value a name stands for, level by level outwards. A name that nobody gives is a doubt, and carries the worst class. */
import {
  type Column,
  type Desk,
  doubt,
  type Env,
  literal,
  noteRead,
  type Source,
  union,
  unknownValue,
  type Value,
} from './ink.js';
import { systemColumns } from './words.js';

function noted(desk: Desk, value: Value): Value {
  for (const { dataset, column } of value.from) if (dataset !== '') noteRead(desk, dataset, column);
  return value;
}

/** INVARIANT: whatever bears the name. Two that do are an error in the engine, unless it calls one of them otherwise. */
function columnOf({ columns, anything }: Source, name: string): Value | undefined {
  const [first, ...more] = columns.filter((column) => column.name === name).map(({ value }) => value);
  if (first === undefined) return anything;
  return more.length === 0 ? first : union([first, ...more]);
}

const isNamed = (source: Source, name: string): boolean =>
  visible(source).some((column) => column.name === name);

/** What `*` shows of it, and a bare name finds. */
export const visible = ({ columns, hidden }: Source): readonly Column[] =>
  hidden === undefined ? columns : columns.filter(({ name }) => !hidden.has(name));

/** A column of that name, or what may hold one, in the FROM itself. */
export const mayHold = (sources: readonly Source[], name: string): boolean =>
  sources.some((source) => source.anything !== undefined || isNamed(source, name));

export const wholeRow = ({ columns, anything }: Source): Value =>
  union([...columns.map(({ value }) => value), ...(anything === undefined ? [] : [anything])]);

const levels = (env: Env): readonly Env[] => (env.outer === undefined ? [env] : [env, ...levels(env.outer)]);

/** As the engine looks it up: a column of any level before a whole row of any. What stands open on the way there may be meant too. */
function bareName(env: Env, name: string): Value | undefined {
  const all = levels(env);
  const open: Value[] = [];
  for (const level of all) {
    const found = level.sources.filter((source) => isNamed(source, name));
    const values = found.map((source) => columnOf(source, name) ?? unknownValue);
    // Two that fit are an error in the engine; both count.
    if (values.length > 0) return values.length + open.length === 1 ? values[0] : union([...values, ...open]);
    open.push(...level.sources.flatMap(({ anything }) => anything ?? []));
  }
  const rows = all.flatMap(({ sources }) => sources.filter(({ alias }) => alias === name).slice(0, 1));
  const [row] = rows;
  if (row !== undefined || open.length > 0)
    return union([...(row === undefined ? [] : [wholeRow(row)]), ...open]);
  return systemColumns.has(name) && env.sources.length > 0 ? literal : undefined;
}

/** `t.c` by alias, `s.t.c` by the table's whole name. */
export function sourceNamed(env: Env, names: readonly string[]): Source | undefined {
  const [first = '', second] = names;
  if (first === '') return undefined;
  for (const level of levels(env)) {
    const found = level.sources.find(({ alias, dataset }) =>
      second === undefined ? alias === first : dataset === `${first}.${second}` && alias === second,
    );
    if (found !== undefined) return found;
  }
  return undefined;
}

export function resolve(desk: Desk, env: Env, names: readonly string[]): Value {
  const [last = ''] = names.slice(-1);
  const source = names.length > 1 ? sourceNamed(env, names.slice(0, -1)) : undefined;
  const value =
    names.length === 1
      ? bareName(env, last)
      : source === undefined
        ? undefined
        : (columnOf(source, last) ?? (systemColumns.has(last) ? literal : undefined));
  if (value !== undefined) return noted(desk, value);
  doubt(desk, 'a name that no table in sight gives');
  return unknownValue;
}

/** The row that `(t)` is: a column of that name at any level comes before it, and of two names the second is a column. */
export function rowNamed(env: Env, names: readonly string[]): Source | undefined {
  const [name = '', ...more] = names;
  const isColumn = levels(env).some(({ sources }) => mayHold(sources, name));
  return more.length > 0 || isColumn ? undefined : sourceNamed(env, names);
}

/** The columns of `*` or `t.*`, in order. What follows on columns that nobody has counted stands nobody knows where. */
export function starred(desk: Desk, env: Env, names: readonly string[]): readonly Column[] {
  const one = names.length === 0 ? undefined : sourceNamed(env, names);
  if (names.length > 0 && one === undefined) doubt(desk, 'a name that no table in sight gives');
  const sources = names.length === 0 ? env.sources : one === undefined ? [] : [one];
  if (sources.some(({ anything }) => anything !== undefined))
    doubt(desk, 'all columns of what has not told them');
  const all = names.length === 0 ? sources.flatMap(visible) : sources.flatMap(({ columns }) => columns);
  for (const { value } of all) noted(desk, value);
  return all;
}
