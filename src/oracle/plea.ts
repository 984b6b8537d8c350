/** A call before the oracle: what was made, when it is made, and what a condition sees of it. What no test states of a plan's call is `unclear`. */
import type { Effects } from '../intercept/effects.js';
import { once } from '../once.js';
import type { Circumstance, Witness } from '../witness/witness.js';
import type { Line } from './reading.js';
import { unclear } from './values.js';
import { type Answer, type Scope, type Watching, weigh } from './weigh.js';

/** How what a plan asks differs from what an agent does. */
export interface Asked {
  /** Calls of the plan that have come to their end. */
  readonly before: number;
  /** Arguments that are made of what a system answers. */
  readonly unstated: readonly string[];
}

export interface Plea {
  readonly witness: Witness;
  readonly at: Circumstance;
  /** Undefined for a call of the agent's. */
  readonly asked?: Asked;
}

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** 2026-01-05, in seconds: the day that the days of a circumstance are counted from. */
const monday = 1_767_571_200;

const sessionOf = ({ at, asked }: Plea): Readonly<Record<string, unknown>> => {
  const session = { ...at.session, spent: at.spent };
  if (asked === undefined || asked.before === 0) return session;
  return { ...session, rowsRead: unclear };
};

const argumentsOf = ({ witness, asked }: Plea): Readonly<Record<string, unknown>> => ({
  ...witness.args,
  ...Object.fromEntries((asked?.unstated ?? []).map((name) => [name, unclear])),
});

export const scopeOf = (plea: Plea, effects: Effects): Scope => {
  const { witness, at } = plea;
  return {
    names: {
      effects,
      call: { tool: witness.tool, system: witness.of?.system ?? '', preview: at.preview },
      principal: { role: at.role },
      session: sessionOf(plea),
      time: { hour: at.hour, weekday: weekdays[at.day], epoch: monday + at.day * 86_400 + at.hour * 3_600 },
      arguments: argumentsOf(plea),
    },
    outer: undefined,
  };
};

/** A plea is heard by each line, again without each of the others, and once for each part of a condition: it says the same each time. */
const hearing = once((plea: Plea) => ({
  scope: scopeOf(plea, plea.witness.effects),
  answers: new Map<Line['node'], Answer>(),
}));

export function answerTo({ node }: Pick<Line, 'node'>, plea: Plea, watching?: Watching): Answer {
  const { scope, answers } = hearing(plea);
  if (watching !== undefined) return weigh(node, scope, watching);
  const answer = answers.get(node) ?? weigh(node, scope);
  answers.set(node, answer);
  return answer;
}

/** A line of denial has spoken where it would deny: for `unless`, where its condition does not hold. */
export const hasSpoken = ({ kind }: Pick<Line, 'kind'>, answer: boolean): boolean =>
  kind === 'unless' ? !answer : answer;
