/** A value within a text, and the name that it stands under there. It refuses to say what the name means. */
export interface Named {
  readonly start: number;
  readonly end: number;
  readonly name: string;
  /** A run of digits in a table of things, whatever is said in the line that it stands in. */
  readonly isCount?: boolean;
}

/** As a pattern that takes the name letter by letter. */
export const asPattern = (name: string): string => name.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
