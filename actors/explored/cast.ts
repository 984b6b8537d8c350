/** The kernels of a script and who they serve: real ones, started, served, killed and started again. It composes them and decides nothing. */
import type { ToolResult } from '../../src/egress/released.js';
import type { Script } from '../../src/explore/script.js';
import { createKernel, type Kernel } from '../kernel/assembly.js';
import type { KernelInput } from '../kernel/staff.js';
import type { Powers } from '../powers.js';
import type { Trail } from '../powers-sandbox.js';
import { codeOf } from './call.js';
import type { Gates } from './gates.js';
import type { Whose } from './held-clock.js';
import { type Held, holdPowers } from './held-powers.js';
import type { Witnessed } from './witnessed.js';

export interface Cast {
  /** Starts the kernels. Throws why one cannot start. */
  open(): Promise<void>;
  begin(who: string): boolean;
  cancel(who: string): boolean;
  wait(who: string): boolean;
  outside(dataset: string): Promise<boolean>;
  failJournal(kernel: string): boolean;
  /** The kernel that serves a call, or is started again, records nothing any more: it has found out. */
  isSealed(who: string): boolean;
  crash(kernel: string): Promise<boolean>;
  /** `how`: `under another policy`, or '' for the same. */
  recover(kernel: string, how: string): Promise<boolean>;
  /** Kernels that have died or can record nothing, and were not started again. */
  fallen(): readonly string[];
  ends(): Readonly<Record<string, string>>;
  /** Calls and starts that began, were not killed and have no answer. */
  silent(): readonly string[];
  close(): Promise<void>;
}

export type Composition = Omit<KernelInput, 'powers' | 'start' | 'desk'>;

export interface CastInput {
  readonly script: Script;
  readonly composition: Composition;
  /** The same rules under a text that differs. */
  readonly later: Composition;
  readonly gates: Gates;
  readonly trail: Trail<Whose>;
  readonly seen: Witnessed;
  /** The real hands of one start. */
  readonly powers: () => Powers;
  readonly abort: Powers['abort'];
  readonly datasets: Readonly<Record<string, readonly string[]>>;
  readonly write: (dataset: string) => boolean;
}

interface Started {
  readonly name: string;
  /** Which start of it this is, and under which policy. */
  readonly under: string;
  readonly serves: readonly string[];
  readonly kernel: Kernel;
  readonly held: Held;
  /** `failed`: its journal takes nothing any more. */
  is: 'alive' | 'failed' | 'dead';
}

interface Room extends CastInput {
  readonly callers: readonly string[];
  readonly ids: Map<string, number>;
  readonly kernels: Map<string, Started>;
  readonly starting: Map<string, Started>;
  readonly pairs: ReadonlyMap<string, ReturnType<Powers['abort']>>;
  /** Who has begun, and how they were answered; undefined while they are not. */
  readonly ends: Map<string, string | undefined>;
  readonly killed: Set<string>;
  starts: number;
}

/** A start after a death is held under this name. */
export const recovery = 'recovery';

function nextId({ ids }: Room, who: string): string {
  const next = (ids.get(who) ?? 0) + 1;
  ids.set(who, next);
  return `${who}.${next}`;
}

interface Start {
  readonly name: string;
  readonly serves: readonly string[];
  readonly composition: Composition;
}

async function compose(room: Room, { name, serves, composition }: Start): Promise<Started> {
  const { datasets, callers } = room;
  const all = Object.values(datasets).flat();
  const held = holdPowers({
    ...{ powers: room.powers(), gates: room.gates, trail: room.trail, watch: room.seen, callers },
    manifests: composition.law.registry.manifests,
    isOurs: (who, dataset) => (datasets[who] ?? all).includes(dataset),
    nextId: (who) => nextId(room, who),
  });
  const start = await held.powers.journal.open();
  room.starts += 1;
  const under = `start ${room.starts}`;
  const kernel = createKernel({ ...composition, powers: held.powers, desk: held.desk, start });
  return { name, serves, kernel, held, is: 'alive', under };
}

async function opened(room: Room, name: string, serves: readonly string[]): Promise<void> {
  const started = await compose(room, { name, serves, composition: room.composition });
  room.kernels.set(name, started);
  const report = await started.kernel.boot();
  if (!report.ok) throw new Error(`the kernel could not start: ${report.problem}`);
}

const kernelOf = ({ kernels }: Room, who: string): Started | undefined =>
  [...kernels.values()].find(({ serves }) => serves.includes(who));

