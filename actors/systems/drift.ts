/**
 * Holds one downstream to the pins of its manifest: at each start, and whenever the child says that its tools have changed. It never accepts a
 * change; a tool that was another once is refused until the kernel starts again, and calls wait while a change is being looked at.
 */
import type { ToolName } from '../../src/call/id.js';
import type { JsonObject } from '../../src/call/json.js';
import type { Digest } from '../../src/digest.js';
import type { Tool } from '../../src/manifest/manifest.js';
import { type Change, compare, type Drift, isPassing, type Pinned } from '../../src/manifest/pin.js';
import type { Clock, Link, LinkFault } from '../powers.js';

export interface DriftReport {
  readonly drifts: readonly Drift[];
  /** How often the child said that its tools have changed, since the last report. */
  readonly notices: number;
}

export interface DriftTerms {
  readonly tools: readonly Tool[];
  readonly digest: Pick<Digest, 'sha256'>;
  /** A verdict has changed, or the child keeps talking: at most once a minute for talk alone. */
  readonly onDrift: (report: DriftReport) => void;
}

export interface DriftInput extends DriftTerms {
  readonly clock: Clock;
  /** What was held may be looked at again. */
  readonly onSettled: () => void;
}

export interface DriftWatch {
  /** The first look at a new child, before it is handed anything. */
  first(link: Link): Promise<void>;
  /** The child says that its tools have changed. */
  noticed(): void;
  /** The child is handed nothing more. */
  over(): void;
  judge(tool: ToolName): 'go' | 'hold' | 'drift';
  of(tool: ToolName): readonly Change[];
}

/** Milliseconds between two looks, however often the child says that there is something to see. */
const pause = 1_000;
/** Before a list that could not be had is asked for again. */
const retry = 10_000;
/** Between two reports that say nothing but that the child talks. */
const quiet = 60_000;

interface Watch {
  readonly input: DriftInput;
  readonly pinned: readonly Pinned[];
  readonly drifts: Map<ToolName, readonly Change[]>;
  link: Link | undefined;
  /** The child has said something that nobody has looked at. */
  isStale: boolean;
  isLooking: boolean;
  cooling: (() => void) | undefined;
  notices: number;
  /** Monotonic milliseconds from which talk alone is reported again. */
  quietUntil: number;
}

const inWords = (drifts: Watch['drifts']): string =>
  [...drifts]
    .map(([tool, changed]) => `${tool} ${changed.join(' ')}`)
    .sort()
    .join('\n');

/** INVARIANT: only what passes is forgotten; a definition that was another stays refused, even when it changes back. */
function judgeAll({ drifts, pinned, input }: Watch, listed: readonly JsonObject[] | undefined): boolean {
  const before = inWords(drifts);
  for (const [tool, changed] of [...drifts]) if (changed.every(isPassing)) drifts.delete(tool);
  for (const { tool, changed } of compare(pinned, listed, input.digest)) {
    const known = drifts.get(tool) ?? [];
    drifts.set(tool, known.length === 0 ? changed : [...new Set([...known, ...changed.filter(isLasting)])]);
  }
  return inWords(drifts) !== before;
}
const isLasting = (change: Change): boolean => !isPassing(change);

function report(watch: Watch, hasChanged: boolean): void {
  const now = watch.input.clock.monotonic();
  if (!hasChanged && (watch.notices === 0 || now < watch.quietUntil)) return;
  const drifts = [...watch.drifts].map(([tool, changed]): Drift => ({ tool, changed }));
  watch.input.onDrift({ drifts, notices: watch.notices });
  watch.notices = 0;
  watch.quietUntil = now + quiet;
}

function coolDown(watch: Watch, ms: number): void {
  watch.cooling?.();
  watch.cooling = watch.input.clock.after(ms, () => {
    watch.cooling = undefined;
    if (watch.isStale) void look(watch);
  });
}

/** A Link rejects with a LinkFault only; a child that is gone is told by its end. */
const faultOf = (problem: unknown): 'closed' | undefined =>
  (problem as Partial<LinkFault> | undefined)?.fault === 'closed' ? 'closed' : undefined;

async function look(watch: Watch): Promise<void> {
  const { link, input } = watch;
  if (link === undefined) return;
  watch.isLooking = true;
  watch.isStale = false;
  const listed = await link.listTools().catch(faultOf);
  // Another child is there by now, or none, or this one is going: what it said is nobody's, and its calls wait.
  if (watch.link !== link || listed === 'closed') return;
  watch.isLooking = false;
  const hasChanged = judgeAll(watch, listed);
  if (listed === undefined) watch.isStale = true;
  coolDown(watch, listed === undefined ? retry : pause);
  report(watch, hasChanged);
  input.onSettled();
}

function reset(watch: Watch): void {
  watch.cooling?.();
  Object.assign(watch, { link: undefined, isStale: false, isLooking: false, cooling: undefined });
}

const isPinned = (tool: Tool): tool is Tool & Pinned => tool.pin !== undefined;

export function createDriftWatch(input: DriftInput): DriftWatch {
  const pinned = input.tools.filter(isPinned);
  const watch: Watch = {
    ...{ input, pinned, drifts: new Map(), link: undefined, cooling: undefined },
    ...{ isStale: false, isLooking: false, notices: 0, quietUntil: 0 },
  };
  const of = (tool: ToolName): readonly Change[] => watch.drifts.get(tool) ?? [];
  return {
    first: async (link) => {
      reset(watch);
      watch.link = link;
      if (pinned.length > 0) await look(watch);
    },
    noticed: () => {
      watch.notices += 1;
      if (pinned.length === 0) {
        report(watch, false);
        return;
      }
      watch.isStale = true;
      if (!watch.isLooking && watch.cooling === undefined) void look(watch);
    },
    over: () => reset(watch),
    judge: (tool) => {
      if (of(tool).length > 0) return 'drift';
      return watch.isStale || watch.isLooking ? 'hold' : 'go';
    },
    of,
  };
}
