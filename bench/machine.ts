/** The request machine alone: cost of one request in units of the yardstick, memory of waiting ones, and whether cost stays flat. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import {
  on,
  type Phases,
  requestId,
  requestMachine,
  type Stage,
  type Step,
  stages,
  tableCourse,
  wait,
} from 'aegis-kernel/kernel';
import { type AnyActorRef, createActor } from 'xstate';
import { characters, fastest, median, rounded, yardstick } from './yardstick.js';

export interface MachineFigures {
  readonly compared_with: string;
  /** All ten states of the shipped machine, four of them waiting; the phases themselves do nothing. */
  readonly request_in_Y: number;
  /** The same on the table derived from it, which is what runs when nobody observes. */
  readonly on_the_table_in_Y: number;
  readonly waiting_10000_MiB: number;
  readonly cost_with_10000_live_over_1: number;
}

const waits: readonly Stage[] = ['precondition', 'intending', 'calling', 'audit'];
// `as`: one function a stage, by construction.
const phases = Object.fromEntries(
  stages.map((stage) => [stage, (): Step => (waits.includes(stage) ? wait : on)]),
) as unknown as Phases;

const start = (): AnyActorRef =>
  createActor(requestMachine, { input: { id: requestId('r'), phases } }).start();
const finish = (actor: AnyActorRef): void => {
  for (const stage of waits) actor.send({ type: 'phase.done', stage, step: on });
};
const once = (): void => finish(start());
function onTheTable(): void {
  const course = tableCourse({ id: requestId('r'), phases }, { stood: () => undefined });
  course.start();
  for (const stage of waits) course.send({ type: 'phase.done', stage, step: on });
}

/** The collector, without a flag on the command line. */
function collector(): () => void {
  setFlagsFromString('--expose-gc');
  // `as`: with the flag set, a new context has the function under that name.
  return runInNewContext('gc') as () => void;
}

const live = 10_000;
const rounds = 5;

export function measureMachine(): MachineFigures {
  const collect = collector();
  const alone: { readonly unit: number; readonly request: number; readonly table: number }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    alone.push({ unit: yardstick(), request: fastest(once, 500), table: fastest(onTheTable, 500) });
  }
  collect();
  const before = process.memoryUsage().heapUsed;
  const waiting = Array.from({ length: live }, start);
  collect();
  const held = process.memoryUsage().heapUsed - before;
  const crowded = Array.from({ length: rounds }, () => fastest(once, 500));
  for (const actor of waiting) finish(actor);
  const single = Math.min(...alone.map((one) => one.request));
  return {
    compared_with: `one JSON round trip of ${characters} characters (Y), same run`,
    request_in_Y: rounded(median(alone.map(({ unit, request }) => request / unit))),
    on_the_table_in_Y: rounded(median(alone.map(({ unit, table }) => table / unit))),
    waiting_10000_MiB: rounded(held / 1024 / 1024, 1),
    cost_with_10000_live_over_1: rounded(Math.min(...crowded) / single),
  };
}
