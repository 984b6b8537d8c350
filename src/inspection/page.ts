/** One page of the rows that fit a query, newest first, of whatever holds them in order. It looks at each once and keeps none. */
import type { Asked, RowQuery } from './filter.js';
import type { RequestRow, RowPage } from './row.js';

/** As a ring holds them: by index, oldest first. */
export interface Rows<T> {
  at(index: number): T | undefined;
  first(): number;
  next(): number;
}

export interface Reading<T> {
  readonly tookOf: (one: T) => RequestRow['ms'];
  readonly rowOf: (one: T) => RequestRow;
}

export function pageOf<T extends Asked & Pick<RequestRow, 'n'>>(
  rows: Rows<T>,
  { limit, before, fits }: RowQuery,
  { tookOf, rowOf }: Reading<T>,
): RowPage {
  const found: T[] = [];
  let matching = 0;
  for (let at = rows.next() - 1; at >= rows.first(); at -= 1) {
    const one = rows.at(at);
    if (one === undefined || !fits(one, tookOf(one))) continue;
    matching += 1;
    if (found.length <= limit && (before === undefined || one.n < before)) found.push(one);
  }
  const shown = found.slice(0, limit);
  return {
    rows: shown.map(rowOf),
    next: found.length > limit ? (shown.at(-1)?.n ?? null) : null,
    matching,
    held: rows.next() - rows.first(),
    dropped: rows.first(),
  };
}
