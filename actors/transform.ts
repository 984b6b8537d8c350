/** The transform stage: a raw result masked into a Released, here or on the thread that masks. It refuses what could not be masked in time. */
import { canPage } from '../src/call/outgoing.js';
import { budgetOf, largeFrom, sizeOf } from '../src/egress/job.js';
import { isReleased, jobFor, type ReleaseMeans, release, releaseAnswer } from '../src/egress/release.js';
import type { RawResult, Released } from '../src/egress/released.js';
import type { Tool } from '../src/manifest/manifest.js';
import type { Refusal } from '../src/policy/denial.js';
import type { Permit } from '../src/policy/permit.js';
import { on, type Step, wait } from './request.js';
import { refuse, type Trip } from './trip.js';

interface Transformed {
  readonly permit: Permit;
  readonly raw: RawResult;
  readonly tool: Tool;
}
const broken: Refusal = { code: 'defect', phase: 'transform' };

/** What is masked, and what it is masked by; undefined when a stage before has failed to leave it. */
const given = ({ permit, raw, tool }: Trip): Transformed | undefined =>
  permit === undefined || raw === undefined || tool === undefined ? undefined : { permit, raw, tool };

const keep = (trip: Trip, tool: Tool, next: { readonly cursor: string; readonly shown: number }): void =>
  trip.world.officers.cursors.keep(next.cursor, {
    tool: tool.name,
    args: trip.call.arguments,
    offset: trip.offset + next.shown,
    decision: trip.call.id,
  });

/** INVARIANT: what is not a Released is a denial. */
function answered(trip: Trip, tool: Tool, answer: Released | Refusal): Step {
  if (!isReleased(answer)) return refuse(trip, { ...answer, phase: 'transform' });
  trip.reply = answer;
  const { created, altered } = trip.effects;
  if (trip.call.isPreview !== true && created.length + altered.length > 0)
    trip.world.officers.structureChanged(tool.system);
  return on;
}

/** A result of some size waits for the thread that masks; what it takes would keep every other call waiting here. */
export function transform(trip: Trip): Step {
  const all = given(trip);
  if (all === undefined) return refuse(trip, broken);
  const { permit, raw, tool } = all;
  if (tool.system === 'aegis') return on;
  if (sizeOf(raw) > largeFrom) return wait;
  const { digest, officers } = trip.world;
  // The system has skipped the rows before this page itself.
  const means: ReleaseMeans = { digest, scrub: officers.scrub, offset: 0 };
  const cursorFor = (shown: number): string => {
    const cursor = officers.cursors.fresh();
    keep(trip, tool, { cursor, shown });
    return cursor;
  };
  return answered(trip, tool, release(permit, raw, canPage(tool) ? { ...means, cursorFor } : means));
}

export async function awaitTransform(trip: Trip): Promise<Step> {
  const all = given(trip);
  if (all === undefined) return refuse(trip, broken);
  const { permit, raw, tool } = all;
  const { cursors, masking, scrubTable } = trip.world.officers;
  const cursor = canPage(tool) ? { cursor: cursors.fresh() } : {};
  const job = jobFor(permit, raw, { scrub: scrubTable(), ...cursor });
  const answer = await masking.mask(job, budgetOf(sizeOf(raw)));
  const { next } = typeof answer === 'string' ? {} : answer;
  if (job.cursor !== undefined && next !== undefined) keep(trip, tool, { cursor: job.cursor, shown: next });
  return answered(trip, tool, releaseAnswer(permit, job, answer));
}
