// One run of the demo, and the questions that may be asked of it. It refuses to answer yes where a step was never taken.
import type { Performance } from './agent.js';
import type { Step } from './diary.js';
import type { Evidence, Found } from './evidence.js';
import type { Journal } from './journal.js';

export interface Run {
  readonly performance: Performance;
  readonly evidence: Evidence;
  readonly journal: Journal;
  /** The kernel's exit code. */
  readonly exit: number | null;
}

export const stepsOf = ({ performance }: Run, id: string): readonly Step[] =>
  performance.steps.filter((step) => step.id === id);
export const stepIn = (run: Run, id: string): Step | undefined => stepsOf(run, id)[0];

export const isDenied = (run: Run, id: string, rule = ''): boolean => {
  const steps = stepsOf(run, id);
  return steps.length > 0 && steps.every((step) => step.verdict === 'denied' && step.rule.includes(rule));
};
export const isAllowed = (run: Run, id: string): boolean => {
  const steps = stepsOf(run, id);
  return steps.length > 0 && steps.every((step) => step.verdict === 'allowed');
};

export const partner = 'gold/exports/partner.csv';
export const published = 'gold/exports/customers.csv';

export const nothing = (found: Found | undefined): boolean =>
  found !== undefined && found.emails === 0 && found.names === 0 && found.phones === 0;

/** Tokens stand for addresses one to one, so that a person can be counted and never named. */
export function tokensIn({ performance }: Run): number {
  const { columns, rows } = performance.exported;
  const at = columns.indexOf('email');
  const shown = rows.map((row) => row[at]).filter((value) => typeof value === 'string');
  return shown.some((value) => value.includes('@')) ? 0 : new Set(shown).size;
}

/** Everything the decision says but its id. */
export const saysSame = (one: Step | undefined, other: Step | undefined): boolean =>
  one !== undefined &&
  other !== undefined &&
  JSON.stringify([one.verdict, one.code, one.rule, one.facts]) ===
    JSON.stringify([other.verdict, other.code, other.rule, other.facts]);

/** Every decision that the agent was told of stands in the journal, and every intent has its outcome. */
export function isComplete({ performance, journal }: Run): boolean {
  const recorded = new Set(journal.lines.map((line) => line.decision));
  const ended = new Set(journal.lines.filter((line) => line.type === 'outcome').map((line) => line.decision));
  const told = performance.steps.filter((step) => step.decision !== '');
  const intents = journal.lines.filter((line) => line.type === 'intent');
  return (
    intents.length > 0 &&
    told.every((step) => recorded.has(step.decision)) &&
    intents.every((line) => ended.has(line.decision))
  );
}
