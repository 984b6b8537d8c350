/** The kernel's own tools behind the same mailbox as a downstream. It holds no connection: a plan's inner calls are requests like any other. */
import { fromCallback } from 'xstate';
import type { JsonObject } from '../../src/call/json.js';
import { nativeTool } from '../../src/native/index.js';
import {
  type InnerCall,
  type InnerResult,
  type NativeTool,
  type NativeWorld,
  withoutRows,
  withPart,
} from '../../src/native/plan.js';
import { consumePermit, isPermit, type Permit } from '../../src/policy/permit.js';
import type { Desk } from '../desk.js';
import type { Called, DownstreamMessage } from '../messages.js';
import type { OfficerWatch } from '../observer.js';
import type { AbortSignalLike } from '../powers.js';

export interface NativeInput {
  readonly desk: Desk;
  readonly observed?: OfficerWatch;
  /** What the plan may know, read when the permit is taken. */
  readonly worldFor: (permit: Permit) => Promise<NativeWorld | undefined>;
  /** Runs one inner call as a child request of the permit's, on the reserved lane. */
  readonly runInner: (permit: Permit, call: InnerCall, signal: AbortSignalLike) => Promise<InnerResult>;
}

/** A plan that has not ended after so many steps is a defect, where it does not say that it may take more. */
const fewSteps = 8;

const failed: Called = { refusal: { code: 'defect', phase: 'execute' } };

interface Run {
  readonly tool: NativeTool;
  readonly permit: Permit;
  readonly args: JsonObject;
  readonly signal: AbortSignalLike;
}

async function follow(input: NativeInput, { tool, permit, args, signal }: Run): Promise<Called> {
  const world = await input.worldFor(permit);
  if (world === undefined)
    return {
      refusal: { code: 'precondition-failed', phase: 'execute', facts: ['the receipts could not be read'] },
    };
  const results: InnerResult[] = [];
  const { mostSteps = fewSteps } = tool;
  for (let count = 0; count < mostSteps; count += 1) {
    const step = tool.step(args, world, results);
    if ('refuse' in step) return { refusal: step.refuse };
    if ('done' in step) {
      const { done, ...rest } = step;
      return { result: { content: [], structuredContent: done, isError: false }, ...rest };
    }
    if (signal.aborted) return { fault: 'cancelled', started: results.length > 0 };
    const result = await input.runInner(permit, step.call, signal);
    const before = results.at(-1);
    if (step.forgets === true && before !== undefined) results.splice(-1, 1, withoutRows(before));
    results.push(withPart(result, step.call));
  }
  return failed;
}

function runOf(message: Extract<DownstreamMessage, { type: 'downstream.call' }>): Run | undefined {
  const { permit, args, signal } = message;
  if (!isPermit(permit) || permit.tool.system !== 'aegis' || !consumePermit(permit)) return undefined;
  const tool = nativeTool(permit.tool.remote);
  return tool === undefined ? undefined : { tool, permit, args, signal };
}

export const nativeLogic = fromCallback<DownstreamMessage, NativeInput>(({ receive, input }) => {
  receive((message) => {
    input.observed?.took(message.type);
    if (message.type === 'downstream.stop') input.desk.answer(message.ticket, { stopped: true });
    if (message.type !== 'downstream.call') return;
    const run = runOf(message);
    const answer =
      run === undefined ? Promise.resolve<Called>({ fault: 'permit', started: false }) : follow(input, run);
    answer.catch(() => failed).then((called) => input.desk.answer(message.ticket, called));
  });
});
