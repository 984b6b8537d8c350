/** The execute stage: first the intent is durable, then the downstream gets the Permit. Nothing is sent before the ledger's word. */

import {
  amountsBody,
  callBody,
  capabilitiesBody,
  carriesBody,
  effectsBody,
  obligationsBody,
  traceBody,
} from '../../src/audit/bodies.js';
import type { EntryDraft, EntryPlace } from '../../src/audit/entry.js';
import { canonical } from '../../src/call/canonical.js';
import { wordsFor } from '../../src/call/flaw.js';
import type { DatasetName } from '../../src/call/id.js';
import type { RawResult } from '../../src/egress/released.js';
import { failure } from '../../src/egress/result/release.js';
import type { Code } from '../../src/fault.js';
import { changes } from '../../src/manifest/pin.js';
import { previewBody, previewedIn } from '../../src/native/previewed.js';
import type { Refusal } from '../../src/policy/denial.js';
import { clearOf, outgoing } from '../../src/policy/outgoing.js';
import { isNoAnswer } from '../desk.js';
import type { Called, Down, LedgerMessage, MintMessage } from '../messages.js';
import { on, type Step } from '../request.js';
import { announce, carries, judgedStill } from './announce.js';
import { letGo, promiseOf } from './spending.js';
import { askOfficer, officerDeadline, refuse, type Trip, written } from './trip.js';
import { opened } from './unsealing.js';

export const entry = (trip: Trip, type: EntryDraft['type'], body: EntryDraft['body']): EntryDraft => ({
  type,
  decision: trip.call.id,
  session: trip.call.principal.session,
  body,
});

export const record = (trip: Trip, draft: EntryDraft): Promise<EntryPlace | undefined> =>
  askOfficer<EntryPlace, LedgerMessage>(trip, trip.world.officers.ledger, (ticket) => ({
    type: 'ledger.append',
    ticket,
    draft,
  }));

const askMint = <A extends object>(
  trip: Trip,
  build: (ticket: number) => MintMessage,
): Promise<A | undefined> => askOfficer<A, MintMessage>(trip, trip.world.officers.mint, build);

function intentBody(trip: Trip): EntryDraft['body'] {
  const { law } = trip.world;
  const carried = carries(trip);
  const { receipts } = trip.live;
  const body = callBody(trip.call);
  body.system = trip.tool?.system ?? '';
  body.effects = effectsBody(trip.effects);
  body.capabilities = capabilitiesBody(trip.capabilities);
  body.policy = law.policy.digest;
  body.catalog = law.catalog.version;
  if (carried.length > 0) body.carried = carriesBody(carried);
  body.rules = traceBody(trip.trace);
  body.obligations = obligationsBody(trip.obligations);
  if (trip.promised !== undefined) body.reserved = amountsBody(trip.promised.demands);
  if (receipts.length > 0) body.receipts = receipts.map((receipt) => receipt.id);
  return body;
}

/** A native tool's own inner calls take the lease; the outer call only plans. */
export const leased = (trip: Trip): readonly DatasetName[] =>
  // `as`: names of effects that passed the capability phase are catalogued.
  trip.tool?.system === 'aegis'
    ? []
    : trip.effects.writes
        .filter((write) => write.mode === 'promote')
        .map((write) => write.dataset as DatasetName);

/** Milliseconds after which a lease whose holder died is free again. */
const leaseFor = 60_000;

async function lease(trip: Trip): Promise<boolean> {
  for (const dataset of leased(trip)) {
    const answer = await askMint<{ readonly held: boolean }>(trip, (ticket) => ({
      type: 'mint.lease',
      ticket,
      dataset,
      request: trip.call.id,
      for: leaseFor,
    }));
    if (answer?.held !== true) return false;
  }
  return true;
}

export async function free(trip: Trip): Promise<void> {
  for (const dataset of leased(trip))
    await askMint(trip, (ticket) => ({ type: 'mint.free', ticket, dataset, request: trip.call.id }));
}

/** Native tools write through their inner calls, so only those move epochs; a preview writes nothing while it is known to be none. */
export const writes = (trip: Trip): readonly DatasetName[] =>
  trip.tool?.system === 'aegis' || (trip.call.isPreview === true && !trip.mayStand) ? [] : written(trip);

/**
 * INVARIANT: a call that writes no intent leaves neither a lease, a doubt nor a promise of budgets behind. What the mint has not answered in time it does all the
 * same, and takes back after it: it does one message after the other.
 */
async function giveBack(trip: Trip, refusal: Refusal): Promise<Step> {
  await letGo(trip, true);
  const datasets = writes(trip);
  if (datasets.length > 0)
    await askMint(trip, (ticket) => ({ type: 'mint.settle', ticket, datasets, request: trip.call.id }));
  await free(trip);
  return refuse(trip, refusal);
}

const cutOff: Refusal = { code: 'cancelled', phase: 'execute' };

export async function awaitIntending(trip: Trip): Promise<Step> {
  const short = await promiseOf(trip);
  if (short !== undefined) return giveBack(trip, short);
  if (trip.closed) return giveBack(trip, cutOff);
  if (!(await lease(trip))) return giveBack(trip, { code: 'dataset-busy', phase: 'execute' });
  if (trip.closed) return giveBack(trip, cutOff);
  const refusal = await announce(trip, writes(trip));
  if (refusal !== undefined) return giveBack(trip, refusal);
  if (trip.closed) return giveBack(trip, cutOff);
  trip.intended = true;
  const place = await record(trip, entry(trip, 'intent', intentBody(trip)));
  if (place === undefined)
    return refuse(trip, { code: 'audit-failed', phase: 'execute', facts: ['the intent is not durable'] });
  return on;
}

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
