/** Statements that change what there is, and those that no table is about: control, scripts, and names that nobody knows. */
import { type Effects, opaque } from '../intercept/effects.js';
import type { Statement } from './selects.js';
import { named, statement, type Table, touched, writeOf } from './table.js';

export type Dialect = 'sqlite' | 'postgres';

/** A name that no catalog has, or the catalog is not one to be tested. */
export const nowhere = 'aegis_nowhere';

const dropped = (table: Table): Statement => ({
  kind: 'drop',
  about: table.dataset.name,
  sql: `DROP TABLE ${named(table)}`,
  effects: {
    ...statement,
    kind: 'drop',
    writes: [writeOf(table, { mode: 'delete', scope: 'none' })],
    dropped: [`table:${table.dataset.name}`],
    touches: touched([table]),
  },
});

const altered = (table: Table): Statement => ({
  kind: 'alter',
  about: table.dataset.name,
  sql: `ALTER TABLE ${named(table)} ADD COLUMN ${nowhere} TEXT`,
  effects: {
    ...statement,
    kind: 'alter',
    writes: [writeOf(table, { mode: 'create' })],
    altered: [`table:${table.dataset.name}`],
    touches: touched([table]),
  },
});

/** SQLite has no such statement; its reader understands none of it. */
const truncated = (table: Table, dialect: Dialect): Statement => ({
  kind: 'truncate',
  about: table.dataset.name,
  sql: `TRUNCATE TABLE ${named(table)}`,
  effects:
    dialect === 'sqlite'
      ? { ...opaque('no such statement'), statements: 1 }
      : {
          ...statement,
          kind: 'delete',
          writes: [writeOf(table, { mode: 'truncate', scope: 'none' })],
          touches: touched([table]),
        },
});

export const structuresOf = (table: Table, dialect: Dialect): readonly Statement[] => [
  dropped(table),
  altered(table),
  truncated(table, dialect),
];

function created(schema: string, tables: readonly Table[]): Statement {
  const tier = tables.map(({ dataset }) => dataset.tier).find((one) => one === schema) ?? '';
  const name = `${schema}.${nowhere}`;
  return {
    kind: 'create of a table that nobody lists',
    about: schema,
    sql: `CREATE TABLE ${name} (id INTEGER PRIMARY KEY)`,
    effects: {
      ...statement,
      kind: 'create',
      writes: [{ dataset: name, tier, mode: 'create', columns: [], scope: 'not-applicable', sources: [] }],
      created: [`table:${name}`],
      touches: [{ dataset: name, tier, protected: false, known: false }],
    },
  };
}

const strange = (kind: string, sql: string, statements = 1): Statement => ({
  kind,
  about: 'no table',
  sql,
  effects: { ...opaque('made not to be understood'), statements },
});

/** What is said of each. */
const controls: Readonly<Record<Dialect, readonly (readonly [string, Effects])[]>> = {
  sqlite: [
    ['BEGIN', { ...statement, kind: 'transaction', control: ['begin'] }],
    [
      'PRAGMA user_version',
      {
        ...statement,
        kind: 'pragma',
        control: ['pragma'],
        egress: [{ name: 'user_version', classes: ['pii.unknown'], how: 'unknown', from: [] }],
      },
    ],
    ["ATTACH 'x.db' AS x", { ...statement, kind: 'attach', control: ['attach'], files: ['read', 'write'] }],
  ],
  postgres: [
    ['BEGIN', { ...statement, kind: 'transaction', control: ['begin'] }],
    ['SET ROLE postgres', { ...statement, kind: 'unknown', control: ['set'] }],
    [
      "COPY (SELECT 1) TO PROGRAM 'true'",
      { ...statement, kind: 'select', control: ['copy'], programs: ['write'] },
    ],
  ],
};

/** Once a system. */
export function tablelessOf(tables: readonly Table[], dialect: Dialect): readonly Statement[] {
  const open = tables.filter(({ dataset }) => !dataset.isProtected);
  const [schema] = [...new Set(open.map(({ dataset }) => dataset.name.split('.')[0] ?? ''))];
  return [
    ...(schema === undefined
      ? []
      : [
          created(schema, open),
          strange('read of a table that is not there', `SELECT id FROM ${schema}.${nowhere}`),
        ]),
    {
      kind: 'read of no table',
      about: 'no table',
      sql: 'SELECT 1 AS one',
      effects: {
        ...statement,
        kind: 'select',
        egress: [{ name: 'one', classes: [], how: 'literal', from: [] }],
      },
    },
    strange('two statements', 'SELECT 1; SELECT 2', 2),
    strange('what is no statement', 'SELEC 1'),
    ...controls[dialect].map(([sql, effects]) => ({
      kind: `control (${sql.split(' ')[0] ?? ''})`,
      about: 'no table',
      sql,
      effects,
    })),
  ];
}
