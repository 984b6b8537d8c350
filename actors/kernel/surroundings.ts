/** What of a running kernel may be looked at besides its requests. It reads; asking it often asks the officers seldom. */
import type { Spent } from '../../src/budget/budget.js';
import { sessionId } from '../../src/call/id.js';
import type { Catalog } from '../../src/catalog/catalog.js';
import type { Tool } from '../../src/manifest/manifest.js';
import type { Change } from '../../src/manifest/pin.js';
import type { SessionFacts } from '../../src/session/session.js';
import { isNoAnswer } from '../desk.js';
import { type BursarMessage, isFailed, type Live, type MintMessage } from '../messages.js';
import type { Systems } from '../systems/systems.js';
import { officerDeadline } from '../trip/trip.js';
import type { Memory } from './memory.js';
import type { Staff } from './staff.js';

export interface Surroundings {
  session(): SessionFacts;
  /** What the client calls itself. */
  client(): string;
  /** Undefined when the officer gave no answer. */
  receipts(): Promise<Live | undefined>;
  /** With what writes have carried. */
  catalog(): Promise<Catalog | undefined>;
  /** What has been given of each class that a budget counts. */
  spent(): Promise<readonly Spent[] | undefined>;
  drift(tool: Tool): readonly Change[];
}

/** Milliseconds for which an answer of the mint is shown again. */
const freshFor = 1_000;

async function spentIn({ input, session, desk, bursar }: Staff): Promise<readonly Spent[] | undefined> {
  const { budgets } = input.law.policy;
  const spender = { session, role: input.role };
  const answer = await desk.ask<readonly Spent[], BursarMessage>(
    bursar,
    (ticket) => ({ type: 'bursar.read', ticket, budgets, spender }),
    officerDeadline,
  );
  return isNoAnswer(answer) || isFailed(answer) ? undefined : answer;
}

export function surroundingsOf(
  staff: Staff,
  memory: Memory,
  { systems, client }: { readonly systems: Systems; readonly client: () => string },
): Surroundings {
  const { input, session, desk, mint, overlay } = staff;
  const { clock } = input.powers;
  const { policy, catalog } = input.law;
  const standing = {
    session: sessionId(session),
    policy: policy.digest,
    catalog: catalog.version,
    datasets: [...catalog.datasets.keys()],
  };
  let asked: { readonly at: number; readonly live: Promise<Live | undefined> } | undefined;
  const ask = async (): Promise<Live | undefined> => {
    const answer = await desk.ask<Live, MintMessage>(
      mint,
      (ticket) => ({ type: 'mint.live', ticket, standing }),
      officerDeadline,
    );
    return isNoAnswer(answer) || isFailed(answer) ? undefined : answer;
  };
  return {
    session: memory.session.facts,
    client,
    receipts: () => {
      const now = clock.monotonic();
      if (asked === undefined || now - asked.at >= freshFor) asked = { at: now, live: ask() };
      return asked.live;
    },
    catalog: async () => (await overlay.current())?.catalog,
    spent: () => spentIn(staff),
    drift: systems.drift,
  };
}
