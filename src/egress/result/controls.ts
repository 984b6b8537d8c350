/**
 * Takes control characters out of what is about to be said: no result can move a cursor, write a clipboard or hide a line on the terminal of
 * whoever prints it. It refuses C0 but for tab and line ends, DEL and C1, raw or as a JSON escape.
 */
import { isArray, type Json, type JsonObject } from '../../call/json.js';
import { parseJson } from '../net/walk/parse.js';
import type { ContentBlock, ToolResult } from '../released.js';

const control = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/g;
const written = /\\u00(?:0[0-8bcef]|1[0-9a-f]|7f|[89][0-9a-f])/gi;
const isSuspect = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]|\\(?:u00|[bf])/i;

/** A text may be JSON itself, which its reader parses: it is read as that reader would. */
function still(text: string): string {
  if (!isSuspect.test(text)) return text;
  const parsed = parseJson(text);
  if (parsed === undefined) return text.replace(control, '\ufffd').replace(written, '\ufffd');
  const quiet = stillJson(parsed);
  return quiet === parsed ? text.replace(control, '\ufffd') : JSON.stringify(quiet);
}

/** The same value, by identity, when nothing in it had to change. */
function stillJson(value: Json): Json {
  if (typeof value === 'string') return still(value);
  if (typeof value !== 'object' || value === null) return value;
  if (isArray(value)) {
    const items = value.map(stillJson);
    return items.every((item, at) => item === value[at]) ? value : items;
  }
  return stillObject(value);
}

function stillObject(value: JsonObject): JsonObject {
  let isSame = true;
  const entries = Object.entries(value).map(([key, item]): readonly [string, Json] => {
    const [name, quiet] = [still(key), stillJson(item)];
    if (name !== key || quiet !== item) isSame = false;
    return [name, quiet];
  });
  return isSame ? value : Object.fromEntries(entries);
}

export function withoutControls(result: ToolResult): ToolResult {
  const { structuredContent } = result;
  const content = result.content.map(
    (block): ContentBlock => (block.type === 'text' ? { type: 'text', text: still(block.text) } : block),
  );
  if (structuredContent === undefined) return { ...result, content };
  return { ...result, content, structuredContent: stillObject(structuredContent) };
}
