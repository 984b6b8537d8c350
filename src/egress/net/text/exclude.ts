/** What a name within a text says that a value under it is not, whatever that looks like. It refuses to look for names where nothing was found that they could rule out. */
import { areCards } from '../../detect/checks/card-number.js';
import { isUnchecked } from '../../detect/ids/candidate.js';
import { ofOwnNetwork } from '../../detect/ip.js';
import { withinAny } from '../../detect/text/within.js';
import { isBareNumber, namesCode, namesGoods } from '../../detect/words/code.js';
import { hint as says } from '../../detect/words/hint.js';
import type { Named } from '../../forms/named.js';
import type { HintedCell } from '../../forms/pairs.js';

interface Found {
  readonly start: number;
  readonly end: number;
  readonly detector: string;
}

/** What a name says that a value is not, whatever it looks like in the midst of a text. */
const excludes: readonly (readonly [number, string])[] = [
  [says.thing, 'name'],
  [says.version, 'ip-v4'],
  [says.version, ofOwnNetwork],
];

/** What a name calls a thing's number stands there whole, as a run of digits; in groups, it may look like a telephone's. */
const mayBeCode = (hit: Found, text: string): boolean =>
  mayBeGoods(hit, text) ||
  hit.detector === 'us-ssn' ||
  ((hit.detector === 'card' || hit.detector === 'national-id') &&
    isBareNumber(text.slice(hit.start, hit.end)));
/** What is sold has numbers in groups, and codes as a state without a check gives them. */
const mayBeGoods = ({ detector, start, end }: Found, text: string): boolean =>
  detector === 'phone' || (detector === 'national-id' && isUnchecked(text.slice(start, end)));

/** Those that stand under no name of such numbers, or under one of cards. Names are looked at where something was found that may be one. */
export function uncoded<H extends Found>(
  hits: readonly H[],
  { text, named }: { readonly text: string; readonly named: readonly Named[] },
): readonly H[] {
  if (!hits.some((hit) => mayBeCode(hit, text))) return hits;
  const placeOf = ({ start, end }: Pick<Found, 'start' | 'end'>): number => start * (text.length + 1) + end;
  const names = new Map<number, string>();
  const columns = new Map<string, string[]>();
  for (const cell of named) {
    const { start, end, name } = cell;
    names.set(placeOf(cell), name);
    const value = text.slice(start, end);
    if (!isBareNumber(value)) continue;
    const same = columns.get(name);
    if (same === undefined) columns.set(name, [value]);
    else same.push(value);
  }
  const ofThings = new Set(
    [...columns].flatMap(([name, all]) => (namesCode(name) && !areCards(all) ? [name] : [])),
  );
  const isOfGoods = withinAny(named.filter(({ name }) => namesGoods(name)));
  const counts = new Set(named.filter(({ isCount }) => isCount === true).map(placeOf));
  const isThings = (hit: H): boolean => {
    if (counts.has(placeOf(hit))) return true;
    const name = names.get(placeOf(hit)) ?? '';
    if (hit.detector === 'us-ssn') return namesGoods(name);
    return mayBeGoods(hit, text) ? isOfGoods(hit) : ofThings.has(name);
  };
  return hits.filter((hit) => !(mayBeCode(hit, text) && isThings(hit)));
}

/** Those of which no name says that they are not what they look like. */
export function unexcluded<H extends Found>(hits: readonly H[], cells: readonly HintedCell[]): readonly H[] {
  let left = hits;
  for (const [bit, kind] of excludes) {
    if (cells.length === 0 || !left.some(({ detector }) => detector === kind)) continue;
    const isExcluded = withinAny(cells.filter(({ hint }) => (hint & bit) !== 0));
    left = left.filter((hit) => hit.detector !== kind || !isExcluded(hit));
  }
  return left;
}
