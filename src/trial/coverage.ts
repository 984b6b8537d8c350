/** What each line of a policy did over a run of its tests. It counts no line as covered that did not speak. */
import { matches } from '../catalog/pattern.js';
import { specificity } from '../egress/operators/choose.js';
import type { PolicyParts } from '../policy/decide.js';
import { type MaskRule, privateIp } from '../policy/obligation.js';
import type { Trace } from '../policy/policy.js';
import type { Judged, Moved } from './judged.js';

/**
 * `decided`: without it some test would have ended otherwise. `spoke`: it fits some call, and something else says the same.
 * `silent`: it fits no call of any test.
 */
export type Cover = 'decided' | 'spoke' | 'silent';

export interface Line {
  readonly id: string;
  readonly kind: string;
}

/** Of what is found by its form a test says nothing. */
const isWritten = ({ id, class: spoken }: MaskRule): boolean =>
  !id.startsWith('kernel:') && spoken !== privateIp;

/** To the agent, and into datasets. */
const masksIn = ({ masks, masking }: PolicyParts): readonly MaskRule[] => [
  ...masks.filter(isWritten),
  ...masking.flat().filter(({ into }) => into !== undefined),
];

export const linesOf = (parts: PolicyParts): readonly Line[] => [
  ...parts.grants.map(({ id }) => ({ id, kind: 'grant' })),
  ...parts.rules.map(({ id, kind }) => ({ id, kind })),
  ...parts.budgets.flat().map(({ id }) => ({ id, kind: 'budget' })),
  ...[...new Set(masksIn(parts).map(({ id }) => id))].map((id) => ({ id, kind: 'mask' })),
];

const matched = (trace: readonly Trace[]): readonly string[] =>
  trace.filter(({ said }) => said === 'match').map(({ rule }) => rule);

/** Whether a line has a word on what is moved into a dataset. */
const isAbout = (mask: MaskRule, { dataset, leaves, classes }: Moved): boolean =>
  (mask.into === undefined ? leaves : mask.into.some((pattern) => matches(pattern, dataset))) &&
  classes.some((one) => specificity(mask, one) >= 0);

/** The lines that speak of a call. A mask speaks of what leaves and of what is moved, and of what is denied nothing does or is. */
export function spoken(parts: PolicyParts, judged: Judged): readonly string[] {
  const { trace, classes, moved, verdict } = judged;
  const isShown = (mask: MaskRule): boolean =>
    mask.into === undefined && classes.some((one) => specificity(mask, one) >= 0);
  const chosen =
    verdict === 'denied'
      ? []
      : masksIn(parts).filter((mask) => isShown(mask) || moved.some((one) => isAbout(mask, one)));
  return [...matched(trace), ...chosen.map(({ id }) => id)];
}

/** What a decision comes to, whatever its reasons: a line that changes it has decided. */
export const outcomeOf = (judged: Judged): string =>
  JSON.stringify(
    judged.verdict === 'denied'
      ? 'denied'
      : [judged.masks, judged.into, judged.bounds, [...judged.unchanged].sort()],
  );
