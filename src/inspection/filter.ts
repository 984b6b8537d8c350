/** Which requests somebody wants to see, from the words of a query. A word that it does not know is refused, not passed over. */
import type { RequestRow } from './row.js';
import { slowFrom } from './sighting.js';

/** What of a request can be asked about. */
export type Asked = Pick<RequestRow, 'id' | (typeof exact)[number]>;

export interface RowQuery {
  readonly limit: number;
  /** Only those that came before this one; undefined for the newest. */
  readonly before: number | undefined;
  readonly fits: (one: Asked, took: RequestRow['ms']) => boolean;
}

/** Fields of a row that a query can name, each by its whole value. */
const exact = ['session', 'tool', 'system', 'verdict', 'code', 'rule', 'parent', 'state'] as const;
const known: ReadonlySet<string> = new Set([...exact, 'limit', 'before', 'slow', 'q']);

const most = 1_000;
const usual = 200;

type Fits = RowQuery['fits'];

const wholeNumber = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;

function fitsOf(query: ReadonlyMap<string, string>): readonly Fits[] {
  const named = exact.flatMap((field): readonly Fits[] => {
    const wanted = query.get(field);
    return wanted === undefined ? [] : [(one) => one[field] === wanted];
  });
  const part = query.get('q');
  return [
    ...named,
    ...(query.get('slow') === undefined
      ? []
      : [(_: Asked, took: RequestRow['ms']) => took !== null && took >= slowFrom]),
    ...(part === undefined ? [] : [({ id, tool }: Asked) => id.includes(part) || tool.includes(part)]),
  ];
}

export function readRowQuery(query: ReadonlyMap<string, string>): RowQuery | { readonly problem: string } {
  const strange = [...query.keys()].find((word) => !known.has(word));
  if (strange !== undefined) return { problem: 'a filter that is not known' };
  const [limit, before] = [
    wholeNumber(query.get('limit') ?? String(usual)),
    wholeNumber(query.get('before')),
  ];
  if (limit === undefined || limit < 1 || limit > most)
    return { problem: `\`limit\` is a whole number from 1 to ${most}` };
  if (query.has('before') && before === undefined) return { problem: '`before` is a whole number' };
  const all = fitsOf(query);
  return { limit, before, fits: (one, took) => all.every((fits) => fits(one, took)) };
}
