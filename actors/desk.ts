/**
 * Asking an officer and getting an answer: the asker keeps the resolver, the message carries a ticket number alone.
 * A question always settles: answered, past its deadline, or refused because the officer is not active.
 */
import type { Clock } from './powers.js';

export interface Mailbox<M> {
  send(message: M): void;
  getSnapshot(): { readonly status: string };
}

/** Why there is no answer. */
export interface NoAnswer {
  readonly noAnswer: 'deadline' | 'officer-gone';
}

export interface Desk {
  /** `build` puts the ticket into the message. `deadline` in milliseconds. */
  ask<A, M>(
    officer: Mailbox<M> | undefined,
    build: (ticket: number) => M,
    deadline: number,
  ): Promise<A | NoAnswer>;
  /** Called by officers. A late or second answer is dropped. */
  answer(ticket: number, value: unknown): void;
}

export const isNoAnswer = (value: unknown): value is NoAnswer =>
  typeof value === 'object' && value !== null && 'noAnswer' in value;

/** Emptied when it is settled: the tables that a Map has outgrown keep what stood in them alive until the next full collection. */
interface Question {
  resolve: ((value: unknown) => void) | undefined;
}

export function createDesk(clock: Clock): Desk {
  const open = new Map<number, Question>();
  let next = 1;
  const settle = (ticket: number, value: unknown): void => {
    const question = open.get(ticket);
    if (question === undefined) return;
    open.delete(ticket);
    const { resolve } = question;
    question.resolve = undefined;
    resolve?.(value);
  };
  return {
    ask<A, M>(officer: Mailbox<M> | undefined, build: (ticket: number) => M, deadline: number) {
      return new Promise<A | NoAnswer>((resolve) => {
        if (officer === undefined || officer.getSnapshot().status !== 'active') {
          resolve({ noAnswer: 'officer-gone' });
          return;
        }
        const ticket = next++;
        const stop = clock.after(deadline, () => settle(ticket, { noAnswer: 'deadline' }));
        open.set(ticket, {
          resolve: (value) => {
            stop();
            // The officer's message union says what it answers; the ticket was made for this question alone.
            resolve(value as A | NoAnswer);
          },
        });
        officer.send(build(ticket));
      });
    },
    answer: settle,
  };
}
