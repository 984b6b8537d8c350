/** Where something stands in a text. It refuses to say what. */

export interface Span {
  readonly start: number;
  /** The first place behind it. */
  readonly end: number;
}
