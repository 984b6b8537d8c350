/** JSON that has one reading. It refuses every text that two parsers could take for two values, and every value that is not what was written. */
import type { Refused } from './envelope.js';
import type { Flaw } from './flaw.js';
import { inspect } from './inspect.js';
import type { Json } from './json.js';
import { createScanner } from './scan.js';
import type { StrictRules } from './strict-rules.js';

/** One line as it came, and the text that UTF-8 makes of it. */
export interface Line {
  readonly bytes: Uint8Array;
  readonly text: string;
}

export type Strict = { readonly ok: true; readonly value: Json } | ({ readonly ok: false } & Refused);

export type StrictReader = (line: Line) => Strict;

/** `as`: what `JSON.parse` makes is Json by definition. Undefined for what is no JSON. */
function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

const notJson: Flaw = { flaw: 'not-json', at: '' };

/**
 * INVARIANT: a value is given only when the scan was sure or the inspection found nothing, and then it is what `JSON.parse` makes of the
 * same text. Nothing is parsed before its depth is known.
 */
export function createStrictReader(rules: StrictRules): StrictReader {
  const scanner = createScanner(rules);
  return ({ bytes, text }) => {
    if (!scanner.isPlain(bytes)) {
      const { flaw, id } = inspect(text, rules);
      if (flaw !== undefined) return { ok: false, flaw, id };
    }
    const value = parse(text);
    if (value !== undefined) return { ok: true, value };
    const { flaw = notJson, id } = inspect(text, rules);
    return { ok: false, flaw, id };
  };
}
