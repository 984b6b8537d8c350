/**
 * The slow reader: walks a JSON text by its grammar and tells the first flaw and its place. It builds nothing, and goes on behind a flaw
 * that leaves the grammar whole, so that it can still be told whose message it was.
 */
import { type Id, isId } from './envelope.js';
import { type Flaw, type FlawName, folded, labelOf } from './flaw.js';
import type { StrictRules } from './strict-rules.js';

export interface Inspected {
  /** Undefined: every rule holds. */
  readonly flaw: Flaw | undefined;
  /** The top-level `id`, when there is exactly one that could be meant. */
  readonly id: Id | undefined;
}

interface Reading {
  readonly text: string;
  readonly rules: StrictRules;
  readonly steps: (string | number)[];
  readonly ids: string[];
  at: number;
  values: number;
  flaw: Flaw | undefined;
}

interface Keys {
  readonly exact: Set<string>;
  readonly folded: Set<string>;
}

const space = /[ \t\n\r]*/y;
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const word = /true|false|null/y;
const escaped = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const halfPair = /\p{Surrogate}/u;

/** The first flaw counts. */
function note(reading: Reading, flaw: FlawName): void {
  reading.flaw ??= {
    flaw,
    at: reading.steps.map((step) => `/${typeof step === 'number' ? step : labelOf(step)}`).join(''),
  };
}

/** No further: what follows cannot be told apart. */
function stop(reading: Reading, flaw: FlawName): false {
  note(reading, flaw);
  return false;
}

/** What stands here by a sticky pattern; '' when nothing does. */
function take(reading: Reading, pattern: RegExp): string {
  pattern.lastIndex = reading.at;
  const found = pattern.exec(reading.text)?.[0] ?? '';
  reading.at += found.length;
  return found;
}

const skip = (reading: Reading): void => {
  if (reading.text.charCodeAt(reading.at) <= 32) take(reading, space);
};

function mark(reading: Reading, wanted: string): boolean {
  skip(reading);
  if (reading.text[reading.at] !== wanted) return false;
  reading.at++;
  return true;
}

/** The literal of a text that begins here; undefined when it is none. */
function literal(reading: Reading): string | undefined {
  const { text, at: from } = reading;
  if (text[from] !== '"') return undefined;
  for (reading.at++; reading.at < text.length; ) {
    const code = text.charCodeAt(reading.at);
    if (code < 32) return undefined;
    if (code === 92) {
      if (take(reading, escaped) === '') return undefined;
    } else reading.at++;
    if (code === 34) return text.slice(from, reading.at);
  }
  return undefined;
}

/** `as`: a literal that the grammar has passed is read as a string. */
const wordsOf = (quoted: string): string => JSON.parse(quoted) as string;

function text(reading: Reading): boolean {
  const quoted = literal(reading);
  if (quoted === undefined) return stop(reading, 'not-json');
  if (/[\ud800-\udfff]|\\u[dD]/.test(quoted) && halfPair.test(wordsOf(quoted)))
    note(reading, 'lone-surrogate');
  return true;
}

const isSafe = (value: number): boolean => !Number.isInteger(value) || Number.isSafeInteger(value);

function isExact(digits: string, { exactNumbers }: StrictRules): boolean {
  const value = Number(digits);
  if (!Number.isFinite(value)) return false;
  if (!exactNumbers) return isSafe(value) || /[.eE]/.test(digits);
  if (value === 0 && (digits.startsWith('-') || /[1-9]/.test(digits.replace(/[eE].*/, '')))) return false;
  return isSafe(value);
}

/** A number or a word. */
function plain(reading: Reading): boolean {
  if (take(reading, word) !== '') return true;
  const digits = take(reading, number);
  if (digits === '') return stop(reading, 'not-json');
  if (!isExact(digits, reading.rules)) note(reading, 'inexact-number');
  return true;
}

function judgeKey(reading: Reading, key: string, keys: Keys): void {
  const { rules } = reading;
  const alike = rules.foldsKeys ? folded(key) : key;
  if (rules.control.test(key)) note(reading, 'control-in-key');
  if (halfPair.test(key)) note(reading, 'lone-surrogate');
  if (keys.exact.has(key)) note(reading, 'duplicate-key');
  else if (keys.folded.has(alike)) note(reading, 'ambiguous-key');
  if (rules.reserved.has(key) || (rules.foldsKeys && rules.reserved.has(alike)))
    note(reading, 'reserved-key');
  keys.exact.add(key);
  keys.folded.add(alike);
}

function member(reading: Reading, keys: Keys): boolean {
  skip(reading);
  const quoted = literal(reading);
  if (quoted === undefined) return stop(reading, 'not-json');
  const key = wordsOf(quoted);
  reading.steps.push(key);
  judgeKey(reading, key, keys);
  if (!mark(reading, ':')) return stop(reading, 'not-json');
  skip(reading);
  const from = reading.at;
  if (!value(reading)) return false;
  if (reading.steps.length === 1 && folded(key) === 'id')
    reading.ids.push(reading.text.slice(from, reading.at));
  reading.steps.pop();
  return true;
}

function item(reading: Reading, index: number): boolean {
  reading.steps.push(index);
  if (!value(reading)) return false;
  reading.steps.pop();
  return true;
}

function inside(reading: Reading, close: string): boolean {
  if (reading.steps.length >= reading.rules.depth) return stop(reading, 'too-deep');
  if (mark(reading, close)) return true;
  const keys: Keys = { exact: new Set(), folded: new Set() };
  for (let index = 0; ; index++) {
    if (!(close === '}' ? member(reading, keys) : item(reading, index))) return false;
    if (mark(reading, close)) return true;
    if (!mark(reading, ',')) return stop(reading, 'not-json');
  }
}

function value(reading: Reading): boolean {
  skip(reading);
  reading.values++;
  if (reading.values > reading.rules.values) note(reading, 'too-many-values');
  const first = reading.text[reading.at];
  if (first === '"') return text(reading);
  if (first !== '{' && first !== '[') return plain(reading);
  reading.at++;
  return inside(reading, first === '{' ? '}' : ']');
}

/** A literal that the grammar has passed. */
function idOf([only, second]: readonly string[]): Id | undefined {
  if (only === undefined || second !== undefined || only.length > 1_000) return undefined;
  const id: unknown = JSON.parse(only);
  return isId(id) ? id : undefined;
}

export function inspect(source: string, rules: StrictRules): Inspected {
  const reading: Reading = { text: source, rules, steps: [], ids: [], at: 0, values: 0, flaw: undefined };
  if (source.startsWith('\ufeff')) note(reading, 'byte-order-mark');
  else if (value(reading)) {
    skip(reading);
    if (reading.at < source.length) note(reading, 'not-json');
  }
  return { flaw: reading.flaw, id: idOf(reading.ids) };
}
