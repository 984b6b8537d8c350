/** What a text could hold at all, read in one pass, so that most leaves meet no detector. It refuses to decide: it only rules out. */

export const trait = {
  at: 1,
  /** Seven digits with no letter between them. */
  digits: 2,
  /** Three stops between digits. */
  dots: 4,
  /** Five colons. */
  colons: 8,
  /** Sixteen characters of the alphabets of keys and encodings. */
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
  /** More than one word, so that one can speak of another; a bracket parts them as a blank does. */
  words: 8192,
  /** Twelve digits with no letter between them. */
  long: 16384,
  /** Two colons at once, or seven. */
  six: 32768,
  lines: 65536,
  /** Seven digits, letters between them or not. */
  seven: 131072,
  /** A control character, which draws nothing. */
  control: 262144,
  /** Two stops, four characters apart. */
  fours: 524288,
  /** A letter of ASCII. */
  letter: 1048576,
  /** Seven digits, or two behind two letters, and with the letters fifteen characters. */
  fifteen: 2097152,
  /** Seven blanks, ends of lines and joints: as many as eight characters have between them that stand apart. */
  seams: 4194304,
} as const;

const letter = 0;
const digit = 1;
const capital = 2;
const joint = 3;
const other = 4;
const blank = 5;
/** What may stand in the middle of a run, and what else is looked at. */
const slash = 6;
const stop = 7;
const colon = 8;
const at = 9;
const encoding = 10;
const bracket = 11;
const equals = 12;
const line = 13;
const foreign = 14;
const control = 15;

const kinds = ((): Uint8Array => {
  const table = new Uint8Array(128).fill(control, 0, 32).fill(other, 32);
  const mark = (characters: string, kind: number): void => {
    for (let i = 0; i < characters.length; i += 1) table[characters.charCodeAt(i)] = kind;
  };
  mark('abcdefghijklmnopqrstuvwxyz', letter);
  mark('ABCDEFGHIJKLMNOPQRSTUVWXYZ', capital);
  mark('0123456789', digit);
  mark('+_-', joint);
  mark('\u007f', control);
  mark(' \t\r', blank);
  mark('\n', line);
  mark('/', slash);
  mark('.', stop);
  mark(':', colon);
  mark('@', at);
  mark('%\\&', encoding);
  mark('([{<', bracket);
  mark('=', equals);
  return table;
})();

/** What one character of a kind says by itself. */
const single = ((): Int32Array => {
  const table = new Int32Array(16);
  table[blank] = trait.words;
  table[line] = trait.lines | trait.words;
  table[colon] = trait.assign | trait.words;
  table[equals] = trait.assign | trait.words;
  table[at] = trait.at;
  table[encoding] = trait.escape;
  // A name ends where a bracket begins: `Ann<ann@example.com>`.
  table[bracket] = trait.bracket | trait.words;
  table[foreign] = trait.foreign;
  table[control] = trait.control | trait.words;
  return table;
})();

interface Counts {
  readonly letters: number;
  readonly digits: number;
  readonly seams: number;
  readonly stops: number;
  readonly colons: number;
  readonly hasCapital: boolean;
}

/** Two digits behind two letters, as an IBAN begins. Nobody asks for it by itself. */
const head = 8388608;

function counted(bits: number, { letters, digits, seams, stops, colons, hasCapital }: Counts): number {
  let all = bits & ~head;
  if (letters > 0) all |= trait.letter;
  if (seams >= 7) all |= trait.seams;
  if (digits > 0) all |= trait.numeral;
  if (digits >= 4) all |= trait.figures;
  if (digits >= 7) all |= trait.seven;
  if ((digits >= 7 || (bits & head) !== 0) && letters + digits >= 15) all |= trait.fifteen;
  if (stops >= 3) all |= trait.dots;
  if (colons >= 5) all |= trait.colons;
  if (colons >= 7) all |= trait.six;
  return hasCapital && (all & trait.words) !== 0 ? all | trait.capital : all;
}

const isLettered = (text: string, at: number): boolean => {
  const kind = kinds[text.charCodeAt(at)];
  return kind === letter || kind === capital;
};

/** What as many digits side by side say. */
function ofDigits(chain: number, text: string, last: number): number {
  if (chain === 2) return isLettered(text, last - 2) && isLettered(text, last - 3) ? head : 0;
  if (chain === 7) return trait.digits;
  return chain === 12 ? trait.long : 0;
}

const isSmallLetter = (code: number): boolean => code >= 0x61 && code <= 0x7a;
/** Most of a text is small letters, side by side. */
function pastLetters(text: string, at: number): number {
  let end = at + 1;
  while (end < text.length && isSmallLetter(text.charCodeAt(end))) end += 1;
  return end;
}

const shortestRun = 16;
/** What fills base64 up is a part of it. */
const shortestFilled = 14;

export function traitsOf(text: string): number {
  let [bits, letters, digits, seams, stops, colons] = [0, 0, 0, 0, 0, 0];
  /** Digits since the last letter; where the run of characters of a key began. */
  let [chain, from, hasCapital] = [0, 0, false];
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    const kind = code < 128 ? (kinds[code] ?? other) : foreign;
    if (kind === letter) {
      const end = pastLetters(text, i);
      letters += end - i;
      i = end - 1;
      chain = 0;
    } else if (kind === digit) {
      digits += 1;
      chain += 1;
      bits |= ofDigits(chain, text, i);
    } else if (kind === capital) {
      letters += 1;
      chain = 0;
      hasCapital = true;
    } else if (kind === slash) {
      if (text.charCodeAt(i - 1) === 0x3a) bits |= trait.scheme;
    } else if (kind === joint) seams += 1;
    else {
      if (kind === blank || kind === line) seams += 1;
      if (i - from >= (kind === equals ? shortestFilled : shortestRun)) bits |= trait.run;
      from = i + 1;
      bits |= single[kind] ?? 0;
      if (kind === stop) {
        if (chain > 0 && kinds[text.charCodeAt(i + 1)] === digit) stops += 1;
        if (text.charCodeAt(i + 5) === 0x2e) bits |= trait.fours;
      } else if (kind === colon) {
        colons += 1;
        if (text.charCodeAt(i + 1) === 0x3a) bits |= trait.six;
      } else if (kind === foreign) hasCapital = true;
    }
  }
  if (text.length - from >= shortestRun) bits |= trait.run;
  return counted(bits, { letters, digits, seams, stops, colons, hasCapital });
}
