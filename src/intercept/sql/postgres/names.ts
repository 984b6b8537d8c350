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

const columnOf = ({ columns, anything }: Source, name: string): Value | undefined =>
  columns.find((column) => column.name === name)?.value ?? anything;

const isNamed = ({ columns }: Source, name: string): boolean =>
  columns.some((column) => column.name === name);

export const wholeRow = ({ columns, anything }: Source): Value =>
  union([...columns.map(({ value }) => value), ...(anything === undefined ? [] : [anything])]);

const levels = (env: Env): readonly Env[] => (env.outer === undefined ? [env] : [env, ...levels(env.outer)]);

/** As the engine looks it up: a column of any level before a whole row of any. What stands open on the way there may be meant too. */
function bareName(env: Env, name: string): Value | undefined {
  const all = levels(env);
  const open: Value[] = [];
  for (const level of all) {
    const merged = level.merged.find((column) => column.name === name);
    const found = merged === undefined ? level.sources.filter((source) => isNamed(source, name)) : [];
    const values =
      merged === undefined ? found.map((source) => columnOf(source, name) ?? unknownValue) : [merged.value];
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

/** The columns of `*` or `t.*`, in order. */
export function starred(desk: Desk, env: Env, names: readonly string[]): readonly Column[] {
  const one = names.length === 0 ? undefined : sourceNamed(env, names);
  if (names.length > 0 && one === undefined) doubt(desk, 'a name that no table in sight gives');
  const sources = names.length === 0 ? env.sources : one === undefined ? [] : [one];
  const merged = names.length === 0 ? env.merged : [];
  const rest = sources.flatMap(({ columns, anything, alias }) =>
    columns.length === 0 && anything !== undefined ? [{ name: alias, value: anything }] : columns,
  );
  const all = [...merged, ...rest.filter(({ name }) => !merged.some((column) => column.name === name))];
  for (const { value } of all) noted(desk, value);
  return all;
}
