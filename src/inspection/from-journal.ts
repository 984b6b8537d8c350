/** A trip as the journal alone knows it: what its entries say, at the times they say. What no entry says, such as the messages between officers, is left out and not made up. */
import type { Entry } from '../audit/read.js';
import { denialOf } from './passage.js';
import { denialIn, type RecordedCall, recordedCall, rowOf } from './recorded-call.js';
import { type RecordedPhase, recordedStages } from './recorded-stages.js';
import type { RequestRow } from './row.js';
import type { WrittenRule } from './rules.js';
import type { Proof, StageView, StepView, TripView } from './trip.js';

/** An entry, the hash of its line, and which line of the chain it is, from 0. */
export interface Written {
  readonly entry: Entry;
  readonly hash: string;
  readonly place: number;
}

/** What is known beside the entries themselves. */
export interface Archive {
  readonly phaseOf: RecordedPhase;
  /** A rule as it was written when the call was decided; undefined where that is not known. */
  readonly written: (rule: string) => WrittenRule | undefined;
  readonly proofOf: (place: number) => Proof;
}

/** Of lines that nobody has verified: they are on the disk. */
export const unverified: Archive = {
  phaseOf: undefined,
  written: () => undefined,
  proofOf: () => 'durable',
};

/** The verdict stands when the outcome is written. */
function stepsOf(
  stages: readonly StageView[],
  { verdict, executed, state, ms }: RequestRow,
): readonly StepView[] {
  const steps = stages.map(({ at, stage }): StepView => {
    const isOver = stage === 'audit';
    return {
      ...{ at, state: stage },
      verdict: isOver ? verdict : 'pending',
      executed: isOver || stage === 'transform' || stage === 'mint' ? executed : 'no',
    };
  });
  return verdict === 'pending' ? steps : [...steps, { at: ms ?? 0, state, verdict, executed }];
}

/** What the agent was told holds remedies, which no entry does. */
function denialView(call: RecordedCall, { written }: Archive): TripView['denial'] {
  const denial = denialIn(call);
  return denial === undefined ? null : { ...denialOf(denial, written), text: '' };
}

interface Around {
  readonly n: number;
  readonly children: readonly RequestRow[];
  readonly archive: Archive;
}

/** `written`: the entries of one decision, in their order. Undefined when there is none. */
export function tripOf(written: readonly Written[], { n, children, archive }: Around): TripView | undefined {
  const call = recordedCall(written.map(({ entry }) => entry));
  if (call === undefined) return undefined;
  const row = rowOf(call, n);
  const stages = recordedStages(call, row, archive.phaseOf);
  return {
    ...{ source: 'journal', row, children, stages, messages: [] },
    steps: stepsOf(stages, row),
    denial: denialView(call, archive),
    entries: written.map(({ entry: { seq, type }, hash, place }) => ({
      ...{ seq, type, hash },
      proof: archive.proofOf(place),
    })),
  };
}

/** The trip of a decision, and those of what its plan asked for. Empty when the journal has none of it. */
export function tripsIn(written: readonly Written[], decision: string): readonly TripView[] {
  const ids = [...new Set(written.map(({ entry }) => entry.decision))].filter((id) => id !== decision);
  const of = (id: string, children: readonly RequestRow[]): TripView | undefined =>
    tripOf(
      written.filter(({ entry }) => entry.decision === id),
      { n: 0, children, archive: unverified },
    );
  const inside = ids.flatMap((id) => of(id, []) ?? []);
  const outer = of(
    decision,
    inside.map(({ row }) => row),
  );
  return outer === undefined ? [] : [outer, ...inside];
}
