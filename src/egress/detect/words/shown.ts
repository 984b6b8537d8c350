/** Whose name something is shown by, as its key says: `patient_full_name`, `service_full_name`, `display_name`. It refuses a key that says nothing of how something is shown. */

/** And the word before, which may say that it is somebody. */
const shown = /(?:_([\p{L}\p{N}]+))?_(full|display|legal|real)_names?_/u;

/** Somebody's, a thing's, or either's; undefined where the key is another. `isPerson`: whether a word is one for people. */
export function shownAs(
  joined: string,
  isPerson: (word: string) => boolean,
): 'person' | 'thing' | 'either' | undefined {
  const found = shown.exec(joined);
  if (found === null) return undefined;
  const [, whose, by] = found;
  if (whose !== undefined && isPerson(whose)) return 'person';
  // Of many things as well.
  if (by === 'display') return 'either';
  return whose === undefined ? undefined : 'thing';
}
