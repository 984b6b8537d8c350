/**
 * The strongbox: holds what has left as seals, for the session that it left to, in memory and within bounds. It opens a seal for the call that binds it,
 * and refuses one of another session, one that was never shown, and one that it has had to let go.
 */
import { type ActorRefFrom, createActor, fromCallback } from 'xstate';
import type { Sealed } from '../../src/egress/operators/sealed.js';
import type { Desk } from '../desk.js';
import type { Failed, StrongboxMessage } from '../messages.js';

export interface StrongboxInput {
  readonly desk: Pick<Desk, 'answer'>;
  /** Values, and characters of them, before the one that was not used for longest is let go. */
  readonly most?: { readonly values: number; readonly characters: number };
}

const usual = { values: 10_000, characters: 4_194_304 };

/** In the order in which they were last used. */
type Held = Map<string, Sealed>;

interface Box {
  readonly held: Held;
  readonly most: typeof usual;
  characters: number;
}

const keyOf = (session: string, seal: string): string => `${session} ${seal}`;
const sizeOf = ({ seal, class: of, value }: Sealed): number => seal.length + of.length + String(value).length;

function letGo(box: Box, key: string): void {
  const found = box.held.get(key);
  if (found === undefined) return;
  box.held.delete(key);
  box.characters -= sizeOf(found);
}

function keep(box: Box, key: string, sealed: Sealed): void {
  letGo(box, key);
  box.held.set(key, sealed);
  box.characters += sizeOf(sealed);
  for (const oldest of box.held.keys()) {
    if (box.held.size <= box.most.values && box.characters <= box.most.characters) return;
    letGo(box, oldest);
  }
}

function find(box: Box, session: string, seal: string): Sealed | undefined {
  const key = keyOf(session, seal);
  const found = box.held.get(key);
  if (found !== undefined) keep(box, key, found);
  return found;
}

const unheld: Failed = { failed: 'a seal is not held' };

function open(box: Box, session: string, seals: readonly string[]): object {
  const found = seals.map((seal) => find(box, session, seal));
  const values = found.flatMap((one) => (one === undefined ? [] : [one.value]));
  return values.length === seals.length ? { values } : unheld;
}

const strongboxLogic = fromCallback<StrongboxMessage, StrongboxInput>(({ receive, input }) => {
  const box: Box = { held: new Map(), most: input.most ?? usual, characters: 0 };
  receive((message) => {
    const { session } = message;
    if (message.type === 'strongbox.keep') {
      for (const one of message.sealed) keep(box, keyOf(session, one.seal), one);
      return;
    }
    const { ticket, seals } = message;
    const classes = (): object => ({ classes: seals.map((seal) => find(box, session, seal)?.class ?? '') });
    input.desk.answer(ticket, message.type === 'strongbox.tell' ? classes() : open(box, session, seals));
  });
  return () => box.held.clear();
});

export type StrongboxActor = ActorRefFrom<typeof strongboxLogic>;

/** INVARIANT: it is made without an observer, and takes none. */
export const createStrongbox = (input: StrongboxInput): StrongboxActor =>
  createActor(strongboxLogic, { input }).start();
