/** The mint and the ledger as one explored call meets them: the kernel's own, over hands that stand still until they are answered. They share nothing with those of another call but the world. */
import type { Digest } from '../../src/digest.js';
import type { Seals } from '../../src/receipt/seal.js';
import { createDesk, type Desk, type Mailbox } from '../desk.js';
import { createLedger, type Ledger } from '../ledger.js';
import type { MintMessage } from '../messages.js';
import { createMint } from '../mint.js';
import type { Powers, Reader } from '../powers.js';
import type { Law } from '../trip.js';
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
  readonly ledger: Ledger;
  readonly isSealed: () => boolean;
  /** What the mint has answered last. */
  readonly mintSaid: () => string;
  readonly seal: () => void;
  readonly stop: () => void;
}

interface Turn {
  readonly message: string;
  readonly ticket: number;
}

/** Notes each message of the mint before the mint has it. */
const noting = (mint: Mailbox<MintMessage>, turns: Turn[]): Mailbox<MintMessage> => ({
  getSnapshot: () => mint.getSnapshot(),
  send: (message) => {
    turns.push({ message: message.type, ticket: message.ticket });
    mint.send(message);
  },
});

/** The mint, with a word of which message it is at: the store's own work is the same for all of them. */
export function officersOf(means: CallMeans, hands: Hands, chain: string): Officers {
  const { digest, seals } = means;
  const turns: Turn[] = [];
  let [isSealed, said] = [false, ''];
  const seal = (): void => {
    isSealed = true;
  };
  const desk = createDesk(hands.clock);
  const chance = { id: hands.nextId };
  const answer: Desk['answer'] = (ticket, value) => {
    if (turns[0]?.ticket === ticket) turns.shift();
    said = JSON.stringify(value);
    desk.answer(ticket, value);
  };
  const mint = createMint({
    ...{
      store: hands.store(() => turns[0] ?? { message: '', ticket: -1 }),
      signer: seals,
      clock: hands.clock,
    },
    ...{ chance, desk: { ...desk, answer }, chain, onFailed: seal },
  });
  const ledger = createLedger({
    ...{ journal: hands.journal(chain), start: freshStart, clock: hands.clock, digest, signer: seals },
    ...{ desk, boot: chain, onFailed: seal },
  });
  return {
    desk,
    hands,
    ledger,
    mint: noting(mint, turns),
    isSealed: () => isSealed,
    mintSaid: () => said,
    seal,
    stop: () => {
      mint.stop();
      ledger.actor.stop();
    },
  };
}
