/** A result the kernel wrote itself, for its own tools. Only `synthesise` makes one, and held secrets are scrubbed from it too. */
import { isArray, isObject, type Json, type JsonObject } from '../call/json.js';
import type { ToolResult } from '../egress/released.js';

declare const sealed: unique symbol;
export interface Synthesised {
  readonly [sealed]: true;
  readonly result: ToolResult;
}

const made = new WeakSet<object>();
export const isSynthesised = (value: object): value is Synthesised => made.has(value);

const scrubbed = (value: Json, scrub: (text: string) => { readonly text: string }): Json => {
  if (typeof value === 'string') return scrub(value).text;
  if (isArray(value)) return value.map((one) => scrubbed(one, scrub));
  if (isObject(value))
    return Object.fromEntries(
      Object.entries(value).map(([key, one]) => [scrub(key).text, scrubbed(one, scrub)]),
    );
  return value;
};

export function synthesise(
  content: JsonObject,
  scrub: (text: string) => { readonly text: string },
): Synthesised {
  // `as`: scrubbing keeps the shape, and the brand is what this function is for.
  const structuredContent = scrubbed(content, scrub) as JsonObject;
  const value = Object.freeze({
    result: { content: [{ type: 'text', text: JSON.stringify(structuredContent) }], structuredContent },
  }) as unknown as Synthesised;
  made.add(value);
  return value;
}
