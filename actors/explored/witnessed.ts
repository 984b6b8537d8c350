/** What a real kernel did, step by step, held against the promises: what its store holds, its journal took, its children did and its agent was told. It looks by itself, and asks no officer. */
import type { RawResult } from '../../src/egress/released.js';
import type { Cells, StoredCell } from '../../src/explore/cells.js';
import type { ChildCall } from '../../src/explore/child.js';
import { type Broken, brokenBy, type Reply, type StepTaken } from '../../src/explore/promises.js';
import { cellsOf, done, type Versions, withContents, withVersion } from '../../src/explore/seen.js';
import { firstWorld, type World } from '../../src/explore/world.js';
import type { StateStore } from '../powers.js';
import type { Watch } from './held-link.js';

export interface Found extends Broken {
  /** Of the script, from 1; 0 when its steps are over. */
  readonly step: number;
}

export interface Witnessed extends Watch {
  readonly world: () => World;
  readonly found: () => readonly Found[];
  /** What is seen from now on belongs to this step. */
  readonly at: (step: number) => void;
  /** Which start of which kernel serves a call. */
  readonly served: (who: string, under: string) => void;
  readonly replied: (reply: Reply) => void;
  readonly outside: (dataset: string) => Promise<void>;
  /** Its journal takes nothing from now on, or takes lines again. */
  readonly journal: (kernel: string, isBroken: boolean) => void;
  readonly atRest: (broken: readonly Broken[]) => void;
}

export interface WitnessedInput {
  readonly store: StateStore;
  /** The version of what is in each dataset now; datasets that nobody can ask about are left out. */
  readonly look: () => Promise<Readonly<Record<string, string>>>;
  readonly guardsGold: boolean;
  readonly seeks?: (step: StepTaken) => string | undefined;
}

const kinds = ['receipt', 'epoch', 'doubt', 'lease', 'overlay'];

async function readCells(store: StateStore, versions: Versions): Promise<Cells> {
  const stored: (StoredCell & { readonly kind: string })[] = [];
  for (const kind of kinds) for (const cell of await store.list(kind, '')) stored.push({ kind, ...cell });
  return cellsOf(stored, versions);
}

interface Room extends WitnessedInput {
  world: World;
  versions: Versions;
  step: number;
  readonly found: Found[];
}

function note(room: Room, after: World, seen: Partial<StepTaken>): void {
  const step: StepTaken = {
    ...{ before: room.world, after, appended: [], guardsGold: room.guardsGold },
    ...seen,
  };
  room.world = after;
  const why = room.seeks?.(step);
  const sought = why === undefined ? [] : [{ promise: 'sought', why }];
  for (const one of [...brokenBy(step), ...sought]) room.found.push({ ...one, step: room.step });
}

/** Looks again at what is there; answers how often each dataset that can be looked at was changed. */
async function lookAgain(room: Room): Promise<Readonly<Record<string, number>>> {
  const now = await room.look();
  for (const [dataset, version] of Object.entries(now))
    room.versions = withVersion(room.versions, dataset, version);
  const count = (dataset: string, version: string): number => room.versions[dataset]?.indexOf(version) ?? 0;
  return Object.fromEntries(
    Object.entries(now).map(([dataset, version]) => [dataset, count(dataset, version)]),
  );
}

const unseen = (names: readonly string[], now: Readonly<Record<string, number>>): readonly string[] =>
  [...new Set(names)].filter((name) => now[name] === undefined);

async function did(room: Room, call: ChildCall, result: RawResult): Promise<void> {
  const now = call.writes.length > 0 ? await lookAgain(room) : {};
  const { world, isRefused } = done(room.world, call, { result, versions: room.versions });
  if (isRefused) return note(room, world, {});
  const written = call.writes.map(({ dataset }) => dataset);
  note(room, withContents(world, now, unseen(written, now)), { did: call });
}

const handedAs = (world: World, request: string, as: 'handed' | 'dropped'): World => ({
  ...world,
  handed: { ...world.handed, [request]: as },
});

function withLines(world: World, lines: StepTaken['appended']): World {
  const all: Record<string, StepTaken['appended']> = { ...world.lines };
  for (const line of lines) all[line.decision] = [...(all[line.decision] ?? []), line];
  return { ...world, lines: all };
}

export async function createWitnessed(input: WitnessedInput): Promise<Witnessed> {
  const room: Room = { ...input, world: firstWorld, versions: {}, step: 0, found: [] };
  await lookAgain(room);
  return {
    world: () => room.world,
    found: () => room.found,
    at: (step) => {
      room.step = step;
    },
    stored: async () => {
      const cells = await readCells(room.store, room.versions);
      note(room, { ...room.world, cells }, {});
    },
    appended: (all) => {
      const lines = all.filter(({ decision }) => decision !== '');
      note(room, withLines(room.world, lines), { appended: lines });
    },
    handed: (call) => note(room, handedAs(room.world, call.request, 'handed'), { took: call }),
    dropped: (call) => note(room, handedAs(room.world, call.request, 'dropped'), {}),
    did: (call, result) => did(room, call, result),
    served: (who, under) => {
      room.world = { ...room.world, served: { ...room.world.served, [who]: under } };
    },
    replied: (replied) => note(room, room.world, { replied }),
    outside: async (dataset) => {
      const now = await lookAgain(room);
      const outside = [...new Set([...room.world.outside, dataset])].sort();
      note(room, withContents({ ...room.world, outside }, now, unseen([dataset], now)), {});
    },
    journal: (kernel, isBroken) => {
      const others = room.world.broken.filter((name) => name !== kernel);
      note(room, { ...room.world, broken: isBroken ? [...others, kernel] : others }, {});
    },
    atRest: (broken) => room.found.push(...broken.map((one) => ({ ...one, step: 0 }))),
  };
}
