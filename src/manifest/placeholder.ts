/** Fills `{package}`, `{config}` and `{state}` in what a manifest launches. It knows no other word and reads no environment. */
export interface Places {
  /** The installed package, where `dist/` lies. */
  readonly package: string;
  /** The directory of `aegis.yaml`. */
  readonly config: string;
  /** The state directory. */
  readonly state: string;
}

const words = ['package', 'config', 'state'] as const;
const form = /\{([A-Za-z][A-Za-z0-9_-]*)\}/g;

const isWord = (text: string): text is (typeof words)[number] => words.some((word) => word === text);

export const unknownPlaceholders = (text: string): readonly string[] =>
  [...text.matchAll(form)].flatMap(([, word]) => (word === undefined || isWord(word) ? [] : [word]));

/** One pass: what a place's own path holds is never read as a placeholder. */
export const fillPlaceholders = (text: string, places: Places): string =>
  text.replace(form, (whole, word: string) => (isWord(word) ? places[word] : whole));
