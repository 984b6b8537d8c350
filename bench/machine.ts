/** The request machine alone: cost of one request in units of the yardstick, memory of waiting ones, and whether cost stays flat. */
import { createActor, type AnyActorRef } from 'xstate';
import { on, type Phases, requestMachine, requestId, type Stage, stages, type Step, wait } from 'aegis-kernel/kernel';
import { characters, fastest, yardstick } from './yardstick.js';

const waits: readonly Stage[] = ['precondition', 'intending', 'calling', 'audit'];
// `as`: one function a stage, by construction.
const phases = Object.fromEntries(stages.map((stage) => [stage, (): Step => (waits.includes(stage) ? wait : on)])) as unknown as Phases;

const start = (): AnyActorRef => createActor(requestMachine, { input: { id: requestId('r'), phases } }).start();
const finish = (actor: AnyActorRef): void => {
  for (const stage of waits) actor.send({ type: 'phase.done', stage, step: on });
};

const unit = yardstick();
const alone = fastest(() => finish(start()), 500);

const before = (globalThis.gc?.(), process.memoryUsage().heapUsed);
const waiting = Array.from({ length: 10_000 }, start);
globalThis.gc?.();
const held = process.memoryUsage().heapUsed - before;
const crowded = fastest(() => finish(start()), 500);
for (const actor of waiting) finish(actor);

console.log(
  JSON.stringify(
    {
      compared_with: `one JSON round trip of ${characters} characters (Y), same run`,
      request_in_Y: Number((alone / unit).toFixed(2)),
      waiting_10000_MiB: Number((held / 1024 / 1024).toFixed(1)),
      cost_with_10000_live_over_1: Number((crowded / alone).toFixed(2)),
      node: process.version,
    },
    null,
    2,
  ),
);
