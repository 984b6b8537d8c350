// Two throw-away lakes of SQLite's that are equal but for their classified values, in which a statement is run and undone, and what it did there by
// the engine's own books. It knows nothing of any reader: what it says was looked up in rows, in the definitions and in the engine's program.
import type Sqlite from 'better-sqlite3';
import { furnished, seedOf } from './furniture.js';
import { conditional, type Part, pagesOf, partsOf } from './opened.js';

export interface Moved {
  readonly came: number;
  readonly went: number;
  readonly changed: number;
  readonly columns: readonly string[];
}

export interface Deed {
  /** '' where it ran to its end, or the engine's code. */
  readonly code: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
  readonly moved: ReadonlyMap<string, Moved>;
  /** Tables that the engine's program opens, but for those of a trigger whose condition held for no row. */
  readonly opened: readonly string[];
  /** `kind:schema.name` of definitions that came, went or are others. */
  readonly objects: readonly string[];
  /** What else is not as it was. */
  readonly touched: readonly string[];
  /** All rows, as they are when it is done. */
  readonly after: Rows;
}

type Cells = readonly unknown[];
interface Table {
  readonly columns: readonly string[];
  /** By key. */
  readonly rows: ReadonlyMap<string, Cells>;
}
export type Rows = ReadonlyMap<string, Table>;
type Session = Readonly<Record<string, unknown>>;
interface Picture {
  readonly rows: Rows;
  readonly objects: ReadonlyMap<string, string>;
  readonly session: Session;
}

/** Settings and attachments: what a session can be left with. */
const settings =
  `foreign_keys recursive_triggers trusted_schema writable_schema ignore_check_constraints defer_foreign_keys
cell_size_check reverse_unordered_selects cache_size synchronous`.split(/\s+/);
const SESSION = `SELECT ${settings.map((name) => `(SELECT * FROM pragma_${name}) AS ${name}`).join(', ')},
(SELECT group_concat(name || file) FROM pragma_database_list) AS attached`;

type Select = { readonly columns: readonly string[]; readonly statement: Sqlite.Statement };
/** Of a table in this form; one that is altered has another. */
type Selects = Map<string, Select>;

function selectOf(db: Sqlite.Database, name: string): Select {
  const [schema = '', table = ''] = name.split('.');
  const key = table === 'pairs' ? "id || ',' || b" : 'rowid';
  const statement = db.prepare(`SELECT ${key}, * FROM "${schema}"."${table}"`).raw(true);
  const [, ...columns] = statement.columns();
  return { statement, columns: columns.map((column) => column.name) };
}

function tableOf({ statement, columns }: Select): Table {
  // `as`: with raw(true) each row is an array; the driver's types do not say so.
  const found = statement.all() as Cells[];
  return { columns, rows: new Map(found.map(([place, ...row]) => [String(place), row])) };
}

// `as`: one row of the columns of SESSION.
const sessionOf = (db: Sqlite.Database): Session => db.prepare(SESSION).get() as Session;

function picture(db: Sqlite.Database, selects: Selects): Picture {
  const objects = new Map<string, string>();
  const rows = new Map<string, Table>();
  // `as`: one column of names.
  const attached = db.prepare('SELECT name FROM pragma_database_list').pluck().all() as string[];
  for (const schema of [...new Set(['temp', ...attached])]) {
    const listed = db.prepare(`SELECT type, name, sql FROM "${schema}".sqlite_schema`).all();
    // `as`: the columns of the table that SQLite keeps its definitions in.
    for (const { type, name, sql } of listed as { type: string; name: string; sql: string | null }[]) {
      objects.set(`${type}:${schema}.${name}`, sql ?? '');
      if (type !== 'table') continue;
      const form = `${schema}.${name} ${sql}`;
      const select = selects.get(form) ?? selectOf(db, `${schema}.${name}`);
      selects.set(form, select);
      rows.set(`${schema}.${name}`, tableOf(select));
    }
  }
  return { rows, objects, session: sessionOf(db) };
}

export const isSame = (one: unknown, other: unknown): boolean =>
  Object.is(one, other) || (one instanceof Uint8Array && JSON.stringify(one) === JSON.stringify(other));
const areSame = (one: Cells, other: Cells): boolean =>
  one.length === other.length && one.every((cell, at) => isSame(cell, other[at]));
const noTable: Table = { columns: [], rows: new Map() };

