/** Puts the kernel together around one law, starts it and stops it. Nothing is decided here. */
import type { Principal } from '../../src/call/call.js';
import { sessionId } from '../../src/call/id.js';
import { isNoAnswer } from '../desk.js';
import { isFailed, type LedgerMessage } from '../messages.js';
import { nativeWorld } from '../officers/native-world.js';
import type { NorthFace } from '../powers.js';
import { createStructures, type Structures } from '../systems/structures.js';
import { createSystems, type SystemStatus, type Systems } from '../systems/systems.js';
import { createGate, type Gate } from '../trip/admission.js';
import { createRequests, type Requests } from '../trip/requests.js';
import type { World } from '../trip/trip.js';
import { type BootReport, bootKernel } from './boot.js';
import { createMemory, type Memory } from './memory.js';
import { createFace } from './north.js';
import { tellDrift } from './quarantine.js';
import { createStaff, type KernelInput, type Staff } from './staff.js';
import { type Surroundings, surroundingsOf } from './surroundings.js';

export interface KernelStatus {
  readonly state: string;
  /** Why it is sealed; '' otherwise. */
  readonly why: string;
  readonly session: string;
  readonly chain: string;
  readonly inFlight: number;
  readonly systems: readonly SystemStatus[];
}

export interface Kernel {
  readonly face: NorthFace;
  boot(): Promise<BootReport>;
  status(): KernelStatus;
  /** Nobody new comes in; what is inside ends; everything stops. Resolves when the journal is closed. */
  stop(): Promise<void>;
  /** What may be looked at while it runs. */
  readonly around: Surroundings;
}

interface Whole {
  readonly staff: Staff;
  readonly memory: Memory;
  readonly systems: Systems;
  readonly structures: Structures;
  readonly requests: Requests;
  readonly gate: Gate;
  readonly client: { name: string };
}

function hireSystems(staff: Staff, memory: Memory): Systems {
  const { input, desk, vault, doubts, late, mint, overlay } = staff;
  const { law, powers } = input;
  const { clock, digest } = powers;
  const decisions = memory.decisions.all;
  return createSystems({
    manifests: law.registry.manifests,
    powers,
    desk,
    vault,
    native: {
      worldFor: (permit) => nativeWorld({ law, clock, digest, desk, mint, overlay, decisions }, permit),
      runInner: async (permit, call, signal) =>
        late.requests?.inner(permit, call, signal) ?? { ok: false, code: 'draining', facts: [] },
    },
    onDoubtEnded: doubts.over,
    onNote: (system, note) => memory.record({ system, ...note }, 'system'),
    onDrift: tellDrift(powers.log, memory.record),
    ...(input.observer === undefined ? {} : { observer: input.observer }),
  });
}

const worldOf = (
  staff: Staff,
  memory: Memory,
  parts: { readonly systems: Systems; readonly structures: Structures },
): World => ({
  law: staff.input.law,
  clock: staff.input.powers.clock,
  digest: staff.input.powers.digest,
  officers: {
    desk: staff.desk,
    ledger: staff.ledger.actor,
    mint: staff.mint,
    analyst: staff.analyst,
    bursar: staff.bursar,
    strongbox: staff.strongbox,
    downstream: parts.systems.mailbox,
    drift: parts.systems.drift,
    session: memory.session,
    scrub: staff.vault.scrub,
    scrubTable: staff.vault.scrubTable,
    masking: staff.input.powers.masking,
    engine: staff.engine,
    cursors: memory.cursors,
    remember: memory.decisions.remember,
    structureChanged: (system) => void parts.structures.changed(system),
    structureUnderWay: parts.structures.underWay,
    structureDoubted: parts.structures.doubted,
    overlay: staff.overlay,
    deposits: staff.deposits,
  },
});

/** Inner calls have a lane of their own, or a kernel full of plans would wait for itself. */
const laneFor = (inFlight: number): Gate =>
  createGate({ inFlight, perSession: inFlight, waiting: inFlight * 4 });

