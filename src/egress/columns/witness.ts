/** A text that a pattern takes, read off the pattern itself: it is somebody else's, and never run. It refuses what looks around or refers back, by undefined. */

/** One character, as often as is asked. */
interface Piece {
  readonly one: string;
  readonly least: number;
  readonly most: number;
}
interface Read<T> {
  readonly value: T;
  readonly next: number;
}
type Pieces = readonly Piece[];

const longest = 4096;
/** How often a group may have to stand there. */
const most = 64;
const shorthand: Readonly<Record<string, string>> = { d: '0', w: 'x', s: ' ', D: 'x', W: '-', S: 'x' };
const inShorthand: Readonly<Record<string, RegExp>> = {
  d: /\d/,
  w: /\w/,
  s: /\s/,
  D: /\D/,
  W: /\W/,
  S: /\S/,
};
/** What a class is asked for first; the rest of ASCII after it. */
const preferred = [...'x0X-* @.', ...Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i))];

/** How often what stands before it is taken; once where it says nothing. */
function timesAt(source: string, at: number): Read<{ readonly least: number; readonly most: number }> {
  const found = /^(?:[*+?]|\{(\d{1,4})(?:(,)(\d{1,4})?)?\})\??/.exec(source.slice(at, at + 16));
  if (found === null) return { value: { least: 1, most: 1 }, next: at };
  const [whole, least, comma, most] = found;
  const next = at + whole.length;
  if (least === undefined) {
    const sign = whole.charAt(0);
    return { value: { least: sign === '+' ? 1 : 0, most: sign === '?' ? 1 : longest }, next };
  }
  const low = Number(least);
  return { value: { least: low, most: comma === undefined ? low : Number(most ?? longest) }, next };
}

/** What a class holds, member by member; undefined where one is not known here. */
function isInClass(body: string): ((one: string) => boolean) | undefined {
  const tests: ((one: string) => boolean)[] = [];
  const member = /\\([dwsDWS])|(\\?[^\\])(?:-(\\?[^\\]))?|(.)/gsu;
  for (const { 1: short, 2: low, 3: high, 4: unknown } of body.matchAll(member)) {
    if (unknown !== undefined || /^\\[a-z0-9]/i.test(low ?? '') || /^\\[a-z0-9]/i.test(high ?? ''))
      return undefined;
    const [from, to] = [(low ?? '').replace('\\', ''), (high ?? low ?? '').replace('\\', '')];
    const known = short === undefined ? undefined : inShorthand[short];
    tests.push(known === undefined ? (one) => one >= from && one <= to : (one) => known.test(one));
  }
  return (one) => tests.some((test) => test(one));
}

function classAt(source: string, at: number): Read<string> | undefined {
  const found = /^\[(\^?)((?:\\.|[^\]\\]){1,200})\]/s.exec(source.slice(at, at + 210));
  const isIn = found === null ? undefined : isInClass(found[2] ?? '');
  if (found === null || isIn === undefined) return undefined;
  const isOut = found[1] === '^';
  const one = preferred.find((each) => isIn(each) !== isOut);
  return one === undefined ? undefined : { value: one, next: at + found[0].length };
}

function characterAt(source: string, at: number): Read<string> | undefined {
  const one = source.charAt(at);
  if (one === '[') return classAt(source, at);
  if (one === '.') return { value: 'x', next: at + 1 };
  if (one !== '\\') return /[()|^$*+?{}]/.test(one) || one > '~' ? undefined : { value: one, next: at + 1 };
  const escaped = source.charAt(at + 1);
  const plain = /[A-Za-z0-9]/.test(escaped) ? shorthand[escaped] : escaped;
  return plain === undefined || plain === '' ? undefined : { value: plain, next: at + 2 };
}

/** Past the other choices of a group, to what closes it. */
function closing(source: string, from: number): number {
  let depth = 0;
  for (let at = from; at < source.length; at += 1) {
    const one = source.charAt(at);
    if (one === '\\') at += 1;
    else if (one === '[') at = Math.max(at, source.indexOf(']', at + 2));
    else if (one === '(') depth += 1;
    else if (one === ')' && depth-- === 0) return at;
  }
  return source.length;
}

/** The first choice of a group, as often as it has to stand there. */
function groupAt(source: string, at: number): Read<Pieces> | undefined {
  const head = /^\((?:\?:)?(?!\?)/.exec(source.slice(at, at + 4))?.[0].length ?? 0;
  const inner = head === 0 ? undefined : piecesFrom(source, at + head);
  if (inner === undefined || source.charAt(inner.next) !== ')') return undefined;
  const { value, next } = timesAt(source, inner.next + 1);
  if (value.least > most || value.least * inner.value.length > longest) return undefined;
  return { value: Array.from({ length: value.least }, () => inner.value).flat(), next };
}

/** Up to the end, or to what closes a group. */
function piecesFrom(source: string, from: number): Read<Pieces> | undefined {
  const pieces: Piece[] = [];
  for (let at = from; at < source.length; ) {
    const one = source.charAt(at);
    if (one === ')') return { value: pieces, next: at };
    if (one === '|') return { value: pieces, next: closing(source, at + 1) };
    if (one === '(') {
      const group = groupAt(source, at);
      if (group === undefined) return undefined;
      for (const piece of group.value) pieces.push(piece);
      at = group.next;
      continue;
    }
    const character = characterAt(source, at);
    if (character === undefined) return undefined;
    const times = timesAt(source, character.next);
    pieces.push({ one: character.value, ...times.value });
    at = times.next;
  }
  return { value: pieces, next: source.length };
}

function piecesOf(source: string): Pieces | undefined {
  const read = piecesFrom(source, 0);
  return read === undefined || read.next < source.length ? undefined : read.value;
}

/** Of so many characters at least and at most. */
export function witnessOf(pattern: string, least: number, most: number): string | undefined {
  if (pattern.length > 400) return undefined;
  const pieces = piecesOf(pattern.replace(/^\^/, '').replace(/(?<!\\)\$$/, ''));
  if (pieces === undefined) return undefined;
  let short = least - pieces.reduce((sum, piece) => sum + piece.least, 0);
  const text = pieces
    .map(({ one, least: fewest, most: room }) => {
      const more = Math.max(0, Math.min(short, room - fewest));
      short -= more;
      return one.repeat(Math.min(longest, fewest + more));
    })
    .join('');
  return short <= 0 && text.length <= Math.min(most, longest) ? text : undefined;
}
