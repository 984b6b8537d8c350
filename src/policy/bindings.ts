/** The facts as a condition sees them: the declared fields and no other, whole numbers as CEL integers. */
import type { Effects } from '../intercept/effects.js';
import type { Facts } from './facts.js';
import { marks, type ObjectName, objects, weekdays } from './vocabulary.js';

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

const prototypes = new Map([...marks].map(([name, mark]) => [name, Object.freeze({ constructor: mark })]));

const elementOf = (type: string): string | undefined => /^list<(\w+)>$/.exec(type)?.[1];

/** The declared fields of a value and no other, marked with its type. */
function typed(name: ObjectName, value: object): unknown {
  const fields = Object.entries<string>(objects[name]).map(([field, type]): [string, unknown] => {
    const held: unknown = Object.hasOwn(value, field) ? Reflect.get(value, field) : undefined;
    const element = elementOf(type);
    const isMarked = element !== undefined && isObjectName(element) && Array.isArray(held);
    if (isMarked) return [field, held.map((one: object) => typed(element, one))];
    return [field, type === 'int' && typeof held === 'number' ? BigInt(held) : held];
  });
  return Object.assign(Object.create(prototypes.get(name) ?? null), Object.fromEntries(fields));
}

const isObjectName = (name: string): name is ObjectName => Object.hasOwn(objects, name);

const effectsOf = (effects: Effects): unknown => typed('Effects', effects);

export type Bindings = Readonly<Record<string, unknown>>;

export const bindingsOf = (facts: Facts): Bindings => ({
  effects: effectsOf(facts.effects),
  call: typed('CallFacts', { tool: facts.call.tool, system: facts.tool.system }),
  principal: typed('PrincipalFacts', { role: facts.call.principal.role }),
  session: typed('SessionFacts', {
    ...facts.session,
    flags: new Map(Object.entries(facts.session.flags)),
  }),
  time: typed('TimeFacts', timeOf(facts.call.at)),
  arguments: celValue(facts.call.arguments),
});

/** The same facts with other effects, for rules that look at one write at a time. */
export const withEffects = (bindings: Bindings, effects: Effects): Bindings => ({
  ...bindings,
  effects: effectsOf(effects),
});
