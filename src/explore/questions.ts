/** Questions that a policy can be asked over an exploration: what is looked for in each step, as a predicate. It answers for the step that it is given alone. */
import type { Write } from '../intercept/effects.js';
import { receiptsIn } from './held.js';
import type { StepTaken } from './promises.js';

export interface ReachQuestion {
  /** A tier, a dataset, or `schema.*`. */
  readonly reach: string;
  /** A kind of receipt or a rule that must have had its say; '' for any way there. */
  readonly without: string;
}

const isUnder = ({ dataset, tier }: Write, reach: string): boolean =>
  reach === tier || reach === dataset || (reach.endsWith('.*') && dataset.startsWith(reach.slice(0, -1)));

/** Each source has a receipt of the kind; a write without a source has none. */
const isVouched = ({ before }: StepTaken, { sources }: Write, kind: string): boolean =>
  sources.length > 0 &&
  sources.every((source) =>
    receiptsIn(before).some(({ terms, isLive }) => isLive && terms.kind === kind && terms.dataset === source),
  );

const hasSpoken = ({ before }: StepTaken, request: string, rule: string): boolean =>
  (before.lines[request] ?? []).some(({ rules }) =>
    rules.some((one) => one === rule || one.endsWith(`/${rule}`)),
  );

export const reached =
  ({ reach, without }: ReachQuestion, isReceipt: boolean) =>
  (step: StepTaken): string | undefined => {
    const { did } = step;
    if (did === undefined) return undefined;
    const held = (write: Write): boolean =>
      without !== '' && (isReceipt ? isVouched(step, write, without) : hasSpoken(step, did.request, without));
    const found = did.writes.find((write) => isUnder(write, reach) && !held(write));
    const lacking = without === '' ? '' : ` without ${without}`;
    return found === undefined ? undefined : `${did.tool} writes ${found.dataset}${lacking}`;
  };
