// The `execute` tool: one statement in one immediate transaction, refused and rolled back when it moves more rows or another schema than the caller expects.
import { z } from 'zod';
import { defineTool, refuse, type Tool } from '../../tool.js';
import { requireSchema, requireTable } from '../catalog.js';
import { type Connection, type Store, writing } from '../connection.js';
import { countRows, requireVersion } from '../content.js';
import { admitStatement } from '../gate.js';
import { drainPage, type Page, prepareOne } from '../rows.js';

const MAX_RETURNED_ROWS = 1000;

const Input = z.strictObject({
  sql: z.string(),
  max_rows: z.int().min(0).optional(),
  max_share: z.strictObject({ table: z.string(), share: z.number().min(0).max(1) }).optional(),
  expect_schema: z.string().optional(),
  expect_versions: z
    .array(z.strictObject({ table: z.string(), version: z.string() }))
    .max(100)
    .default([]),
});
type Input = z.output<typeof Input>;
type Effect = {
  readonly changes: number;
  readonly total_changes: number;
  readonly page: Page | undefined;
};

function counter(connection: Connection, name: 'changes' | 'total_changes'): number {
  return connection.prepare<[], number>(`SELECT ${name}()`).pluck().get() ?? 0;
}

function runUnbound(run: () => unknown): void {
  try {
    run();
  } catch (thrown) {
    if (thrown instanceof RangeError) refuse('unbound-parameter');
    throw thrown;
  }
}

function perform(connection: Connection, sql: string): Effect {
  const before = counter(connection, 'total_changes');
  const statement = prepareOne(connection, sql);
  const page = statement.reader ? drainPage(statement, { max_rows: MAX_RETURNED_ROWS }) : undefined;
  if (page === undefined) runUnbound(() => statement.run());
  const total = counter(connection, 'total_changes') - before;
  // `changes()` keeps the number of an earlier statement when this one changed nothing.
  return { changes: total === 0 ? 0 : counter(connection, 'changes'), total_changes: total, page };
}

/** Guards count rows moved by triggers and cascades too: an INSTEAD OF trigger empties a table with `changes` at zero. */
function guardRows(effect: Effect, input: Input, rowsBefore: number | undefined): void {
  const { changes, total_changes } = effect;
  if (input.max_rows !== undefined && total_changes > input.max_rows)
    refuse('row-guard', { changes, total_changes, max_rows: input.max_rows });
  if (input.max_share !== undefined && total_changes > input.max_share.share * (rowsBefore ?? 0))
    refuse('row-guard', { changes, total_changes, rows: rowsBefore, max_share: input.max_share.share });
}

/** A table in `main` is in nobody's schema, and one in `temp` would hide a real table from every later call. */
function keepOutsideEmpty(connection: Connection): void {
  const outside = `SELECT (SELECT count(*) FROM main.sqlite_schema WHERE name NOT LIKE 'sqlite~_%' ESCAPE '~')
    + (SELECT count(*) FROM temp.sqlite_schema)`;
  if (connection.prepare<[], number>(outside).pluck().get() !== 0) refuse('outside-schemas');
}

function executeOne(connection: Connection, input: Input): Record<string, unknown> {
  requireSchema(connection, input.expect_schema);
  for (const { table, version } of input.expect_versions)
    requireVersion(connection, requireTable(connection, table), version);
  const target = input.max_share && requireTable(connection, input.max_share.table);
  const rowsBefore = target && countRows(connection, target);
  const effect = perform(connection, input.sql);
  guardRows(effect, input, rowsBefore);
  keepOutsideEmpty(connection);
  const { changes, total_changes, page } = effect;
  return { changes, total_changes, ...page };
}

const execute = (store: Store) =>
  defineTool({
    name: 'execute',
    description:
      'Runs one SQL statement in a transaction of its own and commits it. With max_rows or max_share, a statement that changes more is rolled back.',
    reads: false,
    input: Input,
    run: (input) => {
      admitStatement(input.sql);
      return writing(store, (connection) => executeOne(connection, input));
    },
  });

export function executeTools(store: Store): readonly Tool[] {
  return [execute(store)];
}
