/** Statements that write one table, each with what it would do by the way it is made. */
import { classOf, type Tier } from '../catalog/catalog.js';
import type { Write } from '../intercept/effects.js';
import { type Statement, stated } from './selects.js';
import { filtered, named, pinned, readOf, type Table, touched, word, words, writeOf } from './table.js';

interface Where {
  readonly words: string;
  readonly text: string;
  readonly scope: Write['scope'];
  readonly columns: readonly string[];
}

/** How the rows of an update or delete can be meant. */
function wheres(table: Table): readonly Where[] {
  const by = table.clear.find((column) => !table.key.includes(column)) ?? table.classified[0];
  return [
    { words: 'without WHERE', text: '', scope: 'none', columns: [] },
    { words: 'with a WHERE that is always true', text: ' WHERE 1 = 1', scope: 'tautology', columns: [] },
    ...(table.key.length === 0
      ? []
      : [
          {
            words: 'by key',
            text: ` WHERE ${pinned(table)}`,
            scope: 'key-pinned',
            columns: table.key,
          } as const,
        ]),
    ...(by === undefined
      ? []
      : [
          {
            words: 'by a predicate',
            text: ` WHERE ${word(by)} = 'x'`,
            scope: 'predicate',
            columns: [by],
          } as const,
        ]),
  ];
}

interface Changing {
  readonly mode: 'update' | 'delete';
  readonly sql: string;
  readonly columns: readonly string[];
}

const changing = (table: Table, { mode, sql, columns }: Changing, where: Where): Statement =>
  stated(table, `${mode} ${where.words}`, {
    sql: `${sql}${where.text}`,
    kind: mode,
    reads: where.columns.length === 0 ? [] : [readOf(table, where.columns)],
    writes: [writeOf(table, { mode, columns, scope: where.scope })],
    filtersOn: filtered(table, where.columns, where.scope === 'key-pinned'),
  });

const settingOf = (table: Table, column: string, value = 'x'): Changing => ({
  mode: 'update',
  sql: `UPDATE ${named(table)} SET ${word(column)} = '${value}'`,
  columns: [column],
});

/** By key, or nothing where the table has none. */
export const keyedUpdate = (table: Table, column: string, value = 'x'): readonly Statement[] =>
  wheres(table)
    .filter(({ scope }) => scope === 'key-pinned')
    .map((where) => changing(table, settingOf(table, column, value), where));

const inserted = (table: Table): Statement => {
  const columns = [...table.key, ...(table.settable === undefined ? [] : [table.settable])];
  const into = columns.length === 0 ? table.columns.slice(0, 1) : columns;
  return stated(table, 'insert of literals', {
    sql: `INSERT INTO ${named(table)} (${words(into)}) VALUES (${into.map(() => "'x'").join(', ')})`,
    kind: 'insert',
    writes: [writeOf(table, { mode: 'insert', columns: into })],
    // Whether a row of that key is there already is what a failure tells.
    filtersOn: into.some((column) => table.key.includes(column)) ? filtered(table, table.key, true) : [],
  });
};

/** From one clear column of another table into one of this: nothing classified moves. */
function insertedFrom(table: Table, source: Table, isCte: boolean): readonly Statement[] {
  const [into] = table.clear;
  const [from] = source.clear;
  if (into === undefined || from === undefined) return [];
  const read = `SELECT ${word(from)} FROM `;
  const target = `INSERT INTO ${named(table)} (${word(into)}) `;
  return [
    stated(table, `insert from ${source.dataset.tier}${isCte ? ' through a CTE' : ''}`, {
      sql: isCte
        ? `WITH w AS (${read}${named(source)}) ${target}${read}w`
        : `${target}${read}${named(source)}`,
      kind: 'insert',
      reads: [readOf(source, [from])],
      writes: [writeOf(table, { mode: 'insert', columns: [into], sources: [source.dataset.name] })],
      touches: touched([table, source]),
    }),
  ];
}

/** A classified value into a clear column, which then holds its class. */
function carried(table: Table, source: Table): readonly Statement[] {
  const into = table.clear.find((column) => !table.key.includes(column));
  const [from] = source.classified;
  if (into === undefined || from === undefined || table.dataset.tier === 'gold') return [];
  const name = classOf(source.dataset, from);
  return [
    stated(table, 'insert of a classified value', {
      sql: `INSERT INTO ${named(table)} (${word(into)}) SELECT ${word(from)} FROM ${named(source)}`,
      kind: 'insert',
      reads: [readOf(source, [from])],
      writes: [writeOf(table, { mode: 'insert', columns: [into], sources: [source.dataset.name] })],
      touches: touched([table, source]),
      carries: [
        {
          dataset: table.dataset.name,
          column: into,
          class: name,
          derived: false,
          from: [`${source.dataset.name}.${from}`],
        },
      ],
    }),
  ];
}

const tiers: readonly Tier[] = ['bronze', 'silver', 'gold'];

export function writesOf(table: Table, all: readonly Table[]): readonly Statement[] {
  const { settable } = table;
  const open = all.filter((one) => one !== table && !one.dataset.isProtected);
  const ofTier = (tier: Tier): readonly Table[] =>
    open.filter((one) => one.dataset.tier === tier && one.clear.length > 0).slice(0, 1);
  const deleting: Changing = { mode: 'delete', sql: `DELETE FROM ${named(table)}`, columns: [] };
  return [
    ...wheres(table).flatMap((where) => [
      ...(settable === undefined ? [] : [changing(table, settingOf(table, settable), where)]),
      changing(table, deleting, where),
    ]),
    inserted(table),
    ...tiers.flatMap(ofTier).flatMap((source) => insertedFrom(table, source, false)),
    ...ofTier('silver').flatMap((source) => insertedFrom(table, source, true)),
    ...open
      .filter((one) => one.classified.length > 0)
      .slice(0, 1)
      .flatMap((source) => carried(table, source)),
  ];
}
