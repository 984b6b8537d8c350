/** The officers that live as long as the kernel: who they are and what each is handed. What seals the kernel is decided in one line here. */
import { createActor } from 'xstate';
import type { SystemName } from '../../src/call/id.js';
import type { SecretRef } from '../../src/manifest/manifest.js';
import type { Policy } from '../../src/policy/policy.js';
import { createDepositView, type DepositView } from '../cells/deposits.js';
import { createMemoryStore } from '../cells/memory-store.js';
import { createOverlayView, type OverlayView } from '../cells/overlay.js';
import { createDesk, type Desk, isNoAnswer } from '../desk.js';
import { type Engine, isFailed, type Lent, type VaultMessage } from '../messages.js';
import { inspectedBy, type Observer } from '../observer.js';
import { createAnalyst } from '../officers/analyst.js';
import { type BursarActor, createBursar } from '../officers/bursar.js';
import { createDoubts, type Doubts } from '../officers/doubts.js';
import { createEngine } from '../officers/engine.js';
import { createLedger, type Ledger, type LedgerInput } from '../officers/ledger.js';
import { createMint, type MintActor } from '../officers/mint.js';
import { createStrongbox, type StrongboxActor } from '../officers/strongbox.js';
import { type Credentials, createVault, type Vault } from '../officers/vault.js';
import type { JournalStart, Orphan, Powers } from '../powers.js';
import type { Systems } from '../systems/systems.js';
import type { GateSize } from '../trip/admission.js';
import type { Requests } from '../trip/requests.js';
import { type Law, officerDeadline } from '../trip/trip.js';
import type { ConfigText } from './boot.js';
import { kernelMachine } from './kernel.js';

export interface KernelInput {
  readonly powers: Powers;
  readonly law: Law;
  /** Decides for the kernel's own principal while it reads structures. */
  readonly bootPolicy: Policy;
  readonly role: string;
  readonly version: string;
  readonly limits: GateSize;
  /** What the journal said when it was opened. */
  readonly start: JournalStart;
  readonly texts: readonly ConfigText[];
  /** Secrets may come from the environment: recorded in the `config` entry. */
  readonly dev: boolean;
  /** How the engine is asked; absent where none is configured. `secret`: what it knows the kernel by. */
  readonly engine?: { readonly within: number; readonly secret?: SecretRef };
  /** Absent when nobody observes; it may not throw. */
  readonly observer?: Observer;
  /** Made for this kernel alone, where whoever composes it holds messages back; absent otherwise. */
  readonly desk?: Desk;
}

/** What officers need of each other before both exist. Empty until the kernel is whole. */
export interface Late {
  requests: Requests | undefined;
  systems: Systems | undefined;
}

const startRoot = (observer?: Observer) =>
  createActor(kernelMachine, inspectedBy(observer?.inspect('kernel'))).start();

export interface Staff {
  readonly input: KernelInput;
  readonly session: string;
  readonly root: ReturnType<typeof startRoot>;
  readonly desk: Desk;
  readonly late: Late;
  readonly ledger: Ledger;
  /** Writes to the chain of a kernel that died, until it is closed. */
  readonly successor: (orphan: Orphan) => Ledger['actor'];
  readonly mint: MintActor;
  readonly bursar: BursarActor;
  readonly strongbox: StrongboxActor;
  readonly analyst: ReturnType<typeof createAnalyst>;
  readonly vault: Vault;
  readonly doubts: Doubts;
  readonly overlay: OverlayView;
  readonly deposits: DepositView;
  /** Absent where no engine is configured. */
  readonly engine: Engine | undefined;
  /** Nothing is served any more. The operator is told once. */
  readonly seal: (why: string) => void;
}

const sealer =
  (root: ReturnType<typeof startRoot>, { log }: Powers) =>
  (why: string): void => {
    if (root.getSnapshot().value === 'sealed') return;
    root.send({ type: 'seal', why });
    log.line('error', `sealed: ${why}; every call is denied until the kernel is started again`);
  };

/** As the vault knows the engine. No manifest can take the name: it is none of a system. */
const engineSystem = 'pii:engine' as SystemName;

