// What a diligent clerk would fix in the customers, from rows that may be masked. It refuses to need a value that it cannot see.
import type { Answer } from './wire.js';

export interface Seen {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

export const seen = (answer: Answer): Seen => {
  const { columns, rows } = answer.content;
  if (!Array.isArray(columns) || !Array.isArray(rows)) return { columns: [], rows: [] };
  return { columns: columns.map(String), rows: rows.filter((row): row is unknown[] => Array.isArray(row)) };
};

const required = ['full_name', 'email', 'country'] as const;
const segments = ['retail', 'business', 'private'];

type Row = Readonly<Record<string, unknown>> & { readonly id: number };

const rowsOf = ({ columns, rows }: Seen): readonly Row[] =>
  rows.flatMap((row) => {
    const record = Object.fromEntries(columns.map((column, at) => [column, row[at]]));
    const id = record.id;
    return typeof id === 'number' ? [{ ...record, id }] : [];
  });

const isIncomplete = (row: Row): boolean => required.some((column) => (row[column] ?? null) === null);

/** Equal tokens are equal people, as equal addresses are: a masked column still tells who is here twice. */
const personOf = (row: Row): string => String(row.email).toLowerCase();

function repeated(rows: readonly Row[]): readonly Row[] {
  const met = new Set<string>();
  return rows.filter((row) => {
    const isMet = met.has(personOf(row));
    met.add(personOf(row));
    return isMet;
  });
}

/** Ids by the value that each should have. */
function fixes(
  rows: readonly Row[],
  column: string,
  right: (value: string) => string,
): Map<string, number[]> {
  const found = new Map<string, number[]>();
  for (const row of rows) {
    const value = row[column];
    if (typeof value !== 'string' || right(value) === value) continue;
    found.set(right(value), [...(found.get(right(value)) ?? []), row.id]);
  }
  return found;
}

const updates = (column: string, found: Map<string, number[]>): readonly string[] =>
  [...found].map(
    ([value, ids]) =>
      `UPDATE silver.customers SET ${column} = '${value.replaceAll("'", "''")}' WHERE id IN (${ids.join(', ')})`,
  );

const segmentIn = (text: string): string => segments.find((name) => text.startsWith(name)) ?? 'retail';

/** Every statement names its rows by key. */
export function cleaning(table: Seen): readonly string[] {
  const rows = rowsOf(table);
  const incomplete = rows.filter(isIncomplete);
  const complete = rows.filter((row) => !isIncomplete(row));
  const twice = repeated(complete);
  const kept = complete.filter((row) => !twice.includes(row));
  const gone = [...incomplete, ...twice].map((row) => row.id);
  return [
    ...(gone.length === 0 ? [] : [`DELETE FROM silver.customers WHERE id IN (${gone.join(', ')})`]),
    ...updates(
      'country',
      fixes(kept, 'country', (value) => value.trim().toUpperCase()),
    ),
    ...updates('segment', fixes(kept, 'segment', segmentIn)),
  ];
}
