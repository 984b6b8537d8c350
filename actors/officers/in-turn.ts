/** An officer over a store: one message at a time, in order. It refuses to answer anything but a Failed once its store has failed. */
import type { Desk } from '../desk.js';
import type { Failed } from '../messages.js';
import type { OfficerWatch } from '../observer.js';

export interface InTurn<M> {
  readonly answer: (message: M) => Promise<object>;
  /** What has failed, where something has. */
  readonly why: string;
  readonly desk: Pick<Desk, 'answer'>;
  /** Called once, when the store has failed: the kernel seals itself. */
  readonly onFailed: (why: string) => void;
  readonly observed?: OfficerWatch | undefined;
}

type Asked = { readonly type: string; readonly ticket: number };

/** Takes up each message when the one before it is answered. */
export function inTurn<M extends Asked>({
  answer,
  why,
  desk,
  onFailed,
  observed,
}: InTurn<M>): (message: M) => void {
  let turn: Promise<void> = Promise.resolve();
  let hasFailed = false;
  const fail = (): Failed => {
    if (!hasFailed) onFailed(why);
    hasFailed = true;
    return { failed: why };
  };
  return (message) => {
    observed?.took(message.type);
    turn = turn.then(async () => {
      const value = hasFailed ? fail() : await answer(message).catch(fail);
      desk.answer(message.ticket, value);
    });
  };
}