function movedIn(before: Table, after: Table): Moved {
  const kept = [...before.rows].flatMap(([key, row]) => {
    const now = after.rows.get(key);
    return now === undefined || areSame(row, now) ? [] : [{ row, now }];
  });
  const names = kept.flatMap(({ row, now }) => before.columns.filter((_, at) => !isSame(row[at], now[at])));
  return {
    came: [...after.rows.keys()].filter((key) => !before.rows.has(key)).length,
    went: [...before.rows.keys()].filter((key) => !after.rows.has(key)).length,
    changed: kept.length,
    columns: [...new Set(names)],
  };
}

const movedOf = (before: Rows, after: Rows): ReadonlyMap<string, Moved> => {
  const names = [...new Set([...before.keys(), ...after.keys()])];
  const all = names.map(
    (name) => [name, movedIn(before.get(name) ?? noTable, after.get(name) ?? noTable)] as const,
  );
  return new Map(all.filter(([, { came, went, changed }]) => came + went + changed > 0));
};

const codeOf = (thrown: unknown): string =>
  thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : 'refused';

const changedKeys = (one: Session, other: Session): readonly string[] =>
  Object.keys(one).filter((name) => one[name] !== other[name]);

const openedBut = (parts: readonly Part[], idle: readonly string[]): readonly string[] => [
  ...new Set(parts.filter(({ trigger }) => !idle.includes(trigger)).flatMap((part) => part.opened)),
];

function openLake(which: number) {
  let db = furnished(which);
  const selects: Selects = new Map();
  const before = picture(db, selects);
  const pages = pagesOf(db);
  const nothing: Deed = {
    code: '',
    columns: [],
    rows: [],
    moved: new Map(),
    opened: [],
    objects: [],
    touched: [],
    after: new Map(),
  };

  const deedOf = (sql: string): Deed => {
    const statement = db.prepare(sql);
    const columns = statement.reader ? statement.columns().map(({ name }) => name) : [];
    // `as`: as above.
    const rows = statement.reader ? (statement.raw(true).all() as Cells[]) : [];
    if (!statement.reader) statement.run();
    const after = picture(db, selects);
    const labels = [...new Set([...before.objects.keys(), ...after.objects.keys()])];
    return {
      code: '',
      columns,
      rows,
      moved: movedOf(before.rows, after.rows),
      opened: [],
      objects: labels.filter((label) => before.objects.get(label) !== after.objects.get(label)),
      touched: [
        ...changedKeys(before.session, after.session),
        ...(db.inTransaction ? [] : ['the transaction']),
      ],
      after: after.rows,
    };
  };

  const attempted = (sql: string): void => {
    try {
      const statement = db.prepare(sql);
      if (statement.reader) statement.all();
      else statement.run();
    } catch {
      // What fails in one alone was objected to when it was tried by itself.
    }
  };

  const programOf = (sql: string): readonly Part[] => {
    try {
      return partsOf(db, pages, sql);
    } catch {
      return [];
    }
  };

  /** Without the trigger it comes to the same: its condition held for no row. Of one without a condition nobody asks. */
  const isIdle = (trigger: string, deed: Deed, [first, sql]: readonly [string, string]): boolean => {
    const schema = trigger === '' || deed.code !== '' ? undefined : conditional(db, trigger);
    if (schema === undefined) return false;
    db.exec('BEGIN');
    if (first !== '') attempted(first);
    db.exec(`DROP TRIGGER "${schema}"."${trigger}"`);
    attempted(sql);
    const { rows } = picture(db, selects);
    db.exec('ROLLBACK');
    return movedOf(deed.after, rows).size === 0;
  };

  /** Runs it, looks, and takes it back, with what was run `first`. What a session was left with goes with its connection. */
  const tried = (sql: string, isRead: boolean, first = ''): Deed => {
    let deed = nothing;
    const parts = programOf(sql);
    db.exec('BEGIN');
    if (first !== '') attempted(first);
    if (isRead) db.pragma('query_only = 1');
    try {
      deed = deedOf(sql);
    } catch (thrown) {
      deed = { ...nothing, code: codeOf(thrown) };
    }
    if (db.inTransaction) db.exec('ROLLBACK');
    if (isRead) db.pragma('query_only = 0');
    const idle = parts.map(({ trigger }) => trigger).filter((name) => isIdle(name, deed, [first, sql]));
    deed = { ...deed, opened: openedBut(parts, idle) };
    if (changedKeys(before.session, sessionOf(db)).length > 0) {
      db.close();
      selects.clear();
      db = furnished(which);
    }
    return deed;
  };
  return { tried, close: () => void db.close() };
}

export function openCourt() {
  const lakes = seedOf.map((_, which) => openLake(which));
  return {
    tried: (sql: string, isRead: boolean, first?: string): readonly Deed[] =>
      lakes.map((lake) => lake.tried(sql, isRead, first)),
    close: () => {
      for (const lake of lakes) lake.close();
    },
  };
}
