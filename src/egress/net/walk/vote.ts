/** What the rows of a list say together of a name in it. It refuses to hear one row: a name of things keeps a number that looks like a card's, until all under it do. */
import { isObject, type Json } from '../../../call/json.js';
import { areCards } from '../../detect/checks/card-number.js';
import { isBareNumber } from '../../detect/words/code.js';
import { hint as says, unruled } from '../../detect/words/hint.js';

/** The smallest number of twelve digits. */
const long = 100_000_000_000;
const isLong = (value: Json | undefined): boolean =>
  typeof value === 'number'
    ? value >= long
    : typeof value === 'string' && value.length >= 12 && value.length <= 19 && isBareNumber(value);

/** Whether the values under one name are cards, whatever that says. */
const holdCards = (values: readonly (Json | undefined)[]): boolean =>
  values.length > 2 && areCards(values.filter(isLong).map(String));

/** What a name says of values that were heard against it. */
export const outvoted = (hint: number, values: () => readonly (Json | undefined)[]): number =>
  (hint & says.code) !== 0 && holdCards(values()) ? unruled(hint) | says.made : hint;

/** The same of rows that are objects, of all that is under them: no name in these is heard. */
export function outvotedIn(
  rows: readonly Json[],
  hint: number,
  isOfThings: (key: string) => boolean,
): number {
  const [first = null] = rows;
  if (rows.length < 3) return hint;
  if (!isObject(first)) return outvoted(hint, () => rows);
  for (const key in first) {
    if (!isLong(first[key]) || !isOfThings(key)) continue;
    if (holdCards(rows.map((row) => (isObject(row) ? row[key] : undefined)))) return hint | says.made;
  }
  return hint;
}
