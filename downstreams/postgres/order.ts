// In which order rows leave a table: by what is clear, or as they lie. It refuses parts of a view of which the rows stand in no order that could be told.
import { refuse } from '../tool.js';
import { primaryKey, quote } from './catalog.js';
import type { Clear, Column, Session, Table } from './engine.js';

export const clearColumns = (table: Table, clear: Clear): readonly Column[] => {
  const known = clear[table.fullName] ?? [];
  return table.columns.filter(({ name }) => known.includes(name.toLowerCase()));
};

const by = (terms: readonly string[]): string => (terms.length === 0 ? '' : ` ORDER BY ${terms.join(', ')}`);
const namesOf = (columns: readonly Column[]): readonly string[] => columns.map(({ name }) => quote(name));

/** The key that rows may be ordered by; undefined where there is none of which all is clear. */
export function clearKey(table: Table, clear: Clear): readonly Column[] | undefined {
  const known = clearColumns(table, clear);
  const key = primaryKey(table);
  return key.length > 0 && key.every((column) => known.includes(column)) ? key : undefined;
}

/** Rows of a view lie nowhere: its query may sort them, and group or unite them, by what it hides. Those that are alike in what is clear come as chance has it. */
const chanceIn = (table: Table, clear: Clear): readonly string[] =>
  table.kind === 'view' && clearColumns(table, clear).length < table.columns.length ? ['random()'] : [];

/** As they lie. */
export const lyingOrder = (table: Table, clear: Clear | undefined): string =>
  clear === undefined || table.kind !== 'view'
    ? ''
    : by([...namesOf(clearColumns(table, clear)), ...chanceIn(table, clear)]);

/** By the key, so that one page follows another; by what is clear where the key is hidden, and rows that are alike there as they lie. */
export function pageOrder({ spelling }: Session, table: Table, clear: Clear | undefined): string {
  if (clear === undefined) return ` ORDER BY ${spelling.contentOrder(table)}`;
  const columns = clearKey(table, clear) ?? clearColumns(table, clear);
  return by([...namesOf(columns), ...chanceIn(table, clear)]);
}

/** Rows that come as chance has it come in another order for the next page. */
export async function requireOneOrder(session: Session, table: Table, clear: Clear | undefined) {
  if (clear === undefined || chanceIn(table, clear).length === 0) return;
  const known = namesOf(clearColumns(table, clear));
  const alike =
    known.length === 0
      ? `SELECT 1 FROM ${table.ref} LIMIT 1`
      : `SELECT 1 FROM ${table.ref} GROUP BY ${known.join(', ')} HAVING count(*) > 1 LIMIT 1`;
  if ((await session.count({ sql: `SELECT count(*) FROM (${alike}) AS alike` })) > 0) refuse('hidden-order');
}
