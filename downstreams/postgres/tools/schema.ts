// The `snapshot_schema` tool: every definition in one digest, with the CREATE texts to rebuild it empty; refuses to say anything about rows.
import { z } from 'zod';
import { defineTool, type Tool } from '../../tool.js';
import { describeTable, digestStatements, isTableLike } from '../catalog.js';
import type { Session, Store } from '../engine.js';

async function snapshot(session: Session): Promise<Record<string, unknown>> {
  const statements = await session.statements();
  const tables: Record<string, unknown>[] = [];
  const comments = await session.comments();
  for (const statement of statements.filter(isTableLike)) {
    const { fullName: name, kind, columns: bare } = await describeTable(session, statement);
    const columns = bare.map((column) => {
      const comment = comments.get(`${name} ${column.name}`);
      return comment === undefined ? column : { ...column, comment };
    });
    tables.push({ name, kind, columns });
  }
  return { digest: digestStatements(statements), engine: await session.version(), statements, tables };
}

const snapshotSchema = (store: Store) =>
  defineTool({
    name: 'snapshot_schema',
    description: 'Returns the definitions of all schemas and their digest, read in one transaction.',
    reads: true,
    input: z.strictObject({}),
    run: (_, signal) => store.reading('inspect', snapshot, signal),
  });

export function schemaTools(store: Store): readonly Tool[] {
  return [snapshotSchema(store)];
}
