/**
 * The list of requests as far as it has been fetched, kept true by what happens meanwhile. The kernel chooses what fits a filter;
 * here it is only asked again of rows that arrive.
 */
import type { RequestRow, RowPage } from '../../src/inspection/row.js';
import type { Happening } from '../link/stream.js';

export const filterNames = [
  'session',
  'tool',
  'system',
  'verdict',
  'code',
  'rule',
  'parent',
  'slow',
  'q',
] as const;
export type FilterName = (typeof filterNames)[number];
export type Filter = Readonly<Partial<Record<FilterName, string>>>;

export interface Listing {
  /** Newest first. */
  readonly rows: readonly RequestRow[];
  readonly next: number | null;
  readonly matching: number;
  readonly held: number;
  readonly dropped: number;
  /** The highest number that has been heard of, fitting or not. */
  readonly newest: number;
}

export const filterOf = (chosen: Readonly<Record<string, string>>): Filter =>
  Object.fromEntries(
    filterNames.flatMap((name) => (chosen[name] === undefined ? [] : [[name, chosen[name]]])),
  );

export const requestsPath = (
  filter: Filter,
  page: { readonly limit: number; readonly before?: number },
): string => {
  const asked = new URLSearchParams({ ...filter, limit: String(page.limit) });
  if (page.before !== undefined) asked.set('before', String(page.before));
  return `/api/requests?${asked}`;
};

const same = ['session', 'tool', 'system', 'verdict', 'code', 'rule', 'parent'] as const;

export const fits = (row: RequestRow, filter: Filter): boolean =>
  same.every((name) => filter[name] === undefined || filter[name] === row[name]) &&
  (filter.slow !== '1' || row.isSlow) &&
  (filter.q === undefined || row.id.includes(filter.q) || row.tool.includes(filter.q));

/** Numbers are given in the order of arrival, from 1: what is held and what was let go add up to the newest. */
export const listingOf = ({ rows, next, matching, held, dropped }: RowPage): Listing => ({
  ...{ rows, next, matching, held, dropped },
  newest: held + dropped,
});

/** The next page behind what is there. Counts are those of the newer answer. */
export function extended(listing: Listing, page: RowPage): Listing {
  const last = listing.rows.at(-1)?.n ?? Number.POSITIVE_INFINITY;
  const rows = [...listing.rows, ...page.rows.filter((row) => row.n < last)];
  return { ...listingOf(page), rows };
}

/** Where row `n` stands or would stand, newest first. */
function placeOf(rows: readonly RequestRow[], n: number): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle]?.n ?? 0) > n) low = middle + 1;
    else high = middle;
  }
  return low;
}

interface Draft {
  rows: RequestRow[];
  matching: number;
  newest: number;
}

function put(draft: Draft, row: RequestRow, filter: Filter): void {
  const place = placeOf(draft.rows, row.n);
  const isThere = draft.rows[place]?.n === row.n;
  const isFitting = fits(row, filter);
  if (isThere) draft.rows.splice(place, 1, ...(isFitting ? [row] : []));
  else if (isFitting) draft.rows.splice(place, 0, row);
  draft.matching += Number(isFitting && !isThere) - Number(isThere && !isFitting);
  draft.newest = Math.max(draft.newest, row.n);
}

/** Moves are of requests that are under way, which stand near the top: the search does not go far. */
function move(draft: Draft, moved: Extract<Happening, { kind: 'moved' }>, filter: Filter): void {
  const row = draft.rows.find((one) => one.id === moved.id);
  if (row !== undefined) put(draft, { ...row, state: moved.state, verdict: moved.verdict }, filter);
}

/** The kernel holds `size` requests at most: what it has let go is let go here. */
function bounded(listing: Listing, draft: Draft, size: number): Listing {
  const held = Math.min(size, listing.held + draft.newest - listing.newest);
  const dropped = draft.newest - held;
  const kept = draft.rows.slice(0, placeOf(draft.rows, dropped));
  const matching = Math.min(held, Math.max(kept.length, draft.matching - (draft.rows.length - kept.length)));
  return { ...listing, rows: kept, matching, held, dropped, newest: draft.newest };
}

export interface Terms {
  readonly filter: Filter;
  /** Of the kernel's ring of requests. */
  readonly size: number;
}

export function withHappenings(listing: Listing, happenings: readonly Happening[], terms: Terms): Listing {
  const told = happenings.filter((one) => one.kind === 'request' || one.kind === 'moved');
  if (told.length === 0) return listing;
  const draft: Draft = { rows: [...listing.rows], matching: listing.matching, newest: listing.newest };
  for (const one of told) {
    if (one.kind === 'request') put(draft, one.row, terms.filter);
    else move(draft, one, terms.filter);
  }
  return bounded(listing, draft, terms.size);
}
