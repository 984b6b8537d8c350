/** Times, counts and verdicts in the words of people. It invents nothing: a word it has no better one for stays as it is. */
import type { ShownVerdict } from '../src/inspection/row.js';

export const duration = (ms: number): string => {
  if (ms < 10) return `${ms.toFixed(1)} ms`;
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1_000).toFixed(1)} s`;
  if (ms < 3_600_000) return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1_000)} s`;
  return `${Math.floor(ms / 3_600_000)} h ${Math.round((ms % 3_600_000) / 60_000)} min`;
};

const two = (value: number): string => String(value).padStart(2, '0');

/** Day and time where the reader is. */
export const moment = (at: number): string => {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return 'at no time';
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
};

/** The time alone where it is today's, to the second; else with its day, to the minute. */
export const shortMoment = (at: number, now = Date.now()): string => {
  const [one, today] = [moment(at), moment(now)];
  return one.slice(0, 10) === today.slice(0, 10) ? one.slice(11) : one.slice(5, 16);
};

export const count = (value: number): string => value.toLocaleString('en-US');

export const counted = (value: number, one: string, many = `${one}s`): string =>
  `${count(value)} ${value === 1 ? one : many}`;

export const verdictWord: Readonly<Record<ShownVerdict, string>> = {
  pending: 'under way',
  allowed: 'allowed',
  denied: 'denied',
  errored: 'failed',
  cancelled: 'cancelled',
  timedout: 'timed out',
};

/** How a verdict is coloured; what is cut off by a deadline is our failure as much as a defect is. */
export type Tone = 'allowed' | 'denied' | 'errored' | 'cancelled' | 'pending';

export const toneOf = (verdict: ShownVerdict): Tone => (verdict === 'timedout' ? 'errored' : verdict);

/** The nine stages of every request; `execute` is two states of the machine. */
export const stages = [
  'resolve',
  'intercept',
  'capability',
  'argument',
  'precondition',
  'execute',
  'transform',
  'mint',
  'audit',
] as const;

export const stageAbout: Readonly<Record<string, string>> = {
  resolve: 'Which tool is this?',
  intercept: 'What would it read, write, destroy?',
  capability: 'May this role do that to that dataset?',
  argument: 'Are the arguments within limits?',
  precondition: 'Does the state hold that the rules require?',
  execute: 'The system carries it out',
  intending: 'The intent is made durable',
  calling: 'The system carries it out',
  transform: 'What must not leave is masked',
  mint: 'What was earned is sealed',
  audit: 'The outcome is made durable',
};

/** The stage that a state of the machine belongs to; a state that is none of them is past the last. */
export const stageOf = (state: string): string =>
  state === 'intending' || state === 'calling' ? 'execute' : state;

const places = new Map<string, number>(stages.map((stage, place) => [stage, place]));

/** A state that is no stage stands past the last. */
export const stagePlace = (state: string): number => places.get(stageOf(state)) ?? stages.length;
