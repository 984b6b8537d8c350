// SQLite's spelling of what the two engines spell differently.
import { primaryKey, quote } from '../catalog.js';
import type { Spelling, Table } from '../engine.js';
import { takes } from './taking.js';

export { quote };

const PLAIN_TYPE = /^[A-Za-z][\w ]*(?:\(\s*\d+\s*(?:,\s*\d+\s*)?\))?$/;

/** The key first (its index serves), then every column, byte by byte. */
export function contentOrder(table: Table): string {
  const key = primaryKey(table).map((column) => quote(column.name));
  const rest = table.columns.map((column) => `${quote(column.name)} COLLATE BINARY`);
  return [...key, ...rest].join(', ');
}

const listOf = (table: Table): string => table.columns.map((column) => quote(column.name)).join(', ');

export const spelling: Spelling = {
  mark: () => '?',
  contentOrder,
  rowName: 't.rowid',
  outOfType(_column, ref, bounds) {
    const types = new Set(
      bounds.map((bound) => (typeof bound === 'number' ? `'integer', 'real'` : `'text'`)),
    );
    return [...types].map((type) => `typeof(${ref}) NOT IN (${type})`);
  },
  compare: ({ ref, operator, mark }) => `${ref} ${operator} ${mark}`,
  declare: (type) => (PLAIN_TYPE.test(type) ? type : ''),
  takes,
  missing(source, target) {
    const list = listOf(target);
    return `SELECT ${list} FROM ${source.ref} EXCEPT SELECT ${list} FROM ${target.ref}`;
  },
};
