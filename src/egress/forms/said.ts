/** Finds the values that sentences, complaints of engines and parts of a form give to one of some names. It refuses, in a sentence, a name that is a word like any other. */
import { asPattern, type Named } from './named.js';

/** As nobody writes a word: `full_name`, `fullName`, `addr2`. Any other is the column's only where it stands between quotes. */
const isCoined = (name: string): boolean => /[_\d$]|\p{Ll}\p{Lu}/u.test(name);

const becomes =
  '(?:(?:(?:is|was|has been)[ \\t])?(?:now|(?:set|changed|updated|corrected)[ \\t](?:to|from))|is|was|has been|becomes?|became|equals|reads|contains|holds|to|from)';
/** INVARIANT: to the end of its line. A value may hold any sign that ends a clause: `Dr. Bell, Ann`. */
const rest = '([^\\n]+)';
/** With one more pair of brackets within. */
const bracketed = '\\(((?:[^()\\n]|\\([^()\\n]{0,200}\\)){1,400})\\)';

/** What stands in the group of each is the value. */
function formsOf(name: string): readonly RegExp[] {
  const word = asPattern(name);
  const quoted = `["'\`]${word}["'\`]`;
  const called = isCoined(name)
    ? `(?:${quoted}|(?<![\\p{L}\\p{M}\\p{N}_])${word}(?![\\p{L}\\p{M}\\p{N}_]))`
    : quoted;
  return [
    `${called}[ \\t]{1,4}${becomes}[ \\t]{1,4}${rest}`,
    `${called}[ \\t]{0,4}${bracketed}`,
    `["']([^"'\\n]{1,400})["'][ \\t](?:in|for|of|under)(?:[ \\t](?:the|column|field|attribute|property|key)){0,2}[ \\t]["'\`]?(?:[\\w"\`]{1,80}\\.){0,2}["'\`]?${word}(?![\\p{L}\\p{M}\\p{N}_])`,
    `;[ \\t]{0,4}name="${word}"[^\\n]{0,400}\\r?\\n(?:[A-Za-z-]{1,60}:[^\\n]{0,400}\\n){0,8}\\r?\\n([^\\n]+)`,
  ].map((form) => new RegExp(form, 'dgiu'));
}

export function saidOf(text: string, names: readonly string[]): readonly Named[] {
  const folded = text.toLowerCase();
  return names
    .filter((name) => folded.includes(name.toLowerCase()))
    .flatMap((name) =>
      formsOf(name).flatMap((form) =>
        [...text.matchAll(form)].flatMap(({ 1: value = '', indices }) => {
          const [start = 0] = indices?.[1] ?? [];
          const { length } = value.trimEnd();
          return length > 0 ? [{ start, end: start + length, name }] : [];
        }),
      ),
    );
}

/** A row that an engine prints whole, as it complains of it: which of its values is whose, it does not say. */
export const rowsSaid = (text: string): readonly Omit<Named, 'name'>[] =>
  [...text.matchAll(/(?<=Failing row contains \()[^\n]+/g)].map(({ 0: row, index }) => {
    const close = row.lastIndexOf(')');
    return { start: index, end: index + (close < 0 ? row.length : close) };
  });
