// Finds tables and columns by the names that callers give, and digests the definitions; refuses a name that is not a table here.
import { createHash } from 'node:crypto';
import { refuse } from '../tool.js';
import type { Column, Session, Statement, Table } from './engine.js';

const TABLE_NAME = /^([\p{L}_][\p{L}\p{N}_$]{0,62})\.([\p{L}_][\p{L}\p{N}_$]{0,62})$/u;

export function quote(identifier: string): string {
  return `"${identifier.replaceAll('"', '""')}"`;
}

export function digestStatements(statements: readonly Statement[]): string {
  const lines = statements.map(({ schema, kind, name, sql }) => JSON.stringify([schema, kind, name, sql]));
  return `sha256-schema:${createHash('sha256').update(lines.join('\n')).digest('hex')}`;
}

/** For a caller who read a statement against a picture of the structure: another structure may give its columns to others. */
export function requireSchema(statements: readonly Statement[], expected: string | undefined): void {
  if (expected !== undefined && digestStatements(statements) !== expected) refuse('schema-changed');
}

export function isTableLike(statement: Statement): boolean {
  return statement.kind === 'table' || statement.kind === 'view';
}

export async function describeTable(session: Session, statement: Statement): Promise<Table> {
  const { schema, name } = statement;
  const ref = `${quote(schema)}.${quote(name)}`;
  const columns = await session.columns(statement);
  return { ...statement, ref, fullName: `${schema}.${name}`, columns };
}

/** A name as it is written, or else the only one that differs from it by case alone. */
function named<T>(all: readonly T[], name: string, of: (one: T) => string): T | undefined {
  const alike = all.filter((one) => of(one).toLowerCase() === name.toLowerCase());
  return alike.find((one) => of(one) === name) ?? (alike.length === 1 ? alike[0] : undefined);
}

export async function findTable(session: Session, fullName: string): Promise<Table | undefined> {
  const [, schema = '', name = ''] = TABLE_NAME.exec(fullName) ?? refuse('bad-table-name');
  const owner = named(await session.schemas(), schema, (one) => one);
  if (owner === undefined) refuse('no-such-schema');
  const own = (await session.statements()).filter((one) => one.schema === owner && isTableLike(one));
  const found = named(own, name, (one) => one.name);
  return found && describeTable(session, found);
}

export async function requireTable(session: Session, fullName: string): Promise<Table> {
  return (await findTable(session, fullName)) ?? refuse('no-such-table');
}

export function requireColumn(table: Table, name: string): Column {
  return table.columns.find((column) => column.name === name) ?? refuse('no-such-column');
}

export function primaryKey(table: Table): readonly Column[] {
  return table.columns.filter((column) => column.pk > 0).sort((a, b) => a.pk - b.pk);
}
