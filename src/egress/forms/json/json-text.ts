/** Where each value of a JSON text stands in it, so that some are written anew and the rest stays byte for byte. It refuses a text that says more than was read of it. */
import { isArray, isObject, type Json } from '../../../call/json.js';

export interface Range {
  readonly start: number;
  readonly end: number;
}
interface Spot extends Range {
  readonly items?: readonly Spot[];
  readonly members?: ReadonlyMap<string, Member>;
}
interface Member {
  readonly key: Spot;
  readonly value: Spot;
}
interface Reader {
  readonly text: string;
  at: number;
  /** A key twice, or a number longer than one keeps: the text holds what no one has looked at. */
  saysMore: boolean;
}
export interface JsonText {
  readonly text: string;
  readonly root: Spot;
  readonly saysMore: boolean;
}

const isBlank = (code: number): boolean => code === 0x20 || (code >= 0x09 && code <= 0x0d) || code === 0xfeff;

/** To the next character that says something. */
function ahead(reader: Reader): string {
  while (isBlank(reader.text.charCodeAt(reader.at))) reader.at += 1;
  return reader.text.charAt(reader.at);
}

function stringAt(reader: Reader): Spot {
  const start = reader.at;
  reader.at += 1;
  while (reader.at < reader.text.length && reader.text.charAt(reader.at) !== '"')
    reader.at += reader.text.charAt(reader.at) === '\\' ? 2 : 1;
  reader.at += 1;
  return { start, end: reader.at };
}

const plainEnd = /[\s,\]}]/g;
const longest = 15;

function plainAt(reader: Reader): Spot {
  const start = reader.at;
  plainEnd.lastIndex = start;
  const end = plainEnd.exec(reader.text)?.index ?? reader.text.length;
  const raw = reader.text.slice(start, end);
  if (raw.length > longest && String(Number(raw)) !== raw) reader.saysMore = true;
  reader.at = end;
  return { start, end };
}

function membersAt(reader: Reader): Spot {
  const start = reader.at;
  const members = new Map<string, Member>();
  reader.at += 1;
  while (ahead(reader) === '"') {
    const key = stringAt(reader);
    // A key of a text that JSON.parse has read is one string.
    const name = JSON.parse(reader.text.slice(key.start, key.end)) as string;
    if (members.has(name)) reader.saysMore = true;
    ahead(reader);
    reader.at += 1;
    members.set(name, { key, value: spotAt(reader) });
    if (ahead(reader) === ',') reader.at += 1;
  }
  reader.at += 1;
  return { start, end: reader.at, members };
}

function itemsAt(reader: Reader): Spot {
  const start = reader.at;
  const items: Spot[] = [];
  reader.at += 1;
  while (reader.at < reader.text.length && ahead(reader) !== ']') {
    items.push(spotAt(reader));
    if (ahead(reader) === ',') reader.at += 1;
  }
  reader.at += 1;
  return { start, end: reader.at, items };
}

function spotAt(reader: Reader): Spot {
  const first = ahead(reader);
  if (first === '{') return membersAt(reader);
  if (first === '[') return itemsAt(reader);
  return first === '"' ? stringAt(reader) : plainAt(reader);
}

/** Of a text that JSON.parse has read. */
export function readJsonText(text: string): JsonText {
  const reader: Reader = { text, at: 0, saysMore: false };
  const root = spotAt(reader);
  return { text, root, saysMore: reader.saysMore };
}

interface Edit {
  readonly at: Spot;
  readonly value: Json;
}

const hasSameKeys = (one: object, other: object): boolean => {
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every((key) => Object.hasOwn(other, key));
};

function* editsOf(at: Spot, was: Json, now: Json): Generator<Edit> {
  if (was === now) return;
  const { items, members } = at;
  if (items !== undefined && isArray(was) && isArray(now) && was.length === now.length)
    for (const [i, item] of items.entries()) yield* editsOf(item, was[i] ?? null, now[i] ?? null);
  else if (members !== undefined && isObject(was) && isObject(now) && hasSameKeys(was, now))
    for (const [key, { value }] of members) yield* editsOf(value, was[key] ?? null, now[key] ?? null);
  else yield { at, value: now };
}

/** The text with what was masked in it, and with its own blanks and spellings where nothing was. */
export function respelt(text: string, was: Json, now: Json): string {
  const read = readJsonText(text);
  if (read.saysMore) return JSON.stringify(now);
  let out = '';
  let from = 0;
  for (const { at, value } of editsOf(read.root, was, now)) {
    out += text.slice(from, at.start) + JSON.stringify(value);
    from = at.end;
  }
  return out + text.slice(from);
}

/** The offset in the text of each character of a string that begins at `start`, and of its end. */
function offsetsOf(text: string, { start, end }: Spot): readonly number[] {
  const offsets: number[] = [];
  for (let at = start + 1; at < end; ) {
    offsets.push(at);
    if (text.charAt(at) !== '\\') at += 1;
    else at += text.charAt(at + 1) === 'u' ? 6 : 2;
  }
  return offsets;
}

/** A value, or the last key on the way to it. */
export interface Way {
  readonly steps: readonly string[];
  readonly isKey: boolean;
}

/** Where in the text a range of what the way leads to stands; undefined where it leads nowhere. */
export function locate({ text, root }: JsonText, { steps, isKey }: Way, range: Range): Range | undefined {
  let at: Spot = root;
  for (const [i, step] of steps.entries()) {
    if (text.charAt(at.start) === '"')
      return inside(text, at, { way: { steps: steps.slice(i), isKey }, range });
    const member = at.members?.get(step);
    if (isKey && member !== undefined && i === steps.length - 1) return spelled(text, member.key, range);
    const next = member?.value ?? at.items?.[Number(step)];
    if (next === undefined) return undefined;
    at = next;
  }
  return spelled(text, at, range);
}

/** A range of a string as that is spelled; a number is one range. */
function spelled(text: string, at: Spot, { start, end }: Range): Range {
  if (text.charAt(at.start) !== '"') return { start: at.start, end: at.end };
  const offsets = offsetsOf(text, at);
  return { start: offsets[start] ?? at.start, end: offsets[end] ?? at.end };
}

/** A string that is JSON itself. */
function inside(
  text: string,
  at: Spot,
  { way, range }: { readonly way: Way; readonly range: Range },
): Range | undefined {
  // A string of a text that JSON.parse has read.
  const inner = JSON.parse(text.slice(at.start, at.end)) as string;
  const found = locate(readJsonText(inner), way, range);
  return found === undefined ? undefined : spelled(text, at, found);
}
