/** Statements that read one table, each with what it would do by the way it is made. */
import type { Effects } from '../intercept/effects.js';
import {
  filtered,
  named,
  pinned,
  readOf,
  shown,
  statement,
  type Table,
  touched,
  word,
  words,
} from './table.js';

export interface Statement {
  readonly kind: string;
  /** The table that it is about. */
  readonly about: string;
  readonly sql: string;
  readonly effects: Effects;
  /** A value that it would write is one of the kernel's own masks. */
  readonly holdsMask?: boolean;
}

type Made = { readonly sql: string } & Partial<Effects>;

/** A statement about a table that touches that table alone, unless what it was made as says otherwise. */
export function stated(table: Table, kind: string, { sql, ...effects }: Made): Statement {
  return {
    kind,
    about: table.dataset.name,
    sql,
    effects: { ...statement, touches: touched([table]), ...effects },
  };
}

const select = (table: Table, kind: string, made: Made): Statement =>
  stated(table, kind, { kind: 'select', ...made });

const whole = (table: Table): Statement =>
  select(table, 'read', {
    sql: `SELECT ${words(table.columns)} FROM ${named(table)}`,
    reads: [readOf(table, table.columns)],
    egress: table.columns.map((column) => shown(table, column)),
  });

const counted = (table: Table): Statement =>
  select(table, 'count', {
    sql: `SELECT count(*) AS n FROM ${named(table)}`,
    reads: [readOf(table, [])],
    functions: ['count'],
    egress: [{ name: 'n', classes: [], how: 'counted', from: [] }],
  });

const throughCte = (table: Table, column: string): Statement =>
  select(table, 'read through a CTE', {
    sql: `WITH w AS (SELECT ${word(column)} FROM ${named(table)}) SELECT ${word(column)} FROM w`,
    reads: [readOf(table, [column])],
    egress: [shown(table, column)],
  });

export const columnRead = (table: Table, column: string): Statement =>
  select(table, `read of ${column}`, {
    sql: `SELECT ${word(column)} FROM ${named(table)}`,
    reads: [readOf(table, [column])],
    egress: [shown(table, column)],
  });

const changed = (table: Table, column: string): Statement =>
  select(table, 'read of a changed value', {
    sql: `SELECT upper(${word(column)}) AS changed FROM ${named(table)}`,
    reads: [readOf(table, [column])],
    functions: ['upper'],
    egress: [{ ...shown(table, column), name: 'changed', how: 'transformed' }],
  });

const chosenBy = (table: Table, column: string, keyed: boolean): Statement => {
  const [first = column] = table.columns;
  const where = `${keyed ? `${pinned(table)} AND ` : ''}${word(column)} = 'x'`;
  const pins = keyed ? table.key : [];
  return select(table, keyed ? 'filter by class under the key' : 'filter by class', {
    sql: `SELECT ${word(first)} FROM ${named(table)} WHERE ${where}`,
    reads: [readOf(table, [...new Set([first, ...pins, column])])],
    filtersOn: [...filtered(table, pins, true), ...filtered(table, [column], keyed)],
    egress: [shown(table, first)],
  });
};

/** Beside a table that is protected; nothing of it is shown. */
export const besideProtected = (table: Table, wall: Table): Statement => {
  const [first = ''] = table.columns;
  return select(table, 'join with protected data', {
    sql: `SELECT a.${word(first)} FROM ${named(table)} a CROSS JOIN ${named(wall)} b`,
    reads: [readOf(table, [first]), readOf(wall, [])].sort((a, b) => (a.dataset < b.dataset ? -1 : 1)),
    touches: touched([table, wall]),
    egress: [shown(table, first)],
  });
};

export function selectsOf(table: Table): readonly Statement[] {
  const [first] = table.columns;
  const [classified] = table.classified;
  return [
    whole(table),
    counted(table),
    ...(first === undefined ? [] : [throughCte(table, first)]),
    ...(classified === undefined
      ? []
      : [
          changed(table, classified),
          chosenBy(table, classified, false),
          ...(table.key.length === 0 ? [] : [chosenBy(table, classified, true)]),
        ]),
  ];
}
