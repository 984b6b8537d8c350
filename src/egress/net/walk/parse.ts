/** JSON within a text, as far as it is walked. It refuses what is nested past that, and leaves plain numbers and words as texts. */
import { isArray, type Json, type JsonObject } from '../../../call/json.js';

export const deepest = 64;

/** Nested past what is walked or written again; such a value is not read as JSON, nor released. */
export function isDeep(value: Json, left = deepest): boolean {
  if (!isNested(value)) return false;
  if (left === 0) return true;
  if (isArray(value)) {
    for (const item of value) if (isNested(item) && isDeep(item, left - 1)) return true;
    return false;
  }
  for (const key in value) {
    const item = value[key] ?? null;
    if (isNested(item) && isDeep(item, left - 1)) return true;
  }
  return false;
}
const isNested = (value: Json): value is JsonObject | readonly Json[] =>
  typeof value === 'object' && value !== null;

/** The value of a JSON text that is an object or a list; undefined for everything else, plain numbers and words included. */
export function parseJson(text: string): Json | undefined {
  if (!mayBeJson(text)) return undefined;
  const first = text.trimStart().charAt(0);
  if (first !== '{' && first !== '[') return undefined;
  try {
    // JSON.parse makes Json by definition.
    const value = JSON.parse(text) as Json;
    return isDeep(value) ? undefined : value;
  } catch {
    return undefined;
  }
}

/** A brace, a bracket, a blank or a mark that is skipped before one. */
export function mayBeJson(text: string): boolean {
  const first = text.charCodeAt(0);
  return first <= 0x20 || first === 0x7b || first === 0x5b || first === 0xfeff || first === 0xa0;
}