function assemble(input: KernelInput): Whole {
  const staff = createStaff(input);
  const { late, root, doubts, desk, analyst } = staff;
  const memory = createMemory(staff);
  const systems = hireSystems(staff, memory);
  late.systems = systems;
  const kernelCalls = {
    fromKernel: (call: Parameters<Requests['fromKernel']>[0]) => requests.fromKernel(call),
  };
  const structures = createStructures({
    registry: input.law.registry,
    requests: kernelCalls,
    desk,
    analyst,
    ...{ log: input.powers.log, clock: input.powers.clock },
  });
  const world = worldOf(staff, memory, { systems, structures });
  const gate = createGate(input.limits);
  const client = { name: '' };
  const requests = createRequests({
    powers: input.powers,
    world,
    bootWorld: { ...world, law: { ...world.law, policy: input.bootPolicy } },
    gate,
    lane: laneFor(input.limits.inFlight),
    principal: (): Principal => ({
      role: input.role,
      session: sessionId(staff.session),
      client: client.name,
    }),
    door: () => doorOf(root.getSnapshot().value),
    turnedAway: () => turnAway(staff),
    ended: doubts.consider,
    ...(input.observer === undefined ? {} : { observe: input.observer.begin }),
  });
  late.requests = requests;
  return { staff, memory, systems, structures, requests, gate, client };
}

const doorOf = (state: string): 'open' | 'sealed' | 'draining' =>
  state === 'serving' || state === 'booting' ? 'open' : state === 'sealed' ? 'sealed' : 'draining';

function turnAway({ root, input }: Staff): void {
  root.send({ type: 'turned.away' });
  input.powers.journal.countSealed(root.getSnapshot().context.sealedCount);
}

async function boot({ staff, structures, memory }: Whole): Promise<BootReport> {
  const { input, desk, ledger, mint, vault, root, successor } = staff;
  const { law, role, version, dev, start, texts } = input;
  const facts = { role, version, dev, policy: law.policy.digest, catalog: law.catalog.version };
  const { journal, log } = input.powers;
  const report = await bootKernel({
    ...{ desk, mint, journal, start, successor, texts, facts },
    ledger: ledger.actor,
    vault: vault.actor,
    warn: (text) => log.line('error', text),
  });
  if (!report.ok) {
    root.send({ type: 'failed', why: report.problem });
    return report;
  }
  await structures.readAll();
  memory.record({ opened: staff.session, role });
  root.send({ type: 'booted' });
  return report;
}

/** Milliseconds those inside have to end before what they wait for is stopped under them. */
const drainWithin = 10_000;

async function stop({ staff, gate, systems }: Whole): Promise<void> {
  const { root, input, desk, ledger, vault } = staff;
  const { clock, store, reader, masking, log } = input.powers;
  root.send({ type: 'drain' });
  gate.close();
  await Promise.race([gate.empty(), new Promise<void>((late) => void clock.after(drainWithin, late))]);
  await systems.stop();
  staff.strongbox.stop();
  vault.close();
  const closed = await desk.ask<object, LedgerMessage>(
    ledger.actor,
    (ticket) => ({ type: 'ledger.close', ticket }),
    drainWithin,
  );
  if (isNoAnswer(closed) || isFailed(closed)) log.line('error', 'the journal could not be closed in order');
  await Promise.all([reader.close(), masking.close()]);
  staff.engine?.close();
  await store.close();
  root.send({ type: 'drained' });
}

export function createKernel(input: KernelInput): Kernel {
  const whole = assemble(input);
  const { staff, memory, systems, gate, requests, client } = whole;
  return {
    face: createFace({
      law: input.law,
      role: input.role,
      version: input.version,
      requests,
      refused: (what) => staff.ledger.actor.send({ type: 'ledger.refused', session: staff.session, what }),
      connected: (name, version) => {
        client.name = name;
        memory.record({ client: name.slice(0, 100), client_version: version.slice(0, 50) });
      },
    }),
    boot: () => boot(whole),
    status: () => ({
      state: String(staff.root.getSnapshot().value),
      why: staff.root.getSnapshot().context.why,
      session: staff.session,
      chain: input.powers.journal.name,
      inFlight: gate.inside(),
      systems: systems.status(),
    }),
    stop: () => stop(whole),
    around: surroundingsOf(staff, memory, { systems, client: () => client.name }),
  };
}