const credentialsOf = ({ law, engine }: KernelInput): readonly Credentials[] => [
  ...law.registry.manifests.flatMap(({ system, launch }) =>
    launch === 'native' ? [] : [{ system, secrets: launch.secrets }],
  ),
  ...(engine?.secret === undefined ? [] : [{ system: engineSystem, secrets: { token: engine.secret } }]),
];

/** The one function that the engine's officer gets to its credential by: asked for anew each time, so that a changed one is used. */
function tokenFor(vault: Vault, desk: Desk, within: number): () => Promise<string | undefined> {
  const seal = vault.sealFor(engineSystem);
  return async () => {
    if (seal === undefined) return undefined;
    const answer = await desk.ask<Lent, VaultMessage>(
      vault.actor,
      (ticket) => ({ type: 'vault.lease', ticket, seal }),
      within,
    );
    return isNoAnswer(answer) || isFailed(answer) ? undefined : answer.env.token;
  };
}

function engineOf({ powers, engine, observer }: KernelInput, vault: Vault, desk: Desk): Engine | undefined {
  if (engine === undefined && powers.engine === undefined) return undefined;
  // INVARIANT: a kernel that is to ask an engine does not start without one.
  if (engine === undefined || powers.engine === undefined)
    throw new Error('an engine is named and not there');
  const { within, secret } = engine;
  return createEngine({
    ...{ engine: powers.engine, clock: powers.clock, within, inspect: observer?.inspect('engine') },
    ...(secret === undefined ? {} : { token: tokenFor(vault, desk, within) }),
  });
}

const overlayOf = ({ powers: { store, clock }, law }: KernelInput, onFailed: Staff['seal']): OverlayView =>
  createOverlayView({ store, clock, catalog: law.catalog, within: officerDeadline, onFailed });

type Watched = Pick<LedgerInput, 'watch' | 'observed'>;
const watchedBy = (observer: Observer | undefined): Watched =>
  observer === undefined ? {} : { watch: observer.chain, observed: observer.officer('ledger') };

export function createStaff(input: KernelInput): Staff {
  const { journal, clock, chance, digest, signer, store, secrets, log, reader } = input.powers;
  const { observer } = input;
  const root = startRoot(observer);
  const desk = input.desk ?? createDesk(clock);
  const late: Late = { requests: undefined, systems: undefined };
  const seal = sealer(root, input.powers);
  const boot = chance.id();
  const ledgerOf = (chain: Orphan & Watched, onFailed: (why: string) => void): Ledger =>
    createLedger({ ...chain, clock, digest, signer, desk, boot, onFailed });
  const ledger = ledgerOf({ journal, start: input.start, ...watchedBy(observer) }, seal);
  // A failure of its chain fails the start, which asks it.
  const successor = (orphan: Orphan): Ledger['actor'] => ledgerOf(orphan, () => undefined).actor;
  const seen = (name: string) => (observer === undefined ? {} : { observed: observer.officer(name) });
  const mint = createMint({
    ...{ store, signer, clock, chance, desk, chain: journal.name, onFailed: seal },
    ...seen('mint'),
  });
  const ownStore = createMemoryStore();
  const bursar = createBursar({ store, ownStore, clock, desk, onFailed: seal, ...seen('bursar') });
  const analyst = createAnalyst({ reader, desk, catalog: input.law.catalog, ...seen('analyst') });
  const vault = createVault({
    secrets,
    credentials: credentialsOf(input),
    desk,
    log,
    onChanged: (system) => late.systems?.restart(system),
    onFailed: seal,
    ...seen('vault'),
  });
  const doubts = createDoubts({ desk, mint, ledger: ledger.actor });
  const overlay = overlayOf(input, seal);
  const deposits = createDepositView({ store, clock, within: officerDeadline });
  const engine = engineOf(input, vault, desk);
  return {
    ...{ input, session: chance.id(), root, desk, late, ledger, successor },
    ...{ mint, bursar, analyst, vault, doubts, overlay, deposits, engine, seal },
    strongbox: createStrongbox({ desk }),
  };
}
