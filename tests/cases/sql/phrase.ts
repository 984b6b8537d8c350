// What a grammar of statements is put together from: a form with gaps, and what may stand in them. It knows no dialect. Made for tests only.
import { fc } from '../../property.js';

export type Text = fc.Arbitrary<string>;

export const pick = (...texts: readonly string[]): Text => fc.constantFrom(...texts);

/** Each `$` of the form stands for the next of `parts`. */
export const say = (form: string, ...parts: readonly Text[]): Text =>
  fc.tuple(...parts).map((texts) =>
    form
      .split('$')
      .map((piece, at) => piece + (texts[at] ?? ''))
      .join(''),
  );

/** One of the forms, with `value` in each gap. */
export const formOf = (forms: readonly string[], value: Text): Text =>
  fc.constantFrom(...forms).chain((form) =>
    say(
      form,
      ...form
        .split('$')
        .slice(1)
        .map(() => value),
    ),
  );

/** A table as a grammar uses it: columns of numbers, and of texts. */
export interface Table {
  readonly name: string;
  readonly numbers: readonly string[];
  readonly texts: readonly string[];
}
export const table = (name: string, numbers: string, texts: string): Table => ({
  name,
  numbers: numbers.split(' '),
  texts: texts.split(' '),
});
