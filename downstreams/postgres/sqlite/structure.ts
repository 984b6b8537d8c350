// The definitions of the attached schemas, as SQLite keeps them; refuses to name what SQLite keeps for itself.
import { quote } from '../catalog.js';
import type { Column, Statement } from '../engine.js';
import type { Connection } from './driver.js';

type ColumnRow = {
  readonly name: string;
  readonly type: string;
  readonly notnull: number;
  readonly pk: number;
};

// Tables before what refers to them, so that the statements can be replayed in order.
const KINDS = ['table', 'index', 'view', 'trigger'];

export function schemaNames(connection: Connection): readonly string[] {
  const rows = connection.prepare<[], { name: string }>('SELECT name FROM pragma_database_list').all();
  return rows
    .map((row) => row.name)
    .filter((name) => name !== 'main' && name !== 'temp')
    .sort();
}

function statementsOf(connection: Connection, schema: string): readonly Statement[] {
  const own = `SELECT ? AS schema, name, type AS kind, sql FROM ${quote(schema)}.sqlite_schema
    WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite~_%' ESCAPE '~' ORDER BY name`;
  const found = connection.prepare<[string], Statement>(own).all(schema);
  return KINDS.flatMap((kind) => found.filter((statement) => statement.kind === kind));
}

export function statements(connection: Connection): readonly Statement[] {
  return schemaNames(connection).flatMap((schema) => statementsOf(connection, schema));
}

/** The visible columns, generated ones too. A view that no longer compiles has none that anyone could read. */
export function columnsOf(connection: Connection, { schema, name }: Statement): readonly Column[] {
  const listing = `SELECT name, type, "notnull", pk FROM pragma_table_xinfo(?, ?) WHERE hidden <> 1 ORDER BY cid`;
  try {
    const rows = connection.prepare<[string, string], ColumnRow>(listing).all(name, schema);
    return rows.map((row) => ({ ...row, notnull: row.notnull === 1 }));
  } catch {
    return [];
  }
}