/** A start answers no agent: its word is for nobody's request. */
function answered(room: Room, who: string, code: string): void {
  room.ends.set(who, code);
  room.seen.replied({ request: who === recovery ? '' : `${who}.1`, code });
}

function start(room: Room): boolean {
  const [first] = room.starting.values();
  if (first === undefined) return false;
  room.starting.clear();
  room.ends.set(recovery, undefined);
  const boot = (): ReturnType<Kernel['boot']> => first.kernel.boot();
  const booting = room.trail.within({ who: recovery, isWithin: false }, boot);
  void booting.then(({ ok }) => answered(room, recovery, ok ? 'allowed' : 'audit-failed'));
  return true;
}

function begin(room: Room, who: string): boolean {
  if (who === recovery) return start(room);
  const [call, started, pair] = [room.script.calls[who], kernelOf(room, who), room.pairs.get(who)];
  if (
    call === undefined ||
    pair === undefined ||
    started === undefined ||
    started.is === 'dead' ||
    room.ends.has(who)
  )
    return false;
  room.ends.set(who, undefined);
  room.seen.served(who, started.under);
  const { tool, args } = call;
  const ask = (): Promise<ToolResult> => started.kernel.face.callTool({ tool, args, signal: pair.signal });
  void room.trail.within({ who, isWithin: false }, ask).then((result) => answered(room, who, codeOf(result)));
  return true;
}

/** Begun, and not answered yet. */
const isOpen = ({ ends, killed }: Room, who: string): boolean =>
  ends.has(who) && ends.get(who) === undefined && !killed.has(who);

function failJournal({ kernels, seen }: Room, name: string): boolean {
  const started = kernels.get(name);
  if (started?.is !== 'alive') return false;
  started.is = 'failed';
  started.held.failJournal();
  seen.journal(name, true);
  return true;
}

async function crash(room: Room, name: string): Promise<boolean> {
  const started = room.kernels.get(name);
  if (started === undefined || started.is === 'dead') return false;
  started.is = 'dead';
  // What a child was handed it may still do.
  room.gates.forget(({ who, drop }) => started.serves.includes(who) && drop === undefined);
  // Who has not begun is served by the next start.
  for (const who of started.serves) if (room.ends.has(who)) room.killed.add(who);
  await started.held.die();
  return true;
}

async function recover(room: Room, name: string, how: string): Promise<boolean> {
  const started = room.kernels.get(name);
  if (started === undefined) return false;
  await crash(room, name);
  for (const one of room.gates.all()) if (started.serves.includes(one.who)) room.gates.drop(one);
  await started.held.bury();
  room.seen.journal(name, false);
  const composition = how === '' ? room.composition : room.later;
  const next = await compose(room, { name, serves: started.serves, composition });
  room.kernels.set(name, next);
  room.starting.set(name, next);
  return true;
}

async function close({ kernels }: Room): Promise<void> {
  for (const { held, is } of kernels.values()) {
    await held.bury();
    if (is !== 'dead') await held.die();
  }
}

async function open(room: Room): Promise<void> {
  if (room.script.kernels === 'one') return opened(room, 'k', room.callers);
  for (const name of room.callers) await opened(room, `k${name}`, [name]);
}

export function createCast(input: CastInput): Cast {
  const callers = Object.keys(input.script.calls);
  const room: Room = {
    ...{ ...input, callers, ids: new Map(), kernels: new Map(), starting: new Map() },
    ...{ ends: new Map(), killed: new Set(), starts: 0 },
    pairs: new Map(callers.map((name) => [name, input.abort()])),
  };
  return {
    open: () => open(room),
    begin: (who) => begin(room, who),
    cancel: (who) => {
      const isCancelled = isOpen(room, who);
      if (isCancelled) room.pairs.get(who)?.abort();
      return isCancelled;
    },
    wait: (who) => isOpen(room, who) && (kernelOf(room, who)?.held.wait(who) ?? false),
    outside: async (dataset) => {
      const isWritten = input.write(dataset);
      if (isWritten) await input.seen.outside(dataset);
      return isWritten;
    },
    failJournal: (name) => failJournal(room, name),
    isSealed: (who) => kernelOf(room, who)?.kernel.status().state === 'sealed',
    fallen: () => [...room.kernels.values()].flatMap(({ name, is }) => (is === 'alive' ? [] : [name])),
    crash: (name) => crash(room, name),
    recover: (name, how) => recover(room, name, how),
    ends: () => Object.fromEntries([...room.ends].map(([who, code]) => [who, code ?? ''])),
    silent: () => [...room.ends.keys()].filter((who) => isOpen(room, who)),
    close: () => close(room),
  };
}
