/** What each line of a policy did over a run of its tests. It counts no line as covered that did not speak. */
import { specificity } from '../egress/choose.js';
import type { PolicyParts } from '../policy/decide.js';
import type { Trace } from '../policy/policy.js';
import type { Judged } from './judged.js';

/**
 * `decided`: without it some test would have ended otherwise. `spoke`: it fits some call, and something else says the same.
 * `silent`: it fits no call of any test.
 */
export type Cover = 'decided' | 'spoke' | 'silent';

export interface Line {
  readonly id: string;
  readonly kind: string;
}

const isWritten = ({ id }: { readonly id: string }): boolean => !id.startsWith('kernel:');

export const linesOf = ({ grants, rules, budgets, masks }: PolicyParts): readonly Line[] => [
  ...grants.map(({ id }) => ({ id, kind: 'grant' })),
  ...rules.map(({ id, kind }) => ({ id, kind })),
  ...budgets.flat().map(({ id }) => ({ id, kind: 'budget' })),
  ...[...new Set(masks.filter(isWritten).map(({ id }) => id))].map((id) => ({ id, kind: 'mask' })),
];

const matched = (trace: readonly Trace[]): readonly string[] =>
  trace.filter(({ said }) => said === 'match').map(({ rule }) => rule);

/** The lines that speak of a call. A mask speaks of what leaves, and of what is denied nothing does. */
export function spoken({ masks }: PolicyParts, judged: Judged): readonly string[] {
  const { trace, classes, verdict } = judged;
  const chosen =
    verdict === 'denied'
      ? []
      : masks.filter(isWritten).filter((mask) => classes.some((one) => specificity(mask, one) >= 0));
  return [...matched(trace), ...chosen.map(({ id }) => id)];
}

/** What a decision comes to, whatever its reasons: a line that changes it has decided. */
export const outcomeOf = (judged: Judged): string =>
  JSON.stringify(
    judged.verdict === 'denied' ? 'denied' : [judged.masks, judged.bounds, [...judged.unchanged].sort()],
  );
