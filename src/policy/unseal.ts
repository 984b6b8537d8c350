/** Where a sealed value may be bound: to a mark that is compared with a column of its class, or put where its class follows, by a grant that unseals it there. It refuses every other place, and speaks of no value. */
import type { Carry } from '../catalog/overlay.js';
import type { Effects, Filter, Mark } from '../intercept/effects.js';
import type { Form } from '../intercept/form.js';
import { covers, type Grant, unseals } from '../rules/capability/grant.js';
import type { Refusal } from './denial.js';
import type { Facts } from './facts.js';
import { keyRemedies } from './masked-argument.js';

const because = 'what was sealed is compared with its own kind, stays of its class and is shown to nobody';

const none: ReadonlyMap<number, string> = new Map();

/** INVARIANT: who holds the seal has been told which rows it stands in: that a row equals it says nothing that reading the column would not. */
export const isAskedBySeal = ({ by, class: name }: Filter, { sealed = none }: Facts): boolean =>
  by !== undefined && by.length > 0 && by.every((number) => sealed.get(number) === name);

const takes = ({ equals, into }: Mark, name: string): readonly string[] => {
  if (equals?.class === name) return [equals.dataset];
  return into !== undefined && (into.class === name || into.carries) ? [into.dataset] : [];
};

/** The datasets whose columns it is compared with or put into; undefined when it stands anywhere else, or nowhere. */
function placedIn({ effects }: Facts, number: number, name: string): readonly string[] | undefined {
  const places = effects.marks.filter((mark) => mark.number === number);
  const datasets = places.flatMap((mark) => takes(mark, name));
  // INVARIANT: the engine gives a mark one type, and what is put somewhere is put as it is.
  const forms = new Set(places.map(({ equals }) => equals?.form));
  return forms.size === 1 && datasets.length === places.length ? datasets : undefined;
}

/** Everything that the call would do there is done by a grant that unseals the class. */
function isUnsealed(grants: readonly Grant[], { call, capabilities }: Facts, at: readonly [string, string]) {
  const [dataset, name] = at;
  const needed = capabilities.filter((one) => one.dataset === dataset);
  const { role } = call.principal;
  return (
    needed.length > 0 &&
    needed.every((one) => grants.some((grant) => covers(grant, role, one) && unseals(grant, name)))
  );
}

function problemOf(grants: readonly Grant[], facts: Facts, [number, name]: readonly [number, string]) {
  if (name === '') return `value ${number} is no seal that this session holds: read it again`;
  const datasets = placedIn(facts, number, name);
  if (datasets === undefined)
    return `value ${number} is compared with no column of ${name}, nor put where that class follows`;
  const shut = datasets.find((dataset) => !isUnsealed(grants, facts, [dataset, name]));
  return shut === undefined ? undefined : `${facts.call.principal.role} may not unseal ${name} in ${shut}`;
}

export function unsealRefusal(grants: readonly Grant[], facts: Facts): Omit<Refusal, 'phase'> | undefined {
  const { sealed = none, tool, effects, catalog } = facts;
  const problems = [...sealed].flatMap((one) => problemOf(grants, facts, one) ?? []);
  if (problems.length === 0) return undefined;
  return {
    code: 'seal-refused',
    facts: problems.slice(0, 3),
    rule: { id: 'kernel:unseal', policyHash: '', because },
    remedies: keyRemedies({ tool, effects, catalog }),
  };
}

/** How the value must be written where it is compared. */
export const formOf = ({ marks }: Effects, number: number): Form | undefined =>
  marks.find((mark) => mark.number === number)?.equals?.form;

/** INVARIANT: what is put into a column of another class takes its own along, before it is decided whether that may be. */
export function withSealed(effects: Effects, sealed: ReadonlyMap<number, string>): Effects {
  const carries = effects.marks.flatMap(({ number, into }): readonly Carry[] => {
    const name = sealed.get(number) ?? '';
    if (into === undefined || name === '' || name === into.class) return [];
    return [{ dataset: into.dataset, column: into.column, class: name, derived: false, from: [] }];
  });
  return carries.length === 0 ? effects : { ...effects, carries: [...effects.carries, ...carries] };
}
