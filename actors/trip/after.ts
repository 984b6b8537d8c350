/** The stages after transform: mint, audit. What is not sealed and recorded does not leave. */
import {
  amountsBody,
  callBody,
  capabilitiesBody,
  carriesBody,
  clearBody,
  effectsBody,
  engineBody,
  findingsBody,
  mediaBody,
  type Parts,
  refusalBody,
  traceBody,
} from '../../src/audit/bodies.js';
import type { EntryDraft } from '../../src/audit/entry.js';
import { decisionId } from '../../src/call/id.js';
import { isObject, type JsonObject } from '../../src/call/json.js';
import type { Sent, ToolResult } from '../../src/egress/released.js';
import { publish } from '../../src/egress/result/publish.js';
import { isReleased } from '../../src/egress/result/release.js';
import { previewedIn } from '../../src/native/previewed.js';
import { isSynthesised, synthesise } from '../../src/native/synthesised.js';
import { type Denial, denialText, deny } from '../../src/policy/denial.js';
import type { Claim, Receipt } from '../../src/receipt/receipt.js';
import { on, type RequestContext, type Step, wait } from '../request.js';
import { announce, objectsOf } from './announce.js';
import { free, writes } from './intending.js';
import { entry, record } from './recording.js';
import { letGo, owes, pay } from './spending.js';
import { askMint, refuse, standingOf, type Trip } from './trip.js';

/** Milliseconds a receipt is good for when nothing kills it before. */
const lifetime = 24 * 60 * 60 * 1000;

export function mint(trip: Trip): Step {
  if (trip.claims.length > 0 || owes(trip)) return wait;
  return native(trip);
}

function native(trip: Trip): Step {
  if (trip.tool?.system !== 'aegis') return on;
  const content = trip.raw?.structuredContent;
  if (content === undefined || !isObject(content)) return refuse(trip, { code: 'defect', phase: 'mint' });
  const shown = trip.receipts.map(({ id, kind, dataset, expires }) => ({
    id,
    kind,
    dataset,
    expires_in_seconds: Math.floor((expires - trip.call.at) / 1000),
  }));
  const whole: JsonObject = shown.length === 0 ? content : { ...content, receipts: shown };
  trip.reply = synthesise(whole, trip.world.officers.scrub);
  return on;
}

const seal = (trip: Trip, claim: Claim): Promise<Receipt | undefined> =>
  askMint<Receipt>(trip, (ticket) => ({
    type: 'mint.seal',
    ticket,
    claim,
    standing: standingOf(trip, [claim.dataset]),
    request: trip.call.id,
    lifetime,
  }));

export async function awaitMint(trip: Trip): Promise<Step> {
  const short = await pay(trip);
  if (short !== undefined) return refuse(trip, short);
  for (const claim of trip.claims) {
    const receipt = await seal(trip, claim);
    if (receipt === undefined)
      return refuse(trip, {
        code: 'version-mismatch',
        phase: 'mint',
        facts: [`${claim.dataset} was written while it was validated`],
      });
    trip.receipts = [...trip.receipts, receipt];
  }
  return native(trip);
}

const sentOf = ({ reply }: Trip): Sent | undefined =>
  reply !== undefined && isReleased(reply) ? reply.sent : undefined;

const rowsOf = (trip: Trip): number =>
  trip.reply !== undefined && isReleased(trip.reply) ? trip.reply.rows : 0;

/** What became of a preview, in words for whoever reads the journal. */
function previewEnding({ call, raw, mayStand, effects }: Trip): string | undefined {
  if (call.isPreview !== true) return undefined;
  const names = [...new Set(effects.writes.map(({ dataset }) => dataset))];
  const kept = previewedIn(raw?.structuredContent, names)?.kept ?? [];
  if (raw === undefined) return mayStand ? 'not known to be rolled back' : 'nothing to roll back';
  return ['previewed, rolled back', ...kept.map((one) => `but for ${one}`)].join(' ');
}

function outcomeBody(trip: Trip, context: RequestContext): EntryDraft['body'] {
  const { json, reply, receipts, denial } = trip;
  const body = callBody(trip.call);
  body.verdict = context.verdict;
  body.executed = executedOf(trip, context);
  body.rows = rowsOf(trip);
  const ending = previewEnding(trip);
  if (ending !== undefined) body.preview = ending;
  if (json !== undefined)
    body.result = typeof json === 'string' ? trip.world.digest.hmac(json) : (sentOf(trip)?.digest ?? '');
  if (reply !== undefined && isReleased(reply)) {
    body.masked = findingsBody(reply.findings);
    body.truncated = reply.truncated;
    const clear = clearBody(trip.obligations);
    if (clear.length > 0) body.clear = clear;
    const media = mediaBody(trip.obligations);
    if (media.length > 0) body.media = media;
  }
  if (trip.moved !== undefined) {
    body.rows = trip.moved.rows;
    body.masked = findingsBody(trip.moved.findings);
  }
  if (trip.engine !== undefined) body.engine = engineBody(trip.engine);
  if (trip.took !== undefined && trip.took.size > 0) body.spent = amountsBody(trip.took);
  // What was sealed and not confirmed is no receipt.
  if (receipts.length > 0 && context.verdict === 'allowed')
    body.minted = receipts.map(({ kind, dataset, id }) => `${kind} ${dataset} ${id}`);
  if (denial !== undefined) body.denial = refusalBody(denial);
  return body;
}

