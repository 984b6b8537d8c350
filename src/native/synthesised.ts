/** A result the kernel wrote itself, for its own tools. Only `synthesise` makes one, and held secrets are scrubbed from it too. */
import { isArray, isObject, type Json, type JsonObject } from '../call/json.js';
import type { ToolResult } from '../egress/released.js';

/** INVARIANT: the class does not leave this file, and no copy, spread, cast or forgery has its private field. */
class Synthesised {
  readonly result: ToolResult;
  readonly #isMade = true;

  static {
    // Or whoever holds one could reach the maker through it.
    Reflect.deleteProperty(Synthesised.prototype, 'constructor');
  }

  constructor(result: ToolResult) {
    this.result = result;
    Object.freeze(this);
  }

  static isOne(value: object): value is Synthesised {
    return #isMade in value;
  }
}

export type { Synthesised };

export const isSynthesised = (value: object): value is Synthesised => Synthesised.isOne(value);

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
  // `as`: scrubbing keeps the shape.
  const structuredContent = scrubbed(content, scrub) as JsonObject;
  return new Synthesised({
    content: [{ type: 'text', text: JSON.stringify(structuredContent) }],
    structuredContent,
  });
}
