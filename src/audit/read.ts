/** Reads a line of the journal back. A line that is not an entry in every field is none. */
import { isObject, type Json, type JsonObject } from '../call/json.js';
import { type EntryType, entryTypes } from './entry.js';

export interface Entry {
  readonly seq: number;
  readonly prev: string;
  readonly at: number;
  readonly boot: string;
  readonly chain: string;
  readonly type: EntryType;
  readonly decision: string;
  readonly session: string;
  readonly body: JsonObject;
}

const isPlace = (value: Json | undefined): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 0;

const isType = (value: Json | undefined): value is EntryType => entryTypes.some((type) => type === value);

function parse(line: string): Json | undefined {
  try {
    // `as`: JSON.parse gives JSON.
    return JSON.parse(line) as Json;
  } catch {
    return undefined;
  }
}

export function readLine(line: string): Entry | undefined {
  const value = parse(line);
  if (value === undefined || !isObject(value)) return undefined;
  const { v, seq, prev, at, boot, chain, type, decision, session, body } = value;
  if (v !== 1 || !isPlace(seq) || typeof prev !== 'string' || typeof at !== 'number') return undefined;
  if (typeof boot !== 'string' || typeof chain !== 'string' || !isType(type) || typeof decision !== 'string')
    return undefined;
  if (typeof session !== 'string' || body === undefined || !isObject(body)) return undefined;
  return { seq, prev, at, boot, chain, type, decision, session, body };
}

export const isOf = (entry: Entry, decision: string): boolean =>
  entry.decision === decision || entry.body.parent === decision;
