/** Fills `{package}`, `{config}` and `{state}` in what a manifest launches. It knows no other word and reads no environment. */
import { nearest } from '../yaml/nearest.js';

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

export interface PlaceholderProblem {
  readonly message: string;
  readonly help: string;
}

/** Each word in braces that is no placeholder, with the one that was meant. */
export const placeholderProblems = (text: string): readonly PlaceholderProblem[] =>
  unknownPlaceholders(text).map((word) => {
    const near = nearest(word, words);
    return {
      message: `placeholder \`{${word}}\` is not known`,
      help: near === undefined ? 'use `{package}`, `{config}` or `{state}`' : `did you mean \`{${near}}\`?`,
    };
  });

/** One pass: what a place's own path holds is never read as a placeholder. */
export const fillPlaceholders = (text: string, places: Places): string =>
  text.replace(form, (whole, word: string) => (isWord(word) ? places[word] : whole));
