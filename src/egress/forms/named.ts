/** A value within a text, and the name that it stands under there. It refuses to say what the name means. */
export interface Named {
  readonly start: number;
  readonly end: number;
  readonly name: string;
}

/** As a pattern that takes the name letter by letter. */
export const asPattern = (name: string): string => name.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
