/** The officers that live as long as the kernel: who they are and what each is handed. What seals the kernel is decided in one line here. */
import { createActor } from 'xstate';
import type { Policy } from '../src/policy/policy.js';
import type { GateSize } from './admission.js';
import { createAnalyst } from './analyst.js';
import type { ConfigText } from './boot.js';
import { type BursarActor, createBursar } from './bursar.js';
import { createDesk, type Desk } from './desk.js';
import { createDoubts, type Doubts } from './doubts.js';
import { kernelMachine } from './kernel.js';
import { createLedger, type Ledger, type LedgerInput } from './ledger.js';
import { createMemoryStore } from './memory-store.js';
import { createMint, type MintActor } from './mint.js';
import { inspectedBy, type Observer } from './observer.js';
import { createOverlayView, type OverlayView } from './overlay.js';
import type { JournalStart, Orphan, Powers } from './powers.js';
import type { Requests } from './requests.js';
import type { Systems } from './systems.js';
import { type Law, officerDeadline } from './trip.js';
import { type Credentials, createVault, type Vault } from './vault.js';

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
  readonly analyst: ReturnType<typeof createAnalyst>;
  readonly vault: Vault;
  readonly doubts: Doubts;
  readonly overlay: OverlayView;
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

const credentialsOf = ({ registry }: Law): readonly Credentials[] =>
  registry.manifests.flatMap(({ system, launch }) =>
    launch === 'native' ? [] : [{ system, secrets: launch.secrets }],
  );

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
    credentials: credentialsOf(input.law),
    desk,
    log,
    onChanged: (system) => late.systems?.restart(system),
    onFailed: seal,
    ...seen('vault'),
  });
  const doubts = createDoubts({ desk, mint, ledger: ledger.actor });
  const overlay = overlayOf(input, seal);
  return {
    ...{ input, session: chance.id(), root, desk, late, ledger, successor },
    ...{ mint, bursar, analyst, vault, doubts, overlay, seal },
  };
}
