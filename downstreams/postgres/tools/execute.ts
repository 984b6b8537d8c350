// The `execute` tool: one statement in one immediate transaction, refused and rolled back when it moves more rows or another schema than the caller expects. A preview is always rolled back.
import { z } from 'zod';
import { defineTool, refuse, type Tool } from '../../tool.js';
import { requireTable } from '../catalog.js';
import { countRows, requireVersion } from '../content.js';
import type { Effect, Moved, Session, Store } from '../engine.js';
import { ClearColumns, Params } from './params.js';

const Input = z.strictObject({
  sql: z.string(),
  params: Params,
  max_rows: z.int().min(0).optional(),
  max_share: z.strictObject({ table: z.string(), share: z.number().min(0).max(1) }).optional(),
  expect_schema: z.string().optional(),
  clear_columns: ClearColumns,
  expect_versions: z
    .array(z.strictObject({ table: z.string(), version: z.string() }))
    .max(100)
    .default([]),
  /** Run it, count what moves in these tables, and roll back. A row that moves in any other is a refusal. */
  preview: z.array(z.string()).max(100).optional(),
});
type Input = z.output<typeof Input>;

/** Guards count rows moved by triggers and cascades too: an INSTEAD OF trigger empties a table with `changes` at zero. */
function guardRows(effect: Effect, input: Input, rowsBefore: number | undefined): void {
  const { changes, total_changes, isCounted } = effect;
  const isBound = input.max_rows !== undefined || input.max_share !== undefined;
  if (!isCounted && (isBound || input.preview !== undefined)) refuse('uncounted');
  if (input.max_rows !== undefined && total_changes > input.max_rows)
    refuse('row-guard', { changes, total_changes, max_rows: input.max_rows });
  if (input.max_share !== undefined && total_changes > input.max_share.share * (rowsBefore ?? 0))
    refuse('row-guard', { changes, total_changes, rows: rowsBefore, max_share: input.max_share.share });
}

async function perform(session: Session, input: Input, before: () => Promise<void>): Promise<Effect> {
  let rowsBefore: number | undefined;
  const { sql, params, expect_schema, clear_columns } = input;
  const effect = await session.perform({ sql, params, expect_schema, clear_columns }, async () => {
    for (const { table, version } of input.expect_versions)
      await requireVersion(session, await requireTable(session, table), version);
    if (input.max_share !== undefined)
      rowsBefore = await countRows(session, await requireTable(session, input.max_share.table));
    await before();
  });
  guardRows(effect, input, rowsBefore);
  return effect;
}

async function executeOne(session: Session, input: Input): Promise<Record<string, unknown>> {
  const { changes, total_changes, page } = await perform(session, input, async () => undefined);
  return { changes, total_changes, ...page };
}

/** Counts alone: what the statement returned is not looked at. */
async function previewOne(session: Session, input: Input, keeps: Store['keeps']) {
  let moved: () => Promise<readonly Moved[]> = async () => [];
  const { changes, total_changes } = await perform(session, input, async () => {
    moved = await session.watch(input.preview ?? []);
  });
  return { changes, total_changes, preview: { rolled_back: true, kept: keeps, moved: await moved() } };
}

const execute = (store: Store) =>
  defineTool({
    name: 'execute',
    description:
      'Runs one SQL statement in a transaction of its own and commits it. With max_rows or max_share, a statement that changes more is rolled back.',
    reads: false,
    input: Input,
    run: (input, signal) =>
      input.preview === undefined
        ? store.writing('write', (session) => executeOne(session, input), signal)
        : store.previewing((session) => previewOne(session, input, store.keeps), signal),
  });

export function executeTools(store: Store): readonly Tool[] {
  return [execute(store)];
}
