/** Rows of a value whose columns are named beside them, by what is known of those columns. It refuses to take a list for a row that no headings are as wide as. */
import { isArray, type Json } from '../../call/json.js';
import { isRows } from '../forms/json/grid.js';
import { headingsIn, isWrappedRow, namesIn, pairIn } from '../forms/json/headings.js';
import { parseJson } from '../net/walk/parse.js';
import { type Place, type Provenance, within } from '../net/walk/place.js';
import { maskGrid, maskJson } from '../net/walk/walk.js';
import type { Cells } from './cell.js';
import { owedBy, type PlanFor } from './provenance.js';

export interface ListedTerms {
  readonly planFor: PlanFor;
  readonly cells: () => Cells;
  readonly text: Provenance['text'];
  /** Texts that are lines of one; undefined where that has no column. */
  readonly lines: (given: readonly string[], placeOf: (i: number) => Place) => readonly string[] | undefined;
}

const isLines = (value: readonly Json[]): value is readonly string[] =>
  value.length > 1 && value.every((one) => typeof one === 'string' && !one.includes('\n'));

const nameOfPair = (value: Json): string =>
  isArray(value) && value.length === 2 && typeof value[0] === 'string' ? value[0] : '';

/** Each a name and its value. The first of several may be the headings of two columns. */
const arePairs = (value: readonly Json[], owes: (name: string) => boolean): boolean =>
  value.every((one) => nameOfPair(one) !== '') &&
  value.some((one, i) => (i > 0 || value.length === 1) && owes(nameOfPair(one)));

/** The headings of which something is known, by how many they are. */
function known(
  values: readonly Json[],
  owes: (name: string) => boolean,
): ReadonlyMap<number, readonly string[]> {
  const byWidth = new Map<number, readonly string[]>();
  for (const value of values)
    for (const names of headingsIn(value, parseJson)) {
      const others = byWidth.get(names.length) ?? [];
      if (names.some(owes))
        byWidth.set(
          names.length,
          names.map((name, i) => (owes(name) ? name : (others[i] ?? name))),
        );
    }
  return byWidth;
}

const rowBy =
  (under: Provenance['under'], cells: () => Cells) =>
  (row: readonly Json[], names: readonly string[], place: Place): Json =>
    row.map((cell, at) => {
      const here = within(place, at, cells());
      const owed = under(names[at] ?? '', { at, of: names.length });
      return owed === undefined ? maskJson(cell, here, cells()) : owed(cell, here);
    });

/** `values`: all that is shown, in which headings may stand anywhere. */
export function provenanceOf(values: readonly Json[], terms: ListedTerms): Provenance {
  const { planFor, cells, text, lines } = terms;
  const under = owedBy(planFor, cells);
  const owes = (name: string): boolean => planFor(name)?.operator !== undefined;
  const headings = known(values, owes);
  const asRow = rowBy(under, cells);
  return {
    under,
    text,
    list(value, place) {
      const placeOf = (i: number): Place => within(place, i, cells());
      if (arePairs(value, owes))
        return value.map((one, i) => (isArray(one) ? asRow(one, ['', nameOfPair(one)], placeOf(i)) : one));
      const [head] = value;
      const listed = isLines(value) ? lines(value, placeOf) : undefined;
      if (listed !== undefined) return listed;
      const first = head === undefined ? undefined : isArray(head) ? head : value;
      const names = headings.get(first?.length ?? 0);
      if (first === undefined || names === undefined) return undefined;
      const isHeadings = (row: readonly Json[]): boolean => namesIn(row)?.some(owes) ?? false;
      if (isArray(head))
        return isRows(value, names.length)
          ? maskGrid(
              value,
              { rowsKey: '', names, ...(isHeadings(head) ? { headedAt: 0 } : {}) },
              { place, walk: cells() },
            )
          : undefined;
      return isWrappedRow(value) && !isHeadings(value) ? asRow(value, names, place) : undefined;
    },
    inside(value) {
      const pair = pairIn(value);
      const owed = pair === undefined ? undefined : under(pair.name);
      if (pair === undefined || owed === undefined) return this;
      return { ...this, under: (key, column) => (pair.keys.includes(key) ? owed : under(key, column)) };
    },
  };
}
