/** The mint and the ledger as one explored call meets them: the kernel's own, over hands that stand still until they are answered. They share nothing with those of another call but the world. */
import type { Digest } from '../../src/digest.js';
import type { Seals } from '../../src/receipt/seal.js';
import { createMemoryStore } from '../cells/memory-store.js';
import { createDesk, type Desk, type Mailbox } from '../desk.js';
import type { BursarMessage, MintMessage } from '../messages.js';
import { createBursar } from '../officers/bursar.js';
import { createLedger, type Ledger } from '../officers/ledger.js';
import { createMint } from '../officers/mint.js';
import type { Powers, Reader } from '../powers.js';
import type { Law } from '../trip/trip.js';
import { freshStart, type Hands } from './hands.js';

export interface CallMeans {
  readonly law: Law;
  readonly digest: Digest;
  readonly seals: Seals;
  readonly reader: Reader;
  readonly abort: Powers['abort'];
}

/** The officers of one kernel, as one call meets them. */
export interface Officers {
  readonly desk: Desk;
  readonly hands: Hands;
  readonly mint: Mailbox<MintMessage>;
  readonly bursar: Mailbox<BursarMessage>;
  readonly ledger: Ledger;
  readonly isSealed: () => boolean;
  /** What the mint or the bursar has answered last. */
  readonly mintSaid: () => string;
  readonly seal: () => void;
  readonly stop: () => void;
}

/** By which kernel, and whether its budgets are walked. */
export interface Serving {
  readonly chain: string;
  readonly isSpending: boolean;
}

interface BursarTerms {
  readonly desk: Desk;
  readonly isSpending: boolean;
  readonly seal: () => void;
  readonly turns: ReturnType<typeof turnsOf>;
}

interface Turn {
  readonly message: string;
  readonly ticket: number;
}

interface Asking {
  readonly type: string;
  readonly ticket: number;
}

/** Which message an officer is at: the store's own work is the same for all of them. */
function turnsOf(desk: Pick<Desk, 'answer'>, said: (word: string) => void) {
  const turns: Turn[] = [];
  const answer: Desk['answer'] = (ticket, value) => {
    if (turns[0]?.ticket === ticket) turns.shift();
    said(JSON.stringify(value));
    desk.answer(ticket, value);
  };
  return {
    answer,
    now: (): Turn => turns[0] ?? { message: '', ticket: -1 },
    /** Notes each message before the officer has it. */
    noting: <M extends Asking>(officer: Mailbox<M>): Mailbox<M> => ({
      getSnapshot: () => officer.getSnapshot(),
      send: (message) => {
        turns.push({ message: message.type, ticket: message.ticket });
        officer.send(message);
      },
    }),
  };
}

/** In accounts that others spend from as well, or in its own, in memory. */
function bursarOf(hands: Hands, { desk, isSpending, seal, turns }: BursarTerms) {
  const apart = createMemoryStore();
  const shared = isSpending ? hands.store(turns.now) : undefined;
  return createBursar({
    ...{ store: shared ?? apart, ownStore: shared ?? createMemoryStore(), clock: hands.clock },
    ...{ desk: { ...desk, answer: turns.answer }, onFailed: seal },
  });
}

/** `isSpending`: its budgets are walked. */
export function officersOf(means: CallMeans, hands: Hands, { chain, isSpending }: Serving): Officers {
  const { digest, seals } = means;
  let [isSealed, said] = [false, ''];
  const seal = (): void => {
    isSealed = true;
  };
  const desk = createDesk(hands.clock);
  const noted = (word: string): void => {
    said = word;
  };
  const [turns, spending] = [turnsOf(desk, noted), turnsOf(desk, noted)];
  const mint = createMint({
    ...{ store: hands.store(turns.now), signer: seals, clock: hands.clock, chain, onFailed: seal },
    ...{ chance: { id: hands.nextId }, desk: { ...desk, answer: turns.answer } },
  });
  const ledger = createLedger({
    ...{ journal: hands.journal(chain), start: freshStart, clock: hands.clock, digest, signer: seals },
    ...{ desk, boot: chain, onFailed: seal },
  });
  const bursar = bursarOf(hands, { desk, isSpending, seal, turns: spending });
  return {
    desk,
    hands,
    ledger,
    mint: turns.noting(mint),
    bursar: spending.noting(bursar),
    isSealed: () => isSealed,
    mintSaid: () => said,
    seal,
    stop: () => {
      mint.stop();
      bursar.stop();
      ledger.actor.stop();
    },
  };
}
