/** One request's whole trip, made of what was kept of it. It shows what it has; a stage that was not entered is not made up. */
import { codes } from '../fault.js';
import { type Denial, denialText } from '../policy/denial.js';
import type { WrittenRule } from './rules.js';
import { type PhaseOfRule, seenBy } from './seen.js';
import { lasted, rounded, rowOf, type SeenEntry, type Sighting } from './sighting.js';
import type { DenialView, EntryView, StageView, TripView } from './trip.js';

export interface Around {
  /** Now, on the clock that never runs backwards. */
  readonly monotonic: number;
  readonly phaseOf: PhaseOfRule;
  /** A rule as it is written; undefined for one of the kernel's own. */
  readonly written: (rule: string) => WrittenRule | undefined;
  readonly chain: { readonly durable: number; readonly signed: number };
}

const phaseName = (stage: string): string =>
  stage === 'intending' || stage === 'calling' ? 'execute' : stage;

function stagesOf(sighting: Sighting, { monotonic, phaseOf }: Around): readonly StageView[] {
  const { entered, endedIn, took } = sighting;
  const whole = lasted(sighting, monotonic);
  const saw = seenBy(sighting, phaseOf);
  return entered.map(({ stage, at }, index) => {
    const next = entered[index + 1];
    const isHere = next === undefined && took === undefined;
    const isStopped = phaseName(stage) === endedIn && (next === undefined || next.stage === 'audit');
    return {
      stage,
      at: rounded(at),
      ms: rounded((next?.at ?? whole) - at),
      how: isHere ? 'here' : isStopped ? 'stopped' : 'passed',
      saw: saw[stage] ?? [],
    };
  });
}

function ruleOf({ rule }: Denial, written: Around['written']): DenialView['rule'] {
  if (rule === undefined) return null;
  const { kind = '', place = '', text = '' } = written(rule.id) ?? {};
  return { id: rule.id, because: rule.because, kind, place, text };
}

export const denialOf = (denial: Denial, written: Around['written']): DenialView => ({
  code: denial.code,
  message: codes[denial.code].message,
  phase: denial.phase,
  rule: ruleOf(denial, written),
  facts: denial.facts,
  remedies: denial.remedies.map(({ tool, args, why }) => ({ tool, args: JSON.stringify(args), why })),
  help: denial.help,
  retry: denial.retry,
  text: denialText(denial),
});

const entryOf = ({ seq, type, hash }: SeenEntry, { durable, signed }: Around['chain']): EntryView => ({
  ...{ seq, type, hash },
  proof: seq <= signed ? 'signed' : seq <= durable ? 'durable' : 'pending',
});

export const passageOf = (sighting: Sighting, around: Around): TripView => ({
  source: 'watched',
  row: rowOf(sighting, around.monotonic),
  children: sighting.children.map((child) => rowOf(child, around.monotonic)),
  stages: stagesOf(sighting, around),
  steps: sighting.steps.map((step) => ({ ...step, at: rounded(step.at) })),
  messages: sighting.told.map((message) => ({ ...message, at: rounded(message.at) })),
  denial: sighting.denial === undefined ? null : denialOf(sighting.denial, around.written),
  entries: sighting.entries.map((entry) => entryOf(entry, around.chain)),
});
