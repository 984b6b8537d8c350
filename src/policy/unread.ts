/** What is told of a statement that nobody has read. It says nothing of the statement, and refuses to excuse one that was read and not understood. */
import { type Effects, type Missed, missed, notLoaded } from '../intercept/effects.js';
import type { Refusal } from './denial.js';

const late = (fact: string): Refusal => ({ code: 'not-read-in-time', phase: 'intercept', facts: [fact] });

export const unanswered = late('the reader did not answer');

const refusals: Readonly<Record<Missed, Refusal>> = {
  'reader-deadline': late('the reader was late'),
  'reader-lost': late('the reader ended while it read'),
  'reader-overloaded': {
    code: 'overloaded',
    phase: 'intercept',
    facts: ['too many statements wait to be read'],
  },
};

/** Undefined for what was read. INVARIANT: what comes of it is a denial either way; only its words differ. */
export function unreadRefusal({ opaque }: Effects, system: string): Refusal | undefined {
  if (opaque.includes(notLoaded))
    return {
      code: 'downstream-down',
      phase: 'intercept',
      facts: [`the structure of ${system} is not known yet`],
    };
  const why = missed.find((one) => opaque.includes(one));
  return why === undefined ? undefined : refusals[why];
}
