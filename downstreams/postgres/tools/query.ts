// The tools that read: `query`, `list_tables`, `describe_table`, `export`; all on the connection that cannot write, and none runs a statement that would.
import { z } from 'zod';
import { defineTool, type Tool } from '../../tool.js';
import { isTableLike, requireTable } from '../catalog.js';
import type { Store } from '../engine.js';
import { pageOrder, requireOneOrder } from '../order.js';
import { ClearColumns, Params } from './params.js';

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
      clear_columns: ClearColumns,
    }),
    run: ({ sql, params, expect_schema, clear_columns, ...bounds }, signal) =>
      store.reading(
        'read',
        (session) => session.ask({ sql, params, expect_schema, clear_columns }, bounds),
        signal,
      ),
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
      clear_columns: ClearColumns,
    }),
    run: ({ table, format, clear_columns, ...bounds }, signal) =>
      store.reading(
        'read',
        async (session) => {
          const source = await requireTable(session, table);
          const sql = `SELECT * FROM ${source.ref}${pageOrder(session, source, clear_columns)}`;
          const asked = { sql, params: undefined, expect_schema: undefined, clear_columns };
          const page = await session.ask(asked, bounds);
          if (page.truncated || bounds.offset > 0) await requireOneOrder(session, source, clear_columns);
          return { ...page, format };
        },
        signal,
      ),
  });

export function queryTools(store: Store): readonly Tool[] {
  return [query(store), listTables(store), describe(store), exportTable(store)];
}
