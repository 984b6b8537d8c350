// The tool `copy_if_version`: it touches no row unless the table still has the version asked for.
import { z } from 'zod';
import { defineTool, refuse, type Tool } from '../../tool.js';
import { quote, requireColumn, requireTable } from '../catalog.js';
import { contentVersion, requireVersion } from '../content.js';
import type { Session, Store } from '../engine.js';
import { lyingOrder } from '../order.js';
import { ClearColumns } from './params.js';
import { openTarget, refill, requireSameRows } from './target.js';

const CopyInput = z.strictObject({
  source: z.string(),
  version: z.string(),
  target: z.string(),
  columns: z.array(z.string()).min(1).optional(),
  clear_columns: ClearColumns,
});
type CopyInput = z.output<typeof CopyInput>;

async function copy(session: Session, input: CopyInput): Promise<Record<string, unknown>> {
  const clear = input.clear_columns;
  const source = await requireTable(session, input.source);
  await requireVersion(session, source, input.version);
  const columns = input.columns?.map((name) => requireColumn(source, name)) ?? source.columns;
  if (new Set(columns).size !== columns.length) refuse('columns-differ');
  const target = await openTarget(session, { fullName: input.target, columns, source, clear });
  const list = target.columns.map((column) => quote(column.name)).join(', ');
  await refill(session, target, () =>
    session.fill(
      `INSERT INTO ${target.ref} (${list}) SELECT ${list} FROM ${source.ref}${lyingOrder(source, clear)}`,
      clear,
    ),
  );
  await requireSameRows(session, target, source);
  return contentVersion(session, target);
}

const copyIfVersion = (store: Store) =>
  defineTool({
    name: 'copy_if_version',
    description:
      'Replaces the rows of `target` (made if missing) with those of `source`, if `source` still has this content version. Check and copy are one transaction. Rows are put as they lie, those of a view by what is clear.',
    reads: false,
    input: CopyInput,
    run: (input, signal) => store.writing('promote', (session) => copy(session, input), signal),
  });

export function copyTools(store: Store): readonly Tool[] {
  return [copyIfVersion(store)];
}
