/** The facts as a condition sees them: the declared fields and no other, whole numbers as CEL integers. */
import { type Effects, noEffects } from '../intercept/effects.js';
import type { Bindings, Facts } from './facts.js';
import { marks, type ObjectName, objects, weekdays } from './vocabulary.js';

const millisecondsADay = 86_400_000;

/** UTC. 1970-01-01 was a Thursday. */
function timeOf(at: number): {
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
function celValue(value: unknown): unknown {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : value;
  if (Array.isArray(value)) return value.map(celValue);
  if (typeof value === 'object' && value !== null)
    return new Map(Object.entries(value).map(([key, one]) => [key, celValue(one)]));
  return value;
}

const prototypes = new Map([...marks].map(([name, mark]) => [name, Object.freeze({ constructor: mark })]));

interface Field {
  readonly name: string;
  readonly isInt: boolean;
  /** The type of the marked objects that a list holds. */
  readonly element: ObjectName | undefined;
}

const isObjectName = (name: string): name is ObjectName => Object.hasOwn(objects, name);

const fieldOf = ([name, type]: readonly [string, string]): Field => {
  const element = /^list<(\w+)>$/.exec(type)?.[1] ?? '';
  return { name, isInt: type === 'int', element: isObjectName(element) ? element : undefined };
};

/** The declared fields by type, read once: three phases of every call ask for them. */
const fieldsOf = new Map<string, readonly Field[]>(
  Object.entries(objects).map(([name, fields]) => [name, Object.entries<string>(fields).map(fieldOf)]),
);

/** The declared fields of a value and no other, marked with its type. */
function typed(name: ObjectName, value: object): unknown {
  const marked: Record<string, unknown> = Object.create(prototypes.get(name) ?? null);
  for (const field of fieldsOf.get(name) ?? []) {
    const held: unknown = Object.hasOwn(value, field.name) ? Reflect.get(value, field.name) : undefined;
    const { element } = field;
    if (element !== undefined && Array.isArray(held))
      marked[field.name] = held.map((one: object) => typed(element, one));
    else marked[field.name] = field.isInt && typeof held === 'number' ? BigInt(held) : held;
  }
  return marked;
}

/** Of a call that touches no data: always the same. */
const bareEffects: unknown = Object.freeze(typed('Effects', noEffects));

/** A filter says of itself whether it is a probe. */
const told = (effects: Effects): object => ({
  ...effects,
  filtersOn: effects.filtersOn.map(({ joins = [], isAbsence = false, ...one }) => ({
    ...one,
    joins,
    absence: isAbsence,
    probe: joins.length === 0 && !isAbsence,
  })),
});

const effectsOf = (effects: Effects): unknown =>
  effects === noEffects ? bareEffects : typed('Effects', told(effects));

export const bindingsOf = (facts: Facts): Bindings => ({
  effects: effectsOf(facts.effects),
  call: typed('CallFacts', {
    tool: facts.call.tool,
    system: facts.tool.system,
    preview: facts.call.isPreview === true,
  }),
  principal: typed('PrincipalFacts', { role: facts.call.principal.role }),
  session: typed('SessionFacts', {
    ...facts.session,
    flags: new Map(Object.entries(facts.session.flags)),
    spent: facts.spent ?? [],
  }),
  time: typed('TimeFacts', timeOf(facts.call.at)),
  arguments: celValue(facts.call.arguments),
});

/** The facts with what conditions see of them; without it when no condition can be asked about them, as for arguments nested past the stack. */
export function bound(facts: Facts): Facts {
  try {
    return { ...facts, bindings: bindingsOf(facts) };
  } catch {
    return facts;
  }
}

/** The same facts with other effects, for rules that look at one write at a time. */
export const withEffects = (bindings: Bindings, effects: Effects): Bindings => ({
  ...bindings,
  effects: effectsOf(effects),
});

/** The same facts without what came of an earlier answer of a system: a condition that asks for it errs. `names`: arguments that were made of one. */
export function unanswered(facts: Facts, names: readonly string[]): Facts {
  const { bindings } = bound({
    ...facts,
    // `as`: a count that is not there is what the conditions are to meet.
    session: { ...facts.session, rowsRead: undefined as unknown as number },
    call: {
      ...facts.call,
      arguments: Object.fromEntries(
        Object.entries(facts.call.arguments).filter(([name]) => !names.includes(name)),
      ),
    },
  });
  return bindings === undefined ? facts : { ...facts, bindings };
}
