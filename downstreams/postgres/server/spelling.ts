// PostgreSQL's spelling of what the two engines spell differently.
import { primaryKey, quote } from '../catalog.js';
import type { Column, Comparison, Spelling, Table } from '../engine.js';
import { takes } from './taking.js';

/** A key orders by itself; without one every column does, byte by byte. */
function contentOrder(table: Table): string {
  const key = primaryKey(table).map((column) => quote(column.name));
  const whole = table.columns.map((column) => `${quote(column.name)}::text COLLATE "C"`);
  return (key.length > 0 ? key : whole).join(', ');
}

const isNumber = ({ type }: Column): boolean =>
  /^(?:smallint|integer|bigint|real|double precision|numeric(?:\(.*\))?)$/.test(type);
const isFloat = ({ type }: Column): boolean => type === 'real' || type === 'double precision';
const isText = ({ type }: Column): boolean => /^(?:text|character(?: varying)?(?:\(\d+\))?)$/.test(type);
const isTime = ({ type }: Column): boolean => /^(?:date|timestamp|time)\b/.test(type);

function compare({ column, ref, operator, mark }: Comparison): string {
  if (isFloat(column)) return `${ref} ${operator} ${mark}::float8`;
  if (isNumber(column)) return `${ref} ${operator} ${mark}::text::numeric`;
  if (isTime(column)) return `${ref} ${operator} ${mark}::text::${column.type}`;
  return `${ref}::text COLLATE "C" ${operator} ${mark}::text`;
}

export const spelling: Spelling = {
  mark: (at) => `$${at}`,
  contentOrder,
  rowName: 't.ctid::text',
  /** A column has one type: all of it fits a bound, or none. */
  outOfType(column, _ref, bounds) {
    const fits = bounds.every((bound) =>
      typeof bound === 'number' ? isNumber(column) : isText(column) || isTime(column),
    );
    return fits ? [] : ['TRUE'];
  },
  compare,
  declare: (type) => type,
  takes,
  /** As text, which every type has and equality has not; ALL, because a row may stand twice. */
  missing(source, target) {
    const list = target.columns.map((column) => `${quote(column.name)}::text`).join(', ');
    return `SELECT ${list} FROM ${source.ref} EXCEPT ALL SELECT ${list} FROM ${target.ref}`;
  },
};
