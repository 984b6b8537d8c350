/** The second half of the execute stage: the downstream gets the Permit and nothing else. It refuses to take what was not said clearly for what did not happen. */

import { canonical } from '../../src/call/canonical.js';
import { wordsFor } from '../../src/call/flaw.js';
import type { RawResult } from '../../src/egress/released.js';
import { failure } from '../../src/egress/result/release.js';
import type { Code } from '../../src/fault.js';
import { changes } from '../../src/manifest/pin.js';
import { previewBody, previewedIn } from '../../src/native/previewed.js';
import type { Refusal } from '../../src/policy/denial.js';
import { clearOf, outgoing } from '../../src/policy/outgoing.js';
import { isNoAnswer } from '../desk.js';
import type { Called, Down } from '../messages.js';
import { on, type Step } from '../request.js';
import { judgedStill } from './announce.js';
import { officerDeadline, refuse, type Trip, written } from './trip.js';
import { opened } from './unsealing.js';

const faultCodes: Record<Extract<Called, { fault: unknown }>['fault'], Code> = {
  overloaded: 'overloaded',
  down: 'downstream-down',
  drift: 'tool-drift',
  permit: 'defect',
  closed: 'downstream-down',
  timeout: 'deadline-passed',
  cancelled: 'cancelled',
  protocol: 'downstream-failed',
  oversize: 'withheld',
};

const downFacts: Record<Down, string> = {
  open: 'the system failed too often and is left alone for a while',
  quarantined: 'the system is quarantined: what it says means nothing',
  stopping: 'the kernel is stopping',
};

export async function awaitCalling(trip: Trip): Promise<Step> {
  const { permit, tool, world } = trip;
  if (permit === undefined || tool === undefined) return refuse(trip, { code: 'defect', phase: 'execute' });
  if (world.digest.hmac(canonical(trip.call.arguments)) !== permit.arguments)
    return refuse(trip, { code: 'defect', phase: 'execute', facts: ['the permit is for other arguments'] });
  const bounds = {
    ...{ offset: trip.offset, schema: trip.effects.schema, obligations: permit.obligations },
    preview: permit.call.isPreview === true ? written(trip) : undefined,
    clear: () =>
      clearOf(trip.catalog, [...trip.effects.reads.map(({ dataset }) => dataset), ...written(trip)]),
  };
  // INVARIANT: after every decision, and into what is sent alone: the call itself keeps its seals.
  const args =
    tool.system === 'aegis'
      ? trip.call.arguments
      : await opened(trip, permit, outgoing(tool, trip.call.arguments, bounds));
  if (args === undefined)
    return refuse(trip, {
      code: 'seal-refused',
      phase: 'execute',
      facts: ['a seal is not held any more: read it again'],
    });
  trip.executed = 'intended';
  const answer = await world.officers.desk.ask<Called, Parameters<typeof callable.send>[0]>(
    world.officers.downstream(tool.system),
    (ticket) => ({ type: 'downstream.call', ticket, permit, args, signal: trip.signal }),
    tool.deadline + officerDeadline,
  );
  const step = called(
    trip,
    isNoAnswer(answer) ? { fault: 'closed', started: answer.noAnswer === 'deadline' } : answer,
  );
  return step.go === 'on' ? judgedStill(trip) : step;
}

declare const callable: NonNullable<ReturnType<Trip['world']['officers']['downstream']>>;

/** What has changed in the tool since it was approved, in words; empty while it is the same. */
export const driftFacts = ({ tool, world }: Trip): readonly string[] =>
  tool === undefined ? [] : world.officers.drift(tool).map((change) => changes[change]);

const factsOf = ({ why, flaw }: Extract<Called, { fault: unknown }>): readonly string[] => [
  ...(why === undefined ? [] : [downFacts[why]]),
  ...(flaw === undefined ? [] : [`the answer was not taken: ${wordsFor(flaw)}`]),
];

function called(trip: Trip, answer: Called): Step {
  if ('refusal' in answer) {
    trip.executed = 'confirmed';
    return refuse(trip, answer.refusal);
  }
  if ('fault' in answer) {
    trip.executed = answer.started ? 'unknown' : 'no';
    const facts = answer.fault === 'drift' ? driftFacts(trip) : factsOf(answer);
    return refuse(trip, { code: faultCodes[answer.fault], phase: 'execute', facts });
  }
  trip.executed = 'confirmed';
  const failed = failureOf(trip, answer.result);
  if (failed !== undefined) return refuse(trip, failed);
  if (trip.call.isPreview === true) return previewed(trip, answer.result);
  trip.raw = answer.result;
  trip.claims = answer.claims ?? [];
  trip.moved = answer.moved;
  return on;
}

/** INVARIANT: of a preview nothing goes on but counts, and what the system does not call rolled back is taken for written. */
function previewed(trip: Trip, { structuredContent }: RawResult): Step {
  const told = previewedIn(structuredContent, written(trip));
  if (told === undefined) {
    trip.mayStand = true;
    const facts = ['the system did not say that the preview was rolled back'];
    return refuse(trip, { code: 'withheld', phase: 'execute', facts });
  }
  trip.raw = { content: [], structuredContent: previewBody(told), isError: false };
  return on;
}

/** The system has said no, or that what was read of it is no longer so: the call ends where it was executed. */
function failureOf({ permit, tool, world }: Trip, result: RawResult): Refusal | undefined {
  if (permit === undefined || tool === undefined) return { code: 'defect', phase: 'execute' };
  const failed = failure(permit, result, { digest: world.digest, scrub: world.officers.scrub });
  if (failed?.code === 'schema-changed') world.officers.structureChanged(tool.system);
  return failed;
}
