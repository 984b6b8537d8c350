/** Remembers what was made of texts, as a column of few different ones repeats them. It refuses to keep those of a column in which none comes again. */

/** Kept before it is known whether any comes again. */
const first = 64;
/** Of those that are kept, one in so many is asked for again, or no more are kept. */
const worth = 4;

/** The same as `make`, which says one thing of one text and never nothing. */
export function remembering<T extends object | null>(make: (text: string) => T): (text: string) => T {
  const kept = new Map<string, T>();
  let again = 0;
  return (text) => {
    const known = kept.get(text);
    if (known !== undefined) {
      again += 1;
      return known;
    }
    const made = make(text);
    if (kept.size < first || again * worth > kept.size) kept.set(text, made);
    return made;
  };
}
