/** How much a child may say that nobody asked for. It refuses a line without an end and more words than answers: either is cut off. */

export interface Patience {
  /** Bytes came. */
  took(bytes: number): void;
  /** A line has ended. */
  ended(): void;
  /** A question was asked: whoever answers may talk on the way. */
  asked(): void;
}

/** Past what any one line may hold, and no newline yet. */
const LONGEST_LINE = 64 * 1024 * 1024;
/** Lines without a question in between. */
const MOST_LINES = 10_000;

export function createPatience(outOf: (why: string) => void): Patience {
  let [bytes, lines] = [0, 0];
  return {
    took: (more) => {
      bytes += more;
      if (bytes > LONGEST_LINE && bytes - more <= LONGEST_LINE) outOf('quarantined: a line without an end');
    },
    ended: () => {
      bytes = 0;
      lines += 1;
      if (lines === MOST_LINES + 1) outOf('quarantined: too many lines that nobody asked for');
    },
    asked: () => {
      lines = 0;
    },
  };
}
