/**
 * The kernel's open questions on one connection: its own ids, deadlines and cancellation. The first end of a question counts; it refuses
 * late, second and foreign answers, and remembers what was given up until the child has answered or is gone.
 */
import type { Id } from '../../../src/call/envelope.js';
import type { JsonObject } from '../../../src/call/json.js';
import type { CallTerms, LinkFault } from '../../powers.js';
import type { LargeReply } from './line-reading.js';

export type Answer =
  | { readonly result: unknown }
  | { readonly error: unknown }
  /** A result that is too large to be looked at here. */
  | { readonly large: LargeReply };

/** Why an answer was lost. */
export type Why = Pick<LinkFault, 'fault' | 'flaw'>;

export interface Asking {
  /** Rejects with a `LinkFault` only. */
  ask(method: string, params: JsonObject, terms: Partial<CallTerms>): Promise<Answer>;
  /** False when the answer is nobody's. `large`: the result, where the message names the id alone. */
  answered(message: JsonObject, large?: LargeReply): boolean;
  /** Fails the call whose answer could not be taken; false when it is not known whose it was. */
  lost(id: Id | undefined, why: Why): boolean;
  /** Fails everything; nothing can be asked any more. The child may still be at work. */
  end(fault: LinkFault['fault']): void;
  /** The child is gone: nothing is in doubt any more. */
  gone(): void;
}

const LONGEST = 2_147_483_647;
const nothing = (): void => undefined;
export const wire = (message: object): string => `${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`;
/** The same as `wire` makes of them, without another object of it all. */
const question = (id: number, method: string, params: JsonObject): string =>
  `{"jsonrpc":"2.0","id":${id},"method":${JSON.stringify(method)},"params":${JSON.stringify(params)}}\n`;
const cancelled = (requestId: number, reason: string): string =>
  wire({ method: 'notifications/cancelled', params: { requestId, reason } });
const refuse = (fault: LinkFault['fault']): Promise<never> =>
  Promise.reject({ fault, started: false } satisfies LinkFault);

interface Ends {
  readonly answer: (answer: Answer) => void;
  readonly fail: (why: Why) => void;
}

/** Arms the deadline and the cancellation of one question; `givenUp` tells the child. */
function arm(terms: Partial<CallTerms>, ends: Ends, givenUp: (why: string) => void): Ends {
  const { signal, deadline = LONGEST } = terms;
  const release = (): void => {
    clearTimeout(timer);
    signal?.removeEventListener('abort', cancel);
  };
  const giveUp = (fault: 'cancelled' | 'timeout'): void => {
    release();
    ends.fail({ fault });
    givenUp(fault);
  };
  const cancel = (): void => giveUp('cancelled');
  const timer = setTimeout(giveUp, Math.min(Math.max(0, deadline), LONGEST), 'timeout');
  signal?.addEventListener('abort', cancel);
  return {
    answer: (given) => {
      release();
      ends.answer(given);
    },
    fail: (why) => {
      release();
      ends.fail(why);
    },
  };
}

const answerOf = (message: JsonObject): Answer | undefined => {
  const { result, error } = message;
  if (result !== undefined && error === undefined) return { result };
  return error !== undefined && result === undefined ? { error } : undefined;
};

type Question = Ends & { readonly settled: () => void };

/** Emptied when it is taken: the tables that a Map has outgrown keep what stood in them alive until the next full collection. */
interface Open {
  question: Question | undefined;
}

/** Forgets a question; whoever waited for the end of its doubt is told. */
function take(open: Map<number, Open>, id: unknown): Question | undefined {
  const entry = typeof id === 'number' ? open.get(id) : undefined;
  if (typeof id !== 'number' || entry === undefined) return undefined;
  open.delete(id);
  const { question } = entry;
  entry.question = undefined;
  question?.settled();
  return question;
}

export function createAsking(write: (text: string) => void): Asking {
  const open = new Map<number, Open>();
  let next = 1;
  let isEnded = false;

  const put = (method: string, params: JsonObject, terms: Partial<CallTerms>): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const id = next++;
      const fail = (why: Why): void => reject({ ...why, started: true } satisfies LinkFault);
      const ends = arm(terms, { answer: resolve, fail }, (reason) => write(cancelled(id, reason)));
      open.set(id, { question: { ...ends, settled: terms.settled ?? nothing } });
      // From here the line may leave at any moment: whatever happens, the call counts as started.
      write(question(id, method, params));
    });
  return {
    ask: (method, params, terms) => {
      if (isEnded) return refuse('closed');
      return terms.signal?.aborted === true ? refuse('cancelled') : put(method, params, terms);
    },
    answered: (message, large) => {
      const answer = large === undefined ? answerOf(message) : { large };
      if (answer === undefined) return false;
      const entry = take(open, message.id);
      entry?.answer(answer);
      return entry !== undefined;
    },
    lost: (id, why) => {
      const entry = take(open, id);
      entry?.fail(why);
      return entry !== undefined;
    },
    end: (fault) => {
      isEnded = true;
      for (const { question } of open.values()) question?.fail({ fault });
    },
    gone: () => {
      for (const id of [...open.keys()]) take(open, id);
    },
  };
}
