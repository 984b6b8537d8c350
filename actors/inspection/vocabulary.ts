/** What is said again and again, each under a number: who keeps ten thousand of them keeps numbers. It holds so many and no more. */

/** Together they tell one saying from another. */
export type Words = readonly [string, string?, string?, string?];

export interface Vocabulary<W extends Words> {
  /**
   * The number of these words; undefined when there is room for no more. What followed `after`, a number of the caller's, the last time is looked
   * at first: who says the same things in the same order is answered without a search.
   */
  numberOf(words: W, after?: number): number | undefined;
  at(number: number): W | undefined;
}

/** Far more than there are ways to go on. */
const mostFollowing = 65_536;

const isSame = (some: Words | undefined, others: Words): boolean =>
  some !== undefined &&
  some[0] === others[0] &&
  some[1] === others[1] &&
  some[2] === others[2] &&
  some[3] === others[3];

export function createVocabulary<W extends Words>(most: number): Vocabulary<W> {
  const sayings: W[] = [];
  const numbers = new Map<string, number>();
  /** Under a caller's number, the one that followed it last. */
  const following = new Map<number, number>();
  const found = (words: W): number | undefined => {
    const key = JSON.stringify(words);
    const known = numbers.get(key);
    if (known !== undefined || sayings.length === most) return known;
    numbers.set(key, sayings.length);
    return sayings.push(words) - 1;
  };
  return {
    numberOf: (words, after = 0) => {
      const likely = following.get(after);
      if (likely !== undefined && isSame(sayings[likely], words)) return likely;
      const number = found(words);
      if (number !== undefined && (likely !== undefined || following.size < mostFollowing))
        following.set(after, number);
      return number;
    },
    at: (number) => sayings[number],
  };
}
