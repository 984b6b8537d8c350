/**
 * Rehearses one call: the kernel's own request machine, phases, mint and reader, with a ledger that takes the intent of a plan alone. Everything is
 * decided as in a kernel that serves, what a plan asks as well; nothing is executed, as there is no system to reach.
 */
import type { EntryDraft } from '../../src/audit/entry.js';
import type { Call } from '../../src/call/call.js';
import { canonical } from '../../src/call/canonical.js';
import { askedTool, requestId, sessionId } from '../../src/call/id.js';
import type { JsonObject } from '../../src/call/json.js';
import type { Digest } from '../../src/digest.js';
import { owingOf } from '../../src/egress/owing.js';
import type { Seals } from '../../src/receipt/seal.js';
import { reduceSession, sessionStart } from '../../src/session/reduce.js';
import type { SessionFacts } from '../../src/session/session.js';
import { allowedAs, deniedAs, type Inner, type Judged } from '../../src/trial/judged.js';
import { createDepositView } from '../cells/deposits.js';
import { createMemoryStore } from '../cells/memory-store.js';
import { createOverlayView } from '../cells/overlay.js';
import { createDesk, type Desk, type Mailbox } from '../desk.js';
import type { LedgerMessage } from '../messages.js';
import { createAnalyst } from '../officers/analyst.js';
import { createBursar } from '../officers/bursar.js';
import { createMint } from '../officers/mint.js';
import { createStrongbox } from '../officers/strongbox.js';
import type { Chance, Clock, Reader } from '../powers.js';
import { createCursors } from '../trip/cursors.js';
import { runRequest } from '../trip/runner.js';
import { type Ended, type Law, type Officers, officerDeadline, type World } from '../trip/trip.js';
import { unstatedIn } from './rehearsed-answers.js';
import { type GivenSpent, open } from './rehearsed-budgets.js';
import { movedIn } from './rehearsed-moves.js';
import { uncancelled, withPlans } from './rehearsed-plan.js';
import { type Earned, earn } from './rehearsed-receipts.js';

export interface RehearsalMeans {
  readonly digest: Pick<Digest, 'sha256'>;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly reader: Reader;
}

export interface Scene {
  readonly role: string;
  readonly tool: string;
  readonly args: JsonObject;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly session: Partial<Omit<SessionFacts, 'started'>>;
  readonly receipts: readonly Earned[];
  readonly doubts: readonly string[];
  /** As `aegis__preview` asks it of the tool. */
  readonly preview?: boolean;
  readonly spent?: readonly GivenSpent[];
}

/** What is told of a test is the law's word, not how busy the machine is. */
const patience = 12;

const nothing = (): undefined => undefined;

const clockAt = ({ clock }: RehearsalMeans, at: number): Clock & { set(at: number): void } => {
  let now = at;
  return {
    ...clock,
    now: () => now,
    after: (ms, then) => clock.after(ms * patience, then),
    set: (at) => {
      now = at;
    },
  };
};

export const digestFor = ({ digest, chance }: Pick<RehearsalMeans, 'digest' | 'chance'>): Digest => {
  const key = chance.id();
  const keyed = (text: string) => digest.sha256(`${key} ${text}`);
  return { sha256: digest.sha256, hmac: keyed, pseudonym: keyed, lasting: keyed };
};

/** INVARIANT: where no plan is rehearsed no intent is ever durable, so that nothing can come to be executed. */
function ledgerInto(drafts: EntryDraft[], desk: Desk, isPlan: boolean): Mailbox<LedgerMessage> {
  return {
    getSnapshot: () => ({ status: 'active' }),
    send: (message) => {
      if (message.type !== 'ledger.append') return;
      drafts.push(message.draft);
      const isRefused = message.draft.type === 'intent' && !isPlan;
      desk.answer(
        message.ticket,
        isRefused ? { failed: 'a rehearsal intends nothing' } : { seq: 0, hash: '' },
      );
    },
  };
}

const session = sessionId('rehearsal');

/** A call of a plan, as each preview is; of a tool that no agent has none is planned. */
const asPreview = (audience: string | undefined): Pick<Call, 'isPreview' | 'parent'> => ({
  isPreview: true,
  ...(audience === 'agent' ? { parent: requestId('preview') } : {}),
});

const factsOf = ({ at, session: given }: Scene): SessionFacts => ({ ...sessionStart(at), ...given });

/** Why it was denied is in the denial of the plan. */
const innerOf = ({ trip }: Ended): Inner => ({
  tool: trip.call.tool,
  verdict: trip.denial === undefined ? 'allowed' : 'denied',
  trace: trip.trace,
  owed: trip.permit?.obligations ?? [],
  moved: movedIn(trip),
});

