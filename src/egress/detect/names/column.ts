/** Whether the values of a column are names of people, whatever it is called. It refuses a column of which many values begin with no name that people are given, or of which one is a firm's. */

import { given } from './given.js';
import { isOfMany, isTitle } from './many.js';
import { notPeople } from './not-people.js';

/** Two words to five; the small ones are of families. */
const form =
  /^\p{Lu}[\p{L}\p{M}'’.-]{0,30}(?: (?:\p{Ll}{1,3} ){0,2}\p{Lu}[\p{L}\p{M}'’.-]{0,30}){1,4}$|^\p{Lu}[\p{L}\p{M}'’-]{1,30}, \p{Lu}[\p{L}\p{M}'’.-]{0,30}(?: \p{Lu}[\p{L}\p{M}'’.-]{0,30}){0,2}$/u;
/** Whether one may be somebody's name: asked first, of one alone. */
export const mayBeName = (value: string): boolean => value.length < 60 && form.test(value);

const words = /[ ,-]+/;
/** First or last: some write the family first. */
function isGiven(value: string): boolean {
  const parts = value.toLowerCase().split(words);
  return (
    given.has(parts[0] ?? '') ||
    given.has(parts.at(-1) ?? '') ||
    (value.includes(',') && given.has(parts[1] ?? ''))
  );
}
const isThing = (value: string): boolean =>
  isOfMany(value) || isTitle(value) || value.split(words).some((one) => notPeople.has(one.toLowerCase()));

const fewest = 3;
/** More of a column say nothing more. */
const most = 50;

/** INVARIANT: of different values, nearly all have the form, half of them begin or end with a given name, and next to none is a thing's. */
export function areNames(given: readonly string[]): boolean {
  const values = [...new Set(given.filter((one) => one !== '').slice(0, most))];
  if (values.length < fewest || !values.slice(0, fewest).some(mayBeName)) return false;
  const formed = values.filter(mayBeName);
  if (formed.length * 10 < values.length * 8) return false;
  const known = formed.filter(isGiven).length;
  return known * 2 >= values.length && formed.filter(isThing).length * 10 <= values.length;
}
