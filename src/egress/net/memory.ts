/** Remembers what was made of texts, as a column of few different ones repeats them. It refuses to keep those of a column in which none comes again. */

/** Kept before it is known whether any comes again. */
const first = 64;
/** Of those that are kept, one in so many is asked for again, or no more are kept. */
const worth = 4;
/** After so many, of which hardly any came again, none is looked up any more: that costs as much as a detector. */
const enough = 128;
const hardly = 16;

/** The same as `make`, which says one thing of one text and never nothing. */
export function remembering<T extends object | null>(make: (text: string) => T): (text: string) => T {
  const kept = new Map<string, T>();
  let [asked, again] = [0, 0];
  return (text) => {
    if (asked >= enough && again * hardly < asked) return make(text);
    asked += 1;
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
