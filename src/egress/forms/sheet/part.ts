/** What a text that holds rows falls into, and what its reader knows of names. It refuses to say what a name owes. */
import type { Json } from '../../../call/json.js';
import type { Named } from '../named.js';
import type { Span } from './lines.js';

export interface Cell extends Named {
  /** Which one of its row; absent in a record. */
  readonly at?: number;
}
/**
 * `row`: as wide as its headings, or a record. `ragged`: a line of a table that is not. `json`: an object or a list. `frame`: headings, rules, blank lines,
 * counts of rows. `loose`: everything else.
 */
export type Part = Span &
  (
    | { readonly kind: 'row'; readonly cells: readonly Cell[] }
    | { readonly kind: 'ragged'; readonly names: readonly string[] }
    | { readonly kind: 'json'; readonly value: Json }
    | { readonly kind: 'frame' | 'loose' }
  );
export interface Reads {
  /** Whether a line holds one of the names at all; no other is read further. */
  readonly mayName: (line: string) => boolean;
  /** The names of columns that owe which stand in it as words. */
  readonly owingIn: (line: string) => readonly string[];
  /** Whether a line is several of the names that are known, and nothing else. */
  readonly isAllNames: (line: string) => boolean;
  /** Whether these are the headings of a table. */
  readonly isHeading: (names: readonly string[]) => boolean;
  /** Whether this is the name of a record's value. */
  readonly isName: (name: string) => boolean;
  /** The first object or list of JSON that begins between two offsets. */
  readonly jsonIn: (from: number, to: number) => (Span & { readonly value: Json }) | undefined;
}
/** And where the next part begins. */
export interface Found {
  readonly parts: readonly Part[];
  readonly next: number;
}
