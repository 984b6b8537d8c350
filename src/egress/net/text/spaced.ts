/** Values whose characters stand apart, one by one: with blanks, strokes or stops between them, or each on a line of its own. It refuses words. */
import { allOf } from '../../detect/text/shape.js';

export interface Spaced {
  readonly start: number;
  readonly end: number;
  /** Without what stands between. */
  readonly value: string;
}

const apart =
  /(?<![A-Za-z0-9])[A-Za-z0-9](?:[ ._-]{1,3}|\r?\n)[A-Za-z0-9](?:[ ._-]{1,3}|\r?\n)[A-Za-z0-9](?![A-Za-z0-9])/;
const runs: readonly (readonly [RegExp, RegExp])[] = [
  [/(?<![A-Za-z0-9])[A-Za-z0-9+](?: {1,3}[A-Za-z0-9@+._-]){7,80}(?![A-Za-z0-9])/g, / /g],
  [/(?<![A-Za-z0-9])[A-Za-z0-9](?:-[A-Za-z0-9@.]){7,80}(?![A-Za-z0-9])/g, /-/g],
  [/(?<![A-Za-z0-9])[A-Za-z0-9+](?:\r?\n(?: \r?\n)?[A-Za-z0-9@+._-]){7,80}(?![A-Za-z0-9])/g, /\s/g],
];

const none: readonly Spaced[] = [];
/** Eight characters, and something between each two. */
const shortest = 15;

export function spacedRuns(text: string): readonly Spaced[] {
  if (text.length < shortest || !apart.test(text)) return none;
  return runs.flatMap(([run, between]) =>
    allOf(run, text).map(({ 0: found, index: start }) => ({
      start,
      end: start + found.length,
      value: found.replace(between, ''),
    })),
  );
}
