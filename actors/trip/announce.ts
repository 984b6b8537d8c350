/** What a write says before it is made, and whether what a result was judged by still holds. A class that came in between is a no, and the call may come again. */
import type { DatasetName } from '../../src/call/id.js';
import type { Carry } from '../../src/catalog/overlay.js';
import type { Refusal } from '../../src/policy/denial.js';
import { reclassifiedSince } from '../cells/overlay.js';
import type { Carrying, Intent, MintMessage, Objects } from '../messages.js';
import { on, type Step } from '../request.js';
import { askOfficer, refuse, type Trip, written } from './trip.js';

/** A native tool's own inner calls carry what they write; the outer call only plans, and a preview leaves nothing behind. */
export const carries = (trip: Trip): readonly Carry[] =>
  trip.tool?.system === 'aegis' || (trip.call.isPreview === true && !trip.mayStand)
    ? []
    : trip.effects.carries;

const carryingOf = (trip: Trip): Carrying => ({
  carries: carries(trip),
  reads: [...new Set([...trip.effects.reads.map((read) => read.dataset), ...written(trip)])],
  judged: trip.catalog.overlay ?? 0,
});

/** INVARIANT: a body is the kernel's own where one plan has put all of it into one object; any other write ends what was known of all that it may reach. */
export function objectsOf({ call, catalog, effects }: Trip): Objects {
  const isOfObjects = (name: string): boolean =>
    [...catalog.datasets.values()].some((one) => one.name === name && one.form === 'objects');
  const overwritten = effects.writes
    .filter(({ dataset }) => isOfObjects(dataset))
    .map(({ dataset, object }) => ({ dataset, ...(object === undefined ? {} : { object }) }));
  const [one, ...others] = effects.writes;
  const { deposit } = call;
  if (deposit === undefined || one?.object === undefined || others.length > 0) return { overwritten };
  return { overwritten, put: { at: { dataset: one.dataset, object: one.object }, deposit } };
}

/** What a call was judged by is not what holds now: it is to be judged again. */
const reclassified = (datasets: readonly string[]): Refusal => ({
  code: 'schema-changed',
  phase: 'execute',
  facts: datasets.slice(0, 3).map((dataset) => `the classes of ${dataset} changed since the call was read`),
});

/** Doubt, classes and epochs, durable before the intent is; undefined when they are. */
export async function announce(trip: Trip, datasets: readonly DatasetName[]): Promise<Refusal | undefined> {
  if (datasets.length === 0) return undefined;
  const answer = await askOfficer<Intent, MintMessage>(trip, trip.world.officers.mint, (ticket) => ({
    type: 'mint.intend',
    ticket,
    datasets,
    request: trip.call.id,
    carrying: carryingOf(trip),
    objects: objectsOf(trip),
  }));
  const phase = 'execute';
  if (answer === undefined)
    return { code: 'audit-failed', phase, facts: ['the write epoch could not be moved'] };
  if ('stale' in answer) return reclassified(answer.stale);
  if (!('busy' in answer)) return undefined;
  const facts = answer.busy.map((dataset) => `a write under way reads ${dataset}, which gains a class`);
  return { code: 'dataset-busy', phase, facts: facts.slice(0, 3) };
}

/** A write has settled this at its intent, which a preview has not; a plan's inner calls each settle their own. */
export async function judgedStill(trip: Trip): Promise<Step> {
  const { call, effects, catalog, world } = trip;
  const isSettled = effects.writes.length > 0 && call.isPreview !== true;
  if (isSettled || trip.tool?.system === 'aegis') return on;
  const names = [...effects.reads, ...effects.writes].map(({ dataset }) => dataset);
  if (names.length === 0) return on;
  const changed = await reclassifiedSince(world.officers.overlay, catalog, names);
  return changed.length === 0 ? on : refuse(trip, reclassified(changed));
}
