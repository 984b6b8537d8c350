/** What a text could hold at all, read in one pass, so that most leaves meet no detector. It refuses to decide: it only rules out. */

export const trait = {
  at: 1,
  digits: 2,
  dots: 4,
  colons: 8,
  run: 16,
  escape: 32,
  foreign: 64,
  bracket: 128,
  scheme: 256,
  /** Four digits. */
  figures: 512,
  /** A capital letter, and more words than one. */
  capital: 1024,
  assign: 2048,
  numeral: 4096,
  /** More than one word, so that one can speak of another. */
  words: 8192,
} as const;

const kinds = ((): Uint8Array => {
  const table = new Uint8Array(128);
  const mark = (characters: string, kind: number): void => {
    for (let i = 0; i < characters.length; i += 1) table[characters.charCodeAt(i)] = kind;
  };
  mark('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz+_-', 1);
  mark('0123456789', 2);
  mark('/', 3);
  mark('@', 4);
  mark('.', 5);
  mark(':', 6);
  mark('%\\&', 7);
  mark('([{', 8);
  mark('=', 9);
  return table;
})();

const single: readonly number[] = [0, 0, 0, 0, trait.at, 0, 0, trait.escape, trait.bracket, trait.assign];

export function traitsOf(text: string): number {
  let bits = 0;
  let digits = 0;
  let dots = 0;
  let colons = 0;
  let run = 0;
  let capitals = 0;
  let spaces = 0;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code > 127) {
      bits |= trait.foreign;
      capitals += 1;
      run = 0;
      continue;
    }
    const kind = kinds[code] ?? 0;
    if (kind === 2) digits += 1;
    else if (code >= 65 && code <= 90) capitals += 1;
    if (kind >= 1 && kind <= 3) {
      run += 1;
      if (run === 16) bits |= trait.run;
      if (kind === 3 && text.charCodeAt(i - 1) === 0x3a) bits |= trait.scheme;
      continue;
    }
    run = 0;
    if (code <= 32) spaces += 1;
    if (kind === 5) dots += 1;
    else if (kind === 6) colons += 1;
    else bits |= single[kind] ?? 0;
  }
  if (digits > 0) bits |= trait.numeral;
  if (digits >= 4) bits |= trait.figures;
  if (colons > 0) bits |= trait.assign;
  if (spaces > 0 || colons > 0) bits |= trait.words;
  if (capitals > 0 && spaces > 0) bits |= trait.capital;
  if (digits >= 7) bits |= trait.digits;
  if (dots >= 3 && digits >= 4) bits |= trait.dots;
  return colons >= 2 ? bits | trait.colons : bits;
}
