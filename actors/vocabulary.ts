/** What is said again and again, each under a number: who keeps ten thousand of them keeps numbers. It holds so many things and no more. */

export interface Vocabulary<T> {
  /** The number of what these three words name; undefined when there is room for no more. */
  numberOf(thing: T, words: Words): number | undefined;
  at(number: number): T | undefined;
}

/** Together they tell one thing from another. */
export type Words = readonly [string, string?, string?];

/** The map under a key, made when there is none yet. */
function under<T>(maps: Map<string, Map<string, T>>, key: string): Map<string, T> {
  const known = maps.get(key);
  if (known !== undefined) return known;
  const made = new Map<string, T>();
  maps.set(key, made);
  return made;
}

export function createVocabulary<T>(most: number): Vocabulary<T> {
  const things: T[] = [];
  const numbers = new Map<string, Map<string, Map<string, number>>>();
  return {
    numberOf: (thing, [one, two = '', three = '']) => {
      const last = under(under(numbers, one), two);
      const known = last.get(three);
      if (known !== undefined || things.length === most) return known;
      last.set(three, things.length);
      return things.push(thing) - 1;
    },
    at: (number) => things[number],
  };
}
