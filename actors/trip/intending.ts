/** The first half of the execute stage: budgets promised, the lease taken, the write announced, and then the intent, durable. It refuses to go on without the ledger's word. */

import {
  amountsBody,
  callBody,
  capabilitiesBody,
  carriesBody,
  effectsBody,
  obligationsBody,
  traceBody,
} from '../../src/audit/bodies.js';
import type { EntryDraft } from '../../src/audit/entry.js';
import type { DatasetName } from '../../src/call/id.js';
import type { Refusal } from '../../src/policy/denial.js';
import { on, type Step } from '../request.js';
import { announce, carries } from './announce.js';
import { entry, record } from './recording.js';
import { letGo, promiseOf } from './spending.js';
import { askMint, refuse, type Trip, written } from './trip.js';

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
