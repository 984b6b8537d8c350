/** The start of a kernel after one that has died, over hands that stand still until they are answered: its recovery, and nothing else of it. */
import { requestId } from '../../src/call/id.js';
import type { Reply } from '../../src/explore/promises.js';
import type { Mailbox } from '../desk.js';
import { bootKernel } from '../kernel/boot.js';
import type { VaultMessage } from '../messages.js';
import type { Started } from './call.js';
import { createHands, freshStart } from './hands.js';
import { type CallMeans, officersOf } from './officers.js';

export interface Recovery {
  readonly name: string;
  /** The chain that it finds, and goes on with. */
  readonly kernel: string;
  readonly datasets: readonly string[];
  /** Requests with an intent and no end. */
  readonly open: readonly string[];
}

export function startBoot(means: CallMeans, { name, kernel, datasets, open }: Recovery): Started {
  const hands = createHands({ name, datasets });
  const officers = officersOf(means, hands, { chain: kernel, isSpending: false });
  const { desk, mint, ledger, mintSaid, stop } = officers;
  const vault: Mailbox<VaultMessage> = {
    getSnapshot: () => ({ status: 'active' }),
    send: ({ ticket }) => desk.answer(ticket, { ready: true }),
  };
  let reply: Reply | undefined;
  const found = open.map((request, seq) => ({ decision: requestId(request), seq, body: {} }));
  return {
    hands,
    mintSaid,
    reply: () => reply,
    begin: () => {
      void bootKernel({
        ...{ desk, mint, vault, ledger: ledger.actor, texts: [], facts: {}, warn: () => undefined },
        ...{ journal: { name: kernel, adopt: async () => [] }, start: { ...freshStart, open: found } },
        successor: () => ledger.actor,
      }).then(({ ok }) => {
        // A start answers no agent: its word is for nobody's request.
        reply = { request: '', code: ok ? 'allowed' : 'audit-failed' };
      });
    },
    cancel: () => undefined,
    stop,
  };
}
