// The `snapshot_schema` tool: every definition in one digest, with the CREATE texts to rebuild it empty; refuses to say anything about rows.
import { z } from 'zod';
import { defineTool, type Tool } from '../../tool.js';
import { describeTable, digestStatements, isTableLike, readStatements } from '../catalog.js';
import { type Connection, reading, type Store } from '../connection.js';

function snapshot(connection: Connection): Record<string, unknown> {
  const statements = readStatements(connection);
  const tables = statements.filter(isTableLike).map((statement) => describeTable(connection, statement));
  const version = connection.prepare<[], string>('SELECT sqlite_version()').pluck().get();
  return {
    digest: digestStatements(statements),
    engine: { name: 'sqlite', version },
    statements,
    tables: tables.map(({ fullName, kind, columns }) => ({ name: fullName, kind, columns })),
  };
}

const snapshotSchema = (store: Store) =>
  defineTool({
    name: 'snapshot_schema',
    description: 'Returns the definitions of all schemas and their digest, read in one transaction.',
    reads: true,
    input: z.strictObject({}),
    run: () => reading(store, snapshot),
  });

export function schemaTools(store: Store): readonly Tool[] {
  return [snapshotSchema(store)];
}
