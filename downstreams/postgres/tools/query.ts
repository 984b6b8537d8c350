// The tools that read: `query`, `list_tables`, `describe_table`, `export`; all on the connection that cannot write, and none runs a statement that would.
import { z } from 'zod';
import { defineTool, type Tool } from '../../tool.js';
import { isTableLike, requireTable } from '../catalog.js';
import type { Store } from '../engine.js';
import { Params } from './params.js';

const MaxRows = z.int().min(1).max(100_000);

const query = (store: Store) =>
  defineTool({
    name: 'query',
    description: 'Runs one SQL statement that only reads and returns its rows. Name tables as schema.table.',
    reads: true,
    input: z.strictObject({
      sql: z.string(),
      params: Params,
      max_rows: MaxRows.default(1000),
      offset: z.int().min(0).default(0),
      expect_schema: z.string().optional(),
    }),
    run: ({ sql, params, expect_schema, ...bounds }, signal) =>
      store.reading('read', (session) => session.ask({ sql, params, expect_schema }, bounds), signal),
  });

const listTables = (store: Store) =>
  defineTool({
    name: 'list_tables',
    description: 'Lists every table and view with its schema.',
    reads: true,
    input: z.strictObject({}),
    run: async (_, signal) => {
      const all = await store.reading('inspect', (session) => session.statements(), signal);
      const tables = all.filter(isTableLike);
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
    run: ({ table }, signal) =>
      store.reading(
        'inspect',
        async (session) => {
          const { fullName, columns } = await requireTable(session, table);
          return { table: fullName, columns };
        },
        signal,
      ),
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
    run: ({ table, format, ...bounds }, signal) =>
      store.reading(
        'read',
        async (session) => {
          const source = await requireTable(session, table);
          const sql = `SELECT * FROM ${source.ref} ORDER BY ${session.spelling.contentOrder(source)}`;
          return { ...(await session.page({ sql }, bounds)), format };
        },
        signal,
      ),
  });

export function queryTools(store: Store): readonly Tool[] {
  return [query(store), listTables(store), describe(store), exportTable(store)];
}
