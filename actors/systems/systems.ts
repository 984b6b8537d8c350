/** One supervisor a system, and the native officer among them. It knows who they are; it calls none of them itself. */
import { createActor } from 'xstate';
import type { SystemName } from '../../src/call/id.js';
import type { Launch, Manifest, Tool } from '../../src/manifest/manifest.js';
import type { Change } from '../../src/manifest/pin.js';
import type { Desk, Mailbox } from '../desk.js';
import { isNoAnswer } from '../desk.js';
import type { DownstreamMessage, Lent, VaultMessage } from '../messages.js';
import { type Observer, type OfficerWatch, startOfficer } from '../observer.js';
import { type NativeInput, nativeLogic } from '../officers/native.js';
import type { Vault } from '../officers/vault.js';
import type { Powers } from '../powers.js';
import { createDownstream, type Downstream, type DownstreamStatus, type SystemNote } from './downstream.js';
import type { DriftReport } from './drift.js';

export interface SystemStatus extends DownstreamStatus {
  readonly system: string;
}

export interface Systems {
  readonly mailbox: (system: string) => Mailbox<DownstreamMessage> | undefined;
  /** What has changed in a tool since it was approved. */
  readonly drift: (tool: Tool) => readonly Change[];
  status(): readonly SystemStatus[];
  restart(system: SystemName): void;
  stop(): Promise<void>;
}

export interface SystemsInput {
  readonly manifests: readonly Manifest[];
  readonly powers: Pick<Powers, 'spawner' | 'clock' | 'digest' | 'log' | 'abort'>;
  readonly desk: Desk;
  readonly vault: Vault;
  readonly native: Omit<NativeInput, 'desk' | 'observed'>;
  readonly onDoubtEnded: (request: string) => void;
  readonly onNote: (system: string, note: SystemNote) => void;
  readonly onDrift: (manifest: Manifest, report: DriftReport) => void;
  /** Absent when nobody observes. */
  readonly observer?: Observer;
}

/** Milliseconds the vault has to answer, and a system has to stop. */
const leaseWithin = 15_000;
const stopWithin = 10_000;

/** The one function that a supervisor gets to its credentials by; the seal is nowhere else. */
function leaseFor({ desk, vault }: SystemsInput, system: SystemName): () => Promise<Lent> {
  const seal = vault.sealFor(system);
  return async () => {
    if (seal === undefined) return { failed: 'the seal of this system was given away' };
    const answer = await desk.ask<Lent, VaultMessage>(
      vault.actor,
      (ticket) => ({ type: 'vault.lease', ticket, seal }),
      leaseWithin,
    );
    return isNoAnswer(answer) ? { failed: 'the vault gave no answer' } : answer;
  };
}

const supervise = (input: SystemsInput, manifest: Manifest, launch: Launch): Downstream =>
  createDownstream({
    system: manifest.system,
    launch,
    spawner: input.powers.spawner,
    clock: input.powers.clock,
    log: input.powers.log,
    abort: input.powers.abort,
    desk: input.desk,
    lease: leaseFor(input, manifest.system),
    onStatus: () => undefined,
    onDoubtEnded: input.onDoubtEnded,
    onNote: (note) => input.onNote(manifest.system, note),
    pins: {
      tools: manifest.tools,
      digest: input.powers.digest,
      onDrift: (report) => input.onDrift(manifest, report),
    },
    ...observedBy(input.observer?.officer(`downstream:${manifest.system}`)),
  });

const observedBy = (observed: OfficerWatch | undefined): { readonly observed?: OfficerWatch } =>
  observed === undefined ? {} : { observed };

export function createSystems(input: SystemsInput): Systems {
  const supervisors = new Map<string, Downstream>();
  for (const manifest of input.manifests)
    if (manifest.launch !== 'native')
      supervisors.set(manifest.system, supervise(input, manifest, manifest.launch));
  const observed = input.observer?.officer('native');
  const native = startOfficer(
    createActor(nativeLogic, { input: { ...input.native, desk: input.desk, ...observedBy(observed) } }),
    observed,
  );
  return {
    mailbox: (system) => (system === 'aegis' ? native : supervisors.get(system)),
    drift: (tool) => supervisors.get(tool.system)?.drift(tool.name) ?? [],
    status: () => [...supervisors].map(([system, one]) => ({ system, ...one.status() })),
    restart: (system) => supervisors.get(system)?.send({ type: 'downstream.restart' }),
    stop: async () => {
      const stopping = [...supervisors.values()].map((one) =>
        input.desk.ask<object, DownstreamMessage>(
          one,
          (ticket) => ({ type: 'downstream.stop', ticket }),
          stopWithin,
        ),
      );
      await Promise.all(stopping);
      native.stop();
    },
  };
}