interface Rehearsed {
  readonly ended: Ended;
  /** What its plan asked. */
  readonly inner: readonly Ended[];
  readonly drafts: readonly EntryDraft[];
}

/** A plan is allowed when it has come to its end; any other call, when it would be executed. */
function judgedFrom({ ended: { trip, context }, inner, drafts }: Rehearsed): Judged {
  const [audit] = drafts;
  const { effects, trace, permit, denial } = trip;
  if (audit === undefined) throw new Error(`a rehearsal ended in ${context.endedIn}`);
  const way = { effects, trace, audit, inner: inner.map(innerOf), unstated: unstatedIn(inner) };
  const isThrough = trip.tool?.system === 'aegis' ? denial === undefined : audit.type === 'intent';
  if (isThrough && permit !== undefined)
    // Of a preview counts leave, and no column.
    return allowedAs({ ...way, effects: owingOf(permit).effects }, permit.obligations);
  if (denial === undefined) throw new Error(`a rehearsal ended in ${context.endedIn}`);
  return deniedAs(way, denial);
}

interface Staff {
  readonly means: RehearsalMeans;
  readonly law: Law;
  readonly scene: Scene;
  readonly drafts: EntryDraft[];
}

/** Its receipts are good for the rehearsal and nowhere else: the key is gone with it. */
export const signerOf = ({ hmac }: Digest): Seals => ({
  sign: hmac,
  verify: (text, signature) => hmac(text) === signature,
  keyId: 'rehearsal',
});

const isPlanOf = ({ registry }: Law, { tool }: Scene): boolean =>
  registry.tools.get(askedTool(tool))?.system === 'aegis';

/** The session counts on while a plan's calls end. */
function sessionOf(scene: Scene): Officers['session'] {
  let facts = factsOf(scene);
  return {
    facts: () => facts,
    send: (message) => {
      facts = reduceSession(facts, message).facts;
    },
  };
}

/** INVARIANT: there is no downstream among them. */
function worldOf({ means, law, scene, drafts }: Staff) {
  const clock = clockAt(means, scene.at);
  const desk = createDesk(clock);
  const digest = digestFor(means);
  const [store, ownStore] = [createMemoryStore(), createMemoryStore()];
  const onFailed = (): void => undefined;
  const looking = { store, clock, within: officerDeadline };
  const signer = signerOf(digest);
  const mint = createMint({ store, signer, clock, chance: means.chance, desk, chain: 'rehearsal', onFailed });
  const analyst = createAnalyst({ reader: means.reader, desk, catalog: law.catalog });
  const bursar = createBursar({ store, ownStore, clock, desk, onFailed });
  const strongbox = createStrongbox({ desk });
  const officers: Officers = {
    desk,
    mint,
    overlay: createOverlayView({ ...looking, catalog: law.catalog, onFailed }),
    deposits: createDepositView(looking),
    analyst,
    bursar,
    strongbox,
    ledger: ledgerInto(drafts, desk, isPlanOf(law, scene)),
    downstream: () => undefined,
    session: sessionOf(scene),
    scrub: (text) => ({ text, hits: 0 }),
    scrubTable: () => undefined,
    masking: { mask: async () => 'lost', close: async () => undefined },
    cursors: createCursors(means.chance.id),
    remember: () => undefined,
    drift: () => [],
    ...{ structureChanged: nothing, structureUnderWay: nothing, structureDoubted: nothing },
  };
  const world: World = { law, officers, clock, digest };
  const close = (): void => {
    mint.stop();
    analyst.stop();
    bursar.stop();
    strongbox.stop();
  };
  return { world, clock, close, accounts: { store, ownStore } };
}

export async function rehearse(means: RehearsalMeans, law: Law, scene: Scene): Promise<Judged> {
  const drafts: EntryDraft[] = [];
  const { world: bare, clock, close, accounts } = worldOf({ means, law, scene, drafts });
  const { desk, mint } = bare.officers;
  const { world, inner, stop } = withPlans(bare, scene.args, means.chance);
  try {
    await earn({ desk, mint, clock, law, session }, scene);
    clock.set(scene.at);
    const spender = { session, role: scene.role };
    await open(accounts, { policy: law.policy, spender, at: scene.at }, scene.spent ?? []);
    const tool = askedTool(scene.tool);
    const call: Call = {
      ...(scene.preview === true ? asPreview(law.registry.tools.get(tool)?.audience) : {}),
      id: requestId(means.chance.id()),
      principal: { role: scene.role, session, client: 'rehearsal' },
      tool,
      arguments: scene.args,
      digest: world.digest.hmac(canonical(scene.args)),
      at: scene.at,
    };
    const ended = await runRequest({ call, world, signal: uncancelled.signal, offset: 0, badCursor: false });
    return judgedFrom({ ended, inner, drafts });
  } finally {
    stop();
    close();
  }
}
