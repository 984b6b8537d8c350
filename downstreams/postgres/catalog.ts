// Knows the attached schemas, their tables and columns, and the digest of their definitions; refuses a name that is not a table here.
import { createHash } from 'node:crypto';
import { refuse } from '../tool.js';
import type { Connection } from './connection.js';

export type Column = {
  readonly name: string;
  readonly type: string;
  readonly notnull: boolean;
  readonly pk: number;
};
export type Statement = {
  readonly schema: string;
  readonly name: string;
  readonly kind: string;
  readonly sql: string;
};
export type Table = Statement & {
  readonly ref: string;
  readonly fullName: string;
  readonly columns: readonly Column[];
};
type ColumnRow = {
  readonly name: string;
  readonly type: string;
  readonly notnull: number;
  readonly pk: number;
};

const TABLE_NAME = /^([\p{L}_][\p{L}\p{N}_$]{0,62})\.([\p{L}_][\p{L}\p{N}_$]{0,62})$/u;
// Tables before what refers to them, so that the statements can be replayed in order.
const KINDS = ['table', 'index', 'view', 'trigger'];

export function quote(identifier: string): string {
  return `"${identifier.replaceAll('"', '""')}"`;
}

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

export function readStatements(connection: Connection): readonly Statement[] {
  return schemaNames(connection).flatMap((schema) => statementsOf(connection, schema));
}

export function digestStatements(statements: readonly Statement[]): string {
  const lines = statements.map(({ schema, kind, name, sql }) => JSON.stringify([schema, kind, name, sql]));
  return `sha256-schema:${createHash('sha256').update(lines.join('\n')).digest('hex')}`;
}

/** For a caller who read a statement against a picture of the structure: another structure may give its columns to others. */
export function requireSchema(connection: Connection, expected: string | undefined): void {
  if (expected !== undefined && digestStatements(readStatements(connection)) !== expected)
    refuse('schema-changed');
}

export function isTableLike(statement: Statement): boolean {
  return statement.kind === 'table' || statement.kind === 'view';
}

/** The visible columns, generated ones too. A view that no longer compiles has none that anyone could read. */
function columnsOf(connection: Connection, { schema, name }: Statement): readonly Column[] {
  const listing = `SELECT name, type, "notnull", pk FROM pragma_table_xinfo(?, ?) WHERE hidden <> 1 ORDER BY cid`;
  try {
    const rows = connection.prepare<[string, string], ColumnRow>(listing).all(name, schema);
    return rows.map((row) => ({ ...row, notnull: row.notnull === 1 }));
  } catch {
    return [];
  }
}

export function describeTable(connection: Connection, statement: Statement): Table {
  const { schema, name } = statement;
  const ref = `${quote(schema)}.${quote(name)}`;
  return { ...statement, ref, fullName: `${schema}.${name}`, columns: columnsOf(connection, statement) };
}

export function findTable(connection: Connection, fullName: string): Table | undefined {
  const [, schema, name] = TABLE_NAME.exec(fullName) ?? refuse('bad-table-name');
  const owner = schemaNames(connection).find((known) => known === schema?.toLowerCase());
  if (owner === undefined) refuse('no-such-schema');
  const isNamed = (statement: Statement) => statement.name.toLowerCase() === name?.toLowerCase();
  const found = statementsOf(connection, owner).find((one) => isTableLike(one) && isNamed(one));
  return found && describeTable(connection, found);
}

export function requireTable(connection: Connection, fullName: string): Table {
  return findTable(connection, fullName) ?? refuse('no-such-table');
}

export function requireColumn(table: Table, name: string): Column {
  return table.columns.find((column) => column.name === name) ?? refuse('no-such-column');
}

export function primaryKey(table: Table): readonly Column[] {
  return table.columns.filter((column) => column.pk > 0).sort((a, b) => a.pk - b.pk);
}

/** An order that depends on content alone: the key first (its index serves), then every column, byte by byte. */
export function contentOrder(table: Table): string {
  const key = primaryKey(table).map((column) => quote(column.name));
  const rest = table.columns.map((column) => `${quote(column.name)} COLLATE BINARY`);
  return [...key, ...rest].join(', ');
}
