/** Whether a secret is spread over several parts of a result, none of which shows it alone. It refuses to look for parts out of their order. */
import { isArray, type Json } from '../../call/json.js';
import { type ToolResult, textIn } from '../released.js';
import type { Scrub } from './scrub.js';

interface Parts {
  readonly keys: string[];
  readonly leaves: string[];
}

function gather(value: Json, parts: Parts): void {
  if (typeof value === 'string' || typeof value === 'number') parts.leaves.push(String(value));
  if (typeof value !== 'object' || value === null) return;
  if (isArray(value)) {
    for (const item of value) gather(item, parts);
    return;
  }
  for (const [key, item] of Object.entries(value)) {
    parts.keys.push(key);
    gather(item, parts);
  }
}

/** Of a result in which each part was scrubbed alone: what is found now stands over a border. */
export function isSpread({ content, structuredContent }: ToolResult, scrub: Scrub): boolean {
  const parts: Parts = { keys: [], leaves: [] };
  if (structuredContent !== undefined) gather(structuredContent, parts);
  const rows = [content.map(textIn), parts.leaves, parts.keys];
  return rows.some((row) => row.length > 1 && scrub(row.join('')).hits > 0);
}
