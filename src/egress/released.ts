/** What may be said to a caller: a Released result, a Denial, or what the kernel synthesised itself. One maker each. */
import type { Taken } from '../budget/took.js';
import type { Sha256 } from '../call/id.js';
import type { Json, JsonObject } from '../call/json.js';

export interface TextBlock {
  readonly type: 'text';
  readonly text: string;
}
/** Of a type that the manifest declares clean, put together again by the kernel. */
export interface MediaBlock {
  readonly type: 'image' | 'audio';
  /** Base64. */
  readonly data: string;
  readonly mimeType: string;
  readonly text?: never;
}
export type ContentBlock = TextBlock | MediaBlock;

/** What can be read in it. */
export const textIn = (block: ContentBlock): string => block.text ?? '';

export interface ToolResult {
  readonly content: readonly ContentBlock[];
  readonly structuredContent?: JsonObject;
  readonly isError?: boolean;
  /** Where values were masked and what is left of them: the kernel's own `_meta`. */
  readonly masked?: readonly JsonObject[];
  /** Why the engine beside the built-in detectors was not asked, where policy lets a result leave without; in `_meta` as well. */
  readonly without?: string;
  /** The above as JSON, when that was made already: the very text that the outcome's digest is over. As bytes it is all that is here of the result. */
  readonly json?: string | Uint8Array;
}

/** A line of JSON in memory that threads share: it was read once and found good, and nobody writes to it. */
export interface Unread {
  readonly line: Uint8Array;
  /** Of what stands in it, as masking counts it. */
  readonly size: number;
}

/** A result as it came from a downstream: untrusted, unmasked, never sent on. */
export interface RawResult {
  readonly content: readonly Json[];
  readonly structuredContent?: Json;
  readonly isError: boolean;
  /** Of a large one: where it stands. Then there is no content here, and of the body what the kernel itself reads in it. */
  readonly unread?: Unread;
}

/** One masking, for the journal: where, what and how, never the value. */
export interface Finding {
  /** JSON pointer of the value, or of the column with `*` for the row. */
  readonly pointer: string;
  readonly class: string;
  readonly operator: string;
  readonly by: 'provenance' | 'content' | 'secret';
  /** Which detector found it, where one did. */
  readonly detector?: string;
  readonly count: number;
}

/** A large result as it is sent, made where it was masked. Nothing else of it is then here. */
export interface Sent {
  /** UTF-8. */
  readonly json: Uint8Array;
  /** Keyed, for the journal. */
  readonly digest: Sha256;
  /** By class, where budgets count what leaves. */
  readonly taken?: ReadonlyMap<string, Taken>;
}

export interface ReleasedTerms {
  readonly result: ToolResult;
  readonly findings: readonly Finding[];
  readonly rows: number;
  readonly truncated: boolean;
  readonly sent?: Sent;
}

/** INVARIANT: the class does not leave this file, and no copy, spread, cast or forgery has its private field. */
class Released implements ReleasedTerms {
  readonly result: ToolResult;
  readonly findings: readonly Finding[];
  readonly rows: number;
  readonly truncated: boolean;
  readonly sent?: Sent;
  readonly #isSealed = true;

  static {
    // Or whoever holds one could reach the maker through it.
    Reflect.deleteProperty(Released.prototype, 'constructor');
  }

  constructor(terms: ReleasedTerms) {
    this.result = terms.result;
    this.findings = terms.findings;
    this.rows = terms.rows;
    this.truncated = terms.truncated;
    if (terms.sent !== undefined) this.sent = terms.sent;
    Object.freeze(this);
  }

  static isOne(value: object): value is Released {
    return #isSealed in value;
  }
}

export type { Released };

/** INVARIANT: called by `release.ts` alone, after every surface was masked (an arrow rule keeps it so). */
export const sealReleased = (terms: ReleasedTerms): Released => new Released(terms);

export const isReleased = (value: unknown): value is Released =>
  typeof value === 'object' && value !== null && Released.isOne(value);
