/** What the rows of a list say together of a name in it. It refuses to hear one row: a name of things keeps a number that looks like a card's, until all under it do, and a name that says nothing keeps its texts until all are people's. */
import { isObject, type Json } from '../../../call/json.js';
import { areCards } from '../../detect/checks/card-number.js';
import { areNames, mayBeName } from '../../detect/names/column.js';
import { isBareNumber } from '../../detect/words/code.js';
import { isMute, hint as says, unruled } from '../../detect/words/hint.js';

/** The smallest number of twelve digits. */
const long = 100_000_000_000;
const isLong = (value: Json | undefined): boolean =>
  typeof value === 'number'
    ? value >= long
    : typeof value === 'string' && value.length >= 12 && value.length <= 19 && isBareNumber(value);

/** Whether the values under one name are cards, whatever that says. */
const holdCards = (values: readonly (Json | undefined)[]): boolean =>
  values.length > 2 && areCards(values.filter(isLong).map(String));

const textsOf = (values: readonly (Json | undefined)[]): readonly string[] =>
  values.filter((one) => typeof one === 'string');

/** What a name says of values that were heard against it, or where it says nothing. */
export function outvoted(hint: number, values: () => readonly (Json | undefined)[]): number {
  if ((hint & says.code) !== 0 && holdCards(values())) return unruled(hint) | says.made;
  return isOpen(hint) && areNames(textsOf(values())) ? hint | says.name : hint;
}
/** It says nothing of what its values are, or no more than that they are called so. */
const isOpen = (hint: number): boolean =>
  (hint & says.code) === 0 && isMute(hint & ~(says.label | says.person));

const nobody: ReadonlySet<string> = new Set();
/** The names under which the rows hold people, whatever these say. */
export function peopleIn(
  rows: readonly Json[],
  hintAt: (key: string) => number,
): ReadonlySet<string> | undefined {
  const [first, second = null] = rows;
  if (rows.length < 3 || !isObject(first)) return undefined;
  let found: Set<string> | undefined;
  for (const key in first) {
    const shown = [first[key], isObject(second) ? second[key] : null];
    if (!shown.some((one) => typeof one === 'string' && mayBeName(one)) || !isOpen(hintAt(key))) continue;
    if (!areNames(textsOf(rows.map((row) => (isObject(row) ? row[key] : null))))) continue;
    found ??= new Set();
    found.add(key);
  }
  return found ?? nobody;
}

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
