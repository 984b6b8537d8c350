/** Whether a sum or an average of a statement is the one that a line lets stand. It refuses whatever is of more, less or something else than that. */
import type { EgressColumn } from '../intercept/effects.js';
import type { Averaged, MaskRule } from './obligation.js';

/** In one order. */
const isSame = (one: readonly string[], other: readonly string[] | undefined): boolean =>
  one.length === other?.length && one.every((name, at) => name === other[at]);

/** INVARIANT: by the columns that the line names and no others. What another grouping gives, the two together would tell of those by whom they differ. */
export function letsStand(unless: Averaged | undefined, column: EgressColumn): boolean {
  const { how, over, from, classes } = column;
  const isOne = how === 'averaged' && classes.length === 1 && from.length === 1 && from[0] === unless?.of;
  return isOne && isSame([...(over?.by ?? [])].sort(), unless?.by);
}

/** What holds of a class by its own name; no pattern lets anything stand. */
const unlessOf = (masks: readonly MaskRule[], column: EgressColumn): Averaged | undefined =>
  masks.find((mask) => mask.class === column.classes[0])?.unless;

/**
 * INVARIANT: a statement of sums and averages of one whole table asks nothing of a value but these. That one is too large to be told is then a part of
 * what policy lets be told; of any other statement, and where one of its columns is not let stand, it stays a question.
 */
export const isOnlyAveraged = (
  source: string,
  egress: readonly EgressColumn[],
  masks: readonly MaskRule[],
): boolean => {
  const made = egress.filter(({ from }) => from.includes(source));
  return made.length > 0 && made.every((column) => letsStand(unlessOf(masks, column), column));
};
