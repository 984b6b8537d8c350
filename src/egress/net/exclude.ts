/** What a name within a text says that a value under it is not, whatever that looks like. It refuses to look for names where nothing was found that they could rule out. */
import { areCards } from '../detect/card-number.js';
import { isBareNumber, namesCode } from '../detect/code.js';
import { hint as says } from '../detect/hint.js';
import type { HintedCell } from '../forms/pairs.js';
import { namedCells } from '../forms/records.js';

interface Found {
  readonly start: number;
  readonly end: number;
  readonly detector: string;
}

/** What a name says that a value is not, whatever it looks like in the midst of a text. */
const excludes: readonly (readonly [number, string])[] = [
  [says.thing, 'name'],
  [says.version, 'ip-v4'],
];

const excluding = excludes.reduce((bits, [bit]) => bits | bit, 0);

/** What a name calls a thing's number stands there whole, as a run of digits. */
const mayBeCode = ({ detector, start, end }: Found, text: string): boolean =>
  (detector === 'card' || detector === 'national-id') && isBareNumber(text.slice(start, end));

/** Those that stand under no column of such numbers, or under one of cards. Columns are looked for where something was found that may be one. */
export function uncoded<H extends Found>(hits: readonly H[], text: string): readonly H[] {
  if (!hits.some((hit) => mayBeCode(hit, text))) return hits;
  const names = new Map<string, string>();
  const columns = new Map<string, string[]>();
  for (const { start, end, name } of namedCells(text)) {
    names.set(`${start} ${end}`, name);
    const value = text.slice(start, end);
    if (!isBareNumber(value)) continue;
    const same = columns.get(name);
    if (same === undefined) columns.set(name, [value]);
    else same.push(value);
  }
  const ofThings = new Set(
    [...columns].flatMap(([name, all]) => (namesCode(name) && !areCards(all) ? [name] : [])),
  );
  return hits.filter(
    (hit) => !(mayBeCode(hit, text) && ofThings.has(names.get(`${hit.start} ${hit.end}`) ?? '')),
  );
}

/** Those of which no name says that they are not what they look like. */
export function unexcluded<H extends Found>(hits: readonly H[], cells: readonly HintedCell[]): readonly H[] {
  if (hits.length === 0 || cells.length === 0) return hits;
  const saying = cells.filter(({ hint }) => (hint & excluding) !== 0);
  if (saying.length === 0) return hits;
  const isExcluded = (hit: Found): boolean =>
    saying.some(
      ({ start, end, hint }) =>
        hit.start >= start &&
        hit.end <= end &&
        excludes.some(([bit, kind]) => kind === hit.detector && (hint & bit) !== 0),
    );
  return hits.filter((hit) => !isExcluded(hit));
}
