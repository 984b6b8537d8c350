// The tool `read_if_version`: it returns no row unless the table has the version asked for, and of a large table one part after the other, all of them as they were then.
import { z } from 'zod';
import type { OpenShelf } from '../../spool.js';
import { defineTool, refuse, type Tool } from '../../tool.js';
import { requireTable } from '../catalog.js';
import { versionOf } from '../content.js';
import type { Bound, Clear, Json, Row, Session, Store, Table } from '../engine.js';
import { clearKey } from '../order.js';
import { createReadings, gather, type Part, type Readings } from '../parts.js';
import { ClearColumns } from './params.js';

const Input = z.strictObject({
  table: z.string(),
  version: z.string(),
  /** What the parts of one reading are named by; without it there is the first part alone. */
  part_of: z.string().min(1).max(100).optional(),
  /** Rows that the parts before have brought. */
  offset: z.int().min(0).default(0),
  clear_columns: ClearColumns,
});
type Input = z.output<typeof Input>;

const isWhole = (value: Json): value is Bound => typeof value !== 'object' || value === null;

function cellsOf(row: Row, { columns }: Table): readonly Bound[] {
  const cells = columns.map((_, at) => row.json(at));
  return cells.every(isWhole) ? cells : refuse('blob-value');
}

type Passed = { readonly table: Table; readonly clear: Clear | undefined };
type Means = { readonly store: Store; readonly readings: Readings; readonly open: OpenShelf };

const aboutOf = ({ table, version }: Input): string => JSON.stringify([table, version]);

/**
 * The pass that makes the version goes by content. Where that is the order of a hidden key, or of all of a row, the rows are read again as they lie:
 * whoever sees what becomes of them sees that order.
 */
async function visited(
  session: Session,
  { table, clear }: Passed,
  visit: (row: Row) => void,
): Promise<string> {
  const isByContent = clear === undefined || clearKey(table, clear) !== undefined;
  const { version } = await versionOf(session, table, isByContent ? visit : () => undefined);
  if (!isByContent) await session.scan({ table, by: 'place', clear }, visit);
  return version;
}

/** INVARIANT: what is given are the rows that the version was made of, in one transaction; what is written later is in none of the parts. */
async function begin(session: Session, input: Input, { readings, open }: Means): Promise<Part> {
  const { table: name, version, part_of, clear_columns: clear } = input;
  const table = await requireTable(session, name);
  const columns = table.columns.map((column) => column.name);
  const gathered = gather(open);
  try {
    const found = await visited(session, { table, clear }, (row) => gathered.add(cellsOf(row, table)));
    if (found !== version) refuse('version-mismatch');
    const only = gathered.only();
    if (only !== undefined) return { columns, rows: only, truncated: false };
    if (part_of === undefined) return refuse('too-many-parts', { parts: 1 });
    const place = { part_of, about: aboutOf(input), offset: 0 };
    readings.begin(place, { columns, spool: gathered.all() });
    return readings.next(place);
  } catch (thrown) {
    gathered.close();
    throw thrown;
  }
}

async function read(means: Means, input: Input, signal: AbortSignal | undefined) {
  const { version, part_of, offset } = input;
  if (offset === 0)
    return {
      ...(await means.store.reading('inspect', (session) => begin(session, input, means), signal)),
      version,
    };
  if (part_of === undefined) return refuse('no-such-part');
  return { ...means.readings.next({ part_of, about: aboutOf(input), offset }), version };
}

export function readTools(store: Store, open: OpenShelf): readonly Tool[] {
  const means = { store, readings: createReadings(), open };
  return [
    defineTool({
      name: 'read_if_version',
      description:
        'Returns the rows of a table, if it still has this content version: in the order of its key, or as they lie where that is not known to be clear. A large one comes in parts, all of that version: each is asked for under one name, with the rows that have come so far.',
      reads: true,
      input: Input,
      run: (input, signal) => read(means, input, signal),
    }),
  ];
}
