/** Takes numbers that a double does not hold past whoever reads and writes a line of JSON: as texts of their digits, and back. It refuses one whose digits stand in the line as a text of their own. */
const mayHold = /\d{16}|\d[eE]\+?\d{3}/;
const piece = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*/g;
const quoted = /"-?\d[\d.eE+-]*"/g;

const isLong = (raw: string): boolean => {
  const value = Number(raw);
  return !Number.isFinite(value) || (/^-?\d{16,}$/.test(raw) && !Number.isSafeInteger(value));
};

export interface Carried {
  readonly line: string;
  /** An answer to that line with its numbers as they were given. */
  readonly back: (answer: string) => string;
}

/** Where a schema speaks of numbers they stay what JSON makes of them: a text fits none. */
export function carried(given: string): Carried {
  const unchanged = { line: given, back: (answer: string) => answer };
  if (!mayHold.test(given) || given.includes('"outputSchema"')) return unchanged;
  const texts = new Set(given.match(quoted));
  const numbers = new Set<string>();
  const line = given.replace(piece, (one) => {
    if (one.startsWith('"') || !isLong(one) || texts.has(`"${one}"`)) return one;
    numbers.add(`"${one}"`);
    return `"${one}"`;
  });
  const back = (answer: string): string =>
    answer.replace(quoted, (one) => (numbers.has(one) ? one.slice(1, -1) : one));
  return { line, back };
}
