/** The transform stage: a raw result masked into a Released, here or on the thread that masks. It refuses what could not be masked in time. */
import { countsResults } from '../../src/budget/budget.js';
import { type EngineFault, engineFaults } from '../../src/egress/net/engine/engine.js';
import { type Sealed, sealedIn } from '../../src/egress/operators/sealed.js';
import type { RawResult, Released } from '../../src/egress/released.js';
import {
  budgetOf,
  doJob,
  type EngineTurn,
  isLarge,
  type MaskAnswer,
  type MaskJob,
  sizeOf,
  type Unmasked,
} from '../../src/egress/result/job.js';
import {
  isReleased,
  jobFor,
  type ReleaseMeans,
  release,
  releaseAnswer,
} from '../../src/egress/result/release.js';
import type { Tool } from '../../src/manifest/manifest.js';
import type { Refusal } from '../../src/policy/denial.js';
import { canPage } from '../../src/policy/outgoing.js';
import type { Permit } from '../../src/policy/permit.js';
import { type Engine, isUnavailable } from '../messages.js';
import { on, type Step, wait } from '../request.js';
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
  });

interface Answered {
  readonly tool: Tool;
  readonly answer: Released | Refusal;
  readonly sealed: readonly Sealed[];
}

/** Held before the reply leaves. What is masked for a plan was shown to no agent. */
function hold({ call, world }: Trip, sealed: readonly Sealed[]): void {
  if (sealed.length === 0 || call.parent !== undefined) return;
  world.officers.strongbox.send({ type: 'strongbox.keep', session: call.principal.session, sealed });
}

/** INVARIANT: what is not a Released is a denial. */
function answered(trip: Trip, { tool, answer, sealed }: Answered): Step {
  if (!isReleased(answer)) return refuse(trip, { ...answer, phase: 'transform' });
  trip.reply = answer;
  hold(trip, sealed);
  const { created, altered, dropped } = trip.effects;
  if (trip.call.isPreview !== true && created.length + altered.length + dropped.length > 0)
    trip.world.officers.structureChanged(tool.system);
  return on;
}

/** A result of some size waits, and one that an engine is asked about waits for the thread that masks; what it takes would keep every other call waiting here. */
export function transform(trip: Trip): Step {
  const all = given(trip);
  if (all === undefined) return refuse(trip, broken);
  const { permit, raw, tool } = all;
  if (tool.system === 'aegis') return on;
  if (engineFor(trip) !== undefined || isLarge(raw)) return wait;
  const { digest, officers } = trip.world;
  // The system has skipped the rows before this page itself.
  const means: ReleaseMeans = {
    digest,
    scrub: officers.scrub,
    offset: 0,
    keep: (one) => void sealed.push(one),
  };
  const sealed: Sealed[] = [];
  const cursorFor = (shown: number): string => {
    const cursor = officers.cursors.fresh();
    keep(trip, tool, { cursor, shown });
    return cursor;
  };
  const answer = release(permit, raw, canPage(tool) ? { ...means, cursorFor } : means);
  return answered(trip, { tool, answer, sealed });
}

/** INVARIANT: what a plan's inner call or the kernel itself has asked does not leave, so no engine is sent any of it. */
const engineFor = ({ call, world }: Trip): Engine | undefined =>
  call.parent === undefined ? world.officers.engine : undefined;

/** Where it keeps nobody waiting, and on the thread that masks otherwise. */
async function masked({ world }: Trip, job: MaskJob): Promise<MaskAnswer | Unmasked> {
  return isLarge(job.raw)
    ? world.officers.masking.mask(job, budgetOf(sizeOf(job.raw), job.raw))
    : doJob(job, world.digest);
}

/** What a plan asked for is its own to look at. */
const sendsOf = ({ call, world }: Trip): Pick<MaskJob, 'sends'> => {
  const { budgets, masks } = world.law.policy;
  if (call.parent !== undefined) return {};
  return { sends: countsResults(budgets) ? { countedBy: masks } : {} };
};

const degrades = ({ obligations }: Permit): boolean =>
  obligations.some((one) => one.kind === 'mask' && one.engine === 'degrade');

const withheld = ({ effects, call }: Trip, why: EngineFault): Refusal => ({
  ...{ code: 'engine-down', phase: 'transform', facts: [engineFaults[why]] },
  ...(why === 'large' ? { help: 'ask for fewer rows or columns' } : {}),
  ...(effects.writes.length > 0 && call.isPreview !== true
    ? { help: 'the write was made: do not make it again; read what it wrote' }
    : {}),
});

type Turn = EngineTurn | Refusal;

/** What the engine says of what was gathered, or what policy makes of its silence. */
async function turnAfter(trip: Trip, engine: Engine, answer: MaskAnswer): Promise<Turn> {
  const { masked: first, asks = [] } = answer;
  const found = asks.length === 0 ? [] : await engine.ask(asks);
  const use = { asked: asks.length };
  if (!isUnavailable(found)) {
    trip.engine = use;
    const answers = asks.map((sent, at) => [sent, found[at] ?? []] as const);
    return { turn: 'told', answers, rows: 'rows' in first ? first.rows : 0 };
  }
  trip.engine = { ...use, fault: found.fault };
  return trip.permit !== undefined && degrades(trip.permit)
    ? { turn: 'without', why: found.fault }
    : withheld(trip, found.fault);
}

/** Masked twice: once to know what the detectors leave to be asked, and once with what the engine said. */
async function engineTurn(trip: Trip, engine: Engine, job: MaskJob): Promise<Turn | Unmasked> {
  const { cursor: _, sends: __, ...first } = job;
  const answer = await masked(trip, { ...first, engine: { turn: 'ask' } });
  if (typeof answer === 'string') return answer;
  return 'code' in answer.masked ? answer.masked : turnAfter(trip, engine, answer);
}

export async function awaitTransform(trip: Trip): Promise<Step> {
  const all = given(trip);
  if (all === undefined) return refuse(trip, broken);
  const { permit, raw, tool } = all;
  const { cursors, scrubTable } = trip.world.officers;
  const cursor = canPage(tool) ? { cursor: cursors.fresh() } : {};
  const plain = jobFor(permit, raw, { scrub: scrubTable(), ...cursor, ...sendsOf(trip) });
  const engine = engineFor(trip);
  const turn = engine === undefined ? undefined : await engineTurn(trip, engine, plain);
  if (typeof turn === 'string')
    return answered(trip, { tool, answer: releaseAnswer(permit, plain, turn), sealed: [] });
  if (turn !== undefined && 'code' in turn) return refuse(trip, { ...turn, phase: 'transform' });
  const job = turn === undefined ? plain : jobFor(permit, raw, { ...plain, engine: turn });
  const answer = await masked(trip, job);
  const { next } = typeof answer === 'string' ? {} : answer;
  if (job.cursor !== undefined && next !== undefined) keep(trip, tool, { cursor: job.cursor, shown: next });
  const sealed = typeof answer === 'string' ? [] : sealedIn(answer.sealed);
  return answered(trip, { tool, answer: releaseAnswer(permit, job, answer), sealed });
}
