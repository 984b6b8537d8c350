/**
 * Makes every text of an answer printable, in one place, where it comes in: names of tools, clients, rules and codes were chosen by others.
 * What would not be seen as it is (control characters, marks that turn the line round, ends of lines of other alphabets) is shown by its number.
 */

const longest = 4_000;
/** Controls but for tab and newline, format characters, private use, lone surrogates, separators of lines. */
const unseen = /[^\P{Cc}\t\n]|[\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu;

const byNumber = (one: string): string => `\\u{${(one.codePointAt(0) ?? 0).toString(16)}}`;

export function printable(text: string): string {
  const shown = text.length > longest ? `${text.slice(0, longest)}… (${text.length} characters)` : text;
  return shown.replace(unseen, byNumber);
}

/** The same answer, with every text in it printable. Names of fields are looked up, and stay. */
export function printableAnswer(value: unknown): unknown {
  if (typeof value === 'string') return printable(value);
  if (Array.isArray(value)) return value.map(printableAnswer);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [printable(name), printableAnswer(one)]),
  );
}
