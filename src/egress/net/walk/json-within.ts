/** Finds objects and lists of JSON that stand within a text. It refuses to look further once most of what it tried was none. */
import type { Json } from '../../../call/json.js';
import { parseJson } from './parse.js';

export interface JsonPart {
  readonly start: number;
  readonly end: number;
  readonly value: Json;
}

/** What a text may be read over in search of closing brackets, as a multiple of its length. */
const patience = 32;

/** Past the bracket that closes the one at `from`; a bracket between quotes is text. Below zero where none does. */
function closingAt(text: string, from: number): number {
  let [depth, isQuoted] = [0, false];
  for (let at = from; at < text.length; at += 1) {
    const one = text.charAt(at);
    if (isQuoted) {
      if (one === '\\') at += 1;
      else if (one === '"') isQuoted = false;
    } else if (one === '"') isQuoted = true;
    else if (one === '{' || one === '[') depth += 1;
    else if (one === '}' || one === ']') {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return -1;
}

/** The first one that begins between two offsets of the text. */
export function jsonWithin(text: string): (from: number, to: number) => JsonPart | undefined {
  let left = text.length * patience;
  return (from, to) => {
    for (let start = from; start < to && left > 0; start += 1) {
      const one = text.charAt(start);
      if (one !== '{' && one !== '[') continue;
      const end = closingAt(text, start);
      left -= (end < 0 ? text.length : end) - start;
      const value = end < 0 ? undefined : parseJson(text.slice(start, end));
      if (value !== undefined) return { start, end, value };
    }
    return undefined;
  };
}
