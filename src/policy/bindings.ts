/** The facts as a condition sees them: the declared fields and no other, whole numbers as CEL integers. */
import type { Effects } from '../intercept/effects.js';
import type { Facts } from './facts.js';
import { objects, weekdays } from './vocabulary.js';

const millisecondsADay = 86_400_000;

/** UTC. 1970-01-01 was a Thursday. */
export function timeOf(at: number): {
  readonly hour: bigint;
  readonly weekday: string;
  readonly epoch: bigint;
} {
  const day = Math.floor(at / millisecondsADay);
  return {
    hour: BigInt(Math.floor((at - day * millisecondsADay) / 3_600_000)),
    weekday: weekdays[(((day + 3) % 7) + 7) % 7] ?? '',
    epoch: BigInt(Math.floor(at / 1000)),
  };
}

/** Any JSON as CEL has it: whole numbers become integers. */
export function celValue(value: unknown): unknown {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : value;
  if (Array.isArray(value)) return value.map(celValue);
  if (typeof value === 'object' && value !== null)
    return new Map(Object.entries(value).map(([key, one]) => [key, celValue(one)]));
  return value;
}

const effectsFields = Object.keys(objects.Effects) as readonly (keyof typeof objects.Effects)[];

const effectsOf = (effects: Effects): Record<string, unknown> =>
  Object.fromEntries(
    effectsFields.map((field) => [
      field,
      field === 'statements' ? BigInt(effects.statements) : effects[field],
    ]),
  );

export type Bindings = Readonly<Record<string, unknown>>;

export const bindingsOf = (facts: Facts): Bindings => ({
  effects: effectsOf(facts.effects),
  call: { tool: facts.call.tool, system: facts.tool.system },
  principal: { role: facts.call.principal.role },
  session: {
    calls: BigInt(facts.session.calls),
    denials: BigInt(facts.session.denials),
    writes: BigInt(facts.session.writes),
    rowsRead: BigInt(facts.session.rowsRead),
    flags: new Map(Object.entries(facts.session.flags)),
  },
  time: timeOf(facts.call.at),
  arguments: celValue(facts.call.arguments),
});

/** The same facts with other effects, for rules that look at one write at a time. */
export const withEffects = (bindings: Bindings, effects: Effects): Bindings => ({
  ...bindings,
  effects: effectsOf(effects),
});
