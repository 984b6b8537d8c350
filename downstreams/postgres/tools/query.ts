// The tools that read: `query`, `list_tables`, `describe_table`, `export`; all on the connection that cannot write, and none runs a statement that would.
import { z } from 'zod';
import { defineTool, refuse, type Tool } from '../../tool.js';
import { contentOrder, isTableLike, readStatements, requireSchema, requireTable } from '../catalog.js';
import { reading, type Store } from '../connection.js';
import { admitStatement } from '../gate.js';
import { prepareOne, readPage } from '../rows.js';

const MaxRows = z.int().min(1).max(100_000);

const query = (store: Store) =>
  defineTool({
    name: 'query',
    description: 'Runs one SQL statement that only reads and returns its rows. Name tables as schema.table.',
    reads: true,
    input: z.strictObject({
      sql: z.string(),
      max_rows: MaxRows.default(1000),
      offset: z.int().min(0).default(0),
      expect_schema: z.string().optional(),
    }),
    run: ({ sql, expect_schema, ...bounds }) => {
      admitStatement(sql);
      return reading(store, (connection) => {
        requireSchema(connection, expect_schema);
        const statement = prepareOne(connection, sql);
        if (!statement.readonly) refuse('not-a-read');
        if (!statement.reader) refuse('no-rows');
        return readPage(statement, bounds);
      });
    },
  });

const listTables = (store: Store) =>
  defineTool({
    name: 'list_tables',
    description: 'Lists every table and view with its schema.',
    reads: true,
    input: z.strictObject({}),
    run: () => {
      const tables = reading(store, readStatements).filter(isTableLike);
      const rows = tables.map(({ schema, name, kind }) => [schema, name, kind]);
      return { columns: ['schema', 'name', 'kind'], rows, truncated: false };
    },
  });

const describe = (store: Store) =>
  defineTool({
    name: 'describe_table',
    description: 'Lists the columns of one table, named as schema.table.',
    reads: true,
    input: z.strictObject({ table: z.string() }),
    run: ({ table }) =>
      reading(store, (connection) => {
        const { fullName, columns } = requireTable(connection, table);
        return { table: fullName, columns };
      }),
  });

const exportTable = (store: Store) =>
  defineTool({
    name: 'export',
    description: 'Reads one table for export. `format` says how the caller means to render the rows.',
    reads: true,
    input: z.strictObject({
      table: z.string(),
      format: z.enum(['csv', 'json']).default('csv'),
      max_rows: MaxRows.default(10_000),
      offset: z.int().min(0).default(0),
    }),
    run: ({ table, format, ...bounds }) =>
      reading(store, (connection) => {
        const source = requireTable(connection, table);
        const sql = `SELECT * FROM ${source.ref} ORDER BY ${contentOrder(source)}`;
        return { ...readPage(connection.prepare<unknown[]>(sql), bounds), format };
      }),
  });

export function queryTools(store: Store): readonly Tool[] {
  return [query(store), listTables(store), describe(store), exportTable(store)];
}