const denyBody = (trip: Trip, denial: Denial): EntryDraft['body'] => ({
  ...callBody(trip.call),
  ...refusalBody(denial),
  effects: effectsBody(trip.effects),
  capabilities: capabilitiesBody(trip.capabilities),
  rules: traceBody(trip.trace),
  policy: trip.world.law.policy.digest,
  catalog: trip.world.law.catalog.version,
});

/** A call that was sent and cut off has an unknown effect, whatever the machine was told last. */
const executedOf = (trip: Trip, context: RequestContext): RequestContext['executed'] =>
  context.executed === 'unknown' || (context.verdict !== 'allowed' && trip.executed === 'intended')
    ? 'unknown'
    : trip.executed;

const denialOf = (trip: Trip, context: RequestContext): Denial =>
  deny(decisionId(trip.call.id), {
    ...(trip.refusal ?? {}),
    code: context.code === '' ? 'defect' : context.code,
    phase: context.endedIn === '' ? 'audit' : context.endedIn,
  });

/** INVARIANT: a preview of which nobody knows that it was rolled back has been written: its classes follow and its receipts die, late as it is. */
async function doubtPreview(trip: Trip, context: RequestContext): Promise<void> {
  if (trip.call.isPreview !== true || !trip.intended) return;
  if (executedOf(trip, context) === 'unknown') trip.mayStand = true;
  if (trip.mayStand) await announce(trip, writes(trip));
}

/** Waits until the outcome is durable; only then are receipts live and doubts over. */
export async function awaitAudit(trip: Trip, context: RequestContext): Promise<Step> {
  trip.closed = true;
  if (context.verdict !== 'allowed') trip.denial = denialOf(trip, context);
  if (trip.reply !== undefined) trip.json = sentOf(trip)?.json ?? publish(trip.reply.result);
  await doubtPreview(trip, context);
  const body =
    trip.denial !== undefined && !trip.intended ? denyBody(trip, trip.denial) : outcomeBody(trip, context);
  const place = await record(
    trip,
    entry(trip, trip.denial !== undefined && !trip.intended ? 'deny' : 'outcome', body),
  );
  if (place === undefined) return refuse(trip, { code: 'audit-failed', phase: 'audit' });
  if (!(await settle(trip, context))) return refuse(trip, { code: 'audit-failed', phase: 'audit' });
  return on;
}

async function settle(trip: Trip, context: RequestContext): Promise<boolean> {
  const datasets = writes(trip);
  // INVARIANT: while the child may still make a write, its dataset is in doubt and its lease is held.
  const isKnown = executedOf(trip, context) !== 'unknown';
  const { put } = objectsOf(trip);
  if (trip.intended && isKnown && datasets.length > 0)
    await askMint(trip, (ticket) => ({
      ...{ type: 'mint.settle', ticket, datasets, request: trip.call.id },
      ...(put === undefined || context.verdict !== 'allowed' ? {} : { deposited: put.at }),
    }));
  if (trip.intended && isKnown) await free(trip);
  await letGo(trip, isKnown);
  if (trip.receipts.length === 0 || context.verdict !== 'allowed') return true;
  const receipts = trip.receipts.map((receipt) => receipt.id);
  return (await askMint(trip, (ticket) => ({ type: 'mint.confirm', ticket, receipts }))) !== undefined;
}

export const denialResult = (denial: Denial): ToolResult => ({
  content: [{ type: 'text', text: denialText(denial) }],
  // `as`: a Denial is plain JSON; interfaces have no index signature.
  structuredContent: denial as unknown as JsonObject,
  isError: true,
});

/** What may be said, once the machine has ended. INVARIANT: a result only when the machine ended in `done`. */
export function conclude(trip: Trip, context: RequestContext, isDone: boolean): ToolResult {
  const { reply } = trip;
  // INVARIANT: nothing is said that neither `release` nor `synthesise` has made.
  if (isDone && reply !== undefined && (isReleased(reply) || isSynthesised(reply))) return reply.result;
  const denial =
    isDone || trip.denial === undefined || context.code === 'audit-failed'
      ? denialOf(trip, context)
      : trip.denial;
  return denialResult(denial);
}

export function summary(trip: Trip, context: RequestContext): JsonObject {
  const { denial, effects } = trip;
  const told: Parts = {
    decision: trip.call.id,
    tool: trip.tool?.name ?? '(unknown)',
    verdict: context.verdict,
    capabilities: capabilitiesBody(trip.capabilities),
  };
  if (trip.intended && effects.carries.length > 0) told.carried = carriesBody(effects.carries);
  told.rules = traceBody(trip.trace);
  if (denial === undefined) return told;
  told.denial = refusalBody(denial);
  told.help = denial.help;
  told.remedies = denial.remedies.map((one) => ({ ...one }));
  return told;
}
