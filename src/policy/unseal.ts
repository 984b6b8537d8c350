/** Where a sealed value may be bound: to a mark that is compared with a column of its class, by a grant that unseals it there. It refuses every other place, and speaks of no value. */
import type { Filter } from '../intercept/effects.js';
import { covers, type Grant, unseals } from '../rules/capability/grant.js';
import type { Refusal } from './denial.js';
import type { Facts } from './facts.js';
import { keyRemedies } from './masked-argument.js';

const because = 'what was sealed is compared with its own kind and shown to nobody';

const none: ReadonlyMap<number, string> = new Map();

/** INVARIANT: who holds the seal has been told which rows it stands in: that a row equals it says nothing that reading the column would not. */
export const isAskedBySeal = ({ by, class: name }: Filter, { sealed = none }: Facts): boolean =>
  by !== undefined && by.length > 0 && by.every((number) => sealed.get(number) === name);

/** The datasets whose columns it is compared with; undefined when it stands anywhere else, or nowhere. */
function comparedIn({ effects }: Facts, number: number, name: string): readonly string[] | undefined {
  const places = effects.marks.filter((mark) => mark.number === number).map(({ equals }) => equals);
  const datasets = places.flatMap((one) => (one?.class === name ? [one.dataset] : []));
  return places.length > 0 && datasets.length === places.length ? datasets : undefined;
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
  const datasets = comparedIn(facts, number, name);
  if (datasets === undefined) return `value ${number} is compared with no column of ${name}`;
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
