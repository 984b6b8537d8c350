/** What the conditions of a policy ask about, and the values on either side of each bound that they draw. */
import type { Line } from '../oracle/reading.js';
import { type Compared, comparisonsIn, pathsIn, wordsIn } from './atoms.js';

export interface Probe {
  readonly comparisons: readonly Compared[];
  readonly paths: ReadonlySet<string>;
  readonly words: ReadonlySet<string>;
}

export const probeOf = (lines: readonly Pick<Line, 'node'>[]): Probe => ({
  comparisons: lines.flatMap(({ node }) => comparisonsIn(node)),
  paths: new Set(lines.flatMap(({ node }) => pathsIn(node))),
  words: new Set(lines.flatMap(({ node }) => wordsIn(node))),
});

const sorted = (numbers: readonly number[]): readonly number[] => [...new Set(numbers)].sort((a, b) => a - b);

/** Each bound, one below it and one above. */
export const around = (
  { comparisons }: Probe,
  path: string,
  how: Compared['how'] = 'value',
): readonly number[] =>
  sorted(
    comparisons
      .filter((one) => one.path === path && one.how === how)
      .flatMap(({ literal }) => (typeof literal === 'number' ? [literal - 1, literal, literal + 1] : []))
      .filter((one) => Number.isSafeInteger(one)),
  );

/** Each text that it is compared with, and one that is near it and is not it. */
export const near = ({ comparisons }: Probe, path: string): readonly string[] => [
  ...new Set(
    comparisons
      .filter((one) => one.path === path && (one.how === 'value' || one.how === 'text'))
      .flatMap(({ literal }) => (typeof literal === 'string' ? [literal, `${literal}x`] : [])),
  ),
];

export const patternsFor = ({ comparisons }: Probe, path: string): readonly string[] =>
  comparisons
    .filter((one) => one.path === path && one.how === 'pattern')
    .flatMap(({ literal }) => (typeof literal === 'string' ? [literal] : []));
