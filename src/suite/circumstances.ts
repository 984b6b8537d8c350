/** When and by whom a call is made, as far as the lines of a policy ask about it; finite, with the bounds of each condition in it. */
import { lifetime } from '../oracle/demand.js';
import type { BudgetLine, Reading } from '../oracle/reading.js';
import { type Circumstance, type GivenReceipt, plainly, type Witness } from '../witness/witness.js';
import { around, type Probe } from './probe.js';

export interface Labelled {
  /** '' for a call that is made plainly. */
  readonly label: string;
  readonly at: Circumstance;
}

type Session = Circumstance['session'];
type Change = (at: Circumstance) => Circumstance;

interface Varied {
  readonly label: string;
  readonly change: Change;
}

const counters = ['calls', 'denials', 'writes', 'rowsRead'] as const;

const session =
  (given: Partial<Session>): Change =>
  (at) => ({ ...at, session: { ...at.session, ...given } });

function sessions(probe: Probe): readonly Varied[] {
  const counted = counters.flatMap((name) =>
    around(probe, `session.${name}`)
      .filter((count) => count >= 0)
      .map((count) => ({ label: `${name} ${count}`, change: session({ [name]: count }) })),
  );
  const flags = [...probe.paths]
    .filter((path) => path.startsWith('session.flags.'))
    .map((path) => path.slice('session.flags.'.length))
    .concat(probe.paths.has('session.flags') ? [...probe.words] : []);
  const flagged = [...new Set(flags)].flatMap((name) =>
    [true, false].map((value) => ({
      label: `${name} ${value}`,
      change: session({ flags: { [name]: value } }),
    })),
  );
  return [...counted, ...flagged];
}

const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

function times(probe: Probe): readonly Varied[] {
  const hours = around(probe, 'time.hour')
    .filter((hour) => hour >= 0 && hour <= 23)
    .map((hour) => ({ label: `at ${hour}`, change: (at: Circumstance) => ({ ...at, hour }) }));
  const on = probe.paths.has('time.weekday')
    ? days.map((name, day) => ({ label: `on ${name}`, change: (at: Circumstance) => ({ ...at, day }) }))
    : [];
  return [...hours, ...on];
}

const joined = (a: Varied, b: Varied): Varied => ({
  label: `${a.label}, ${b.label}`,
  change: (at) => b.change(a.change(at)),
});

/** Past this only one thing is changed at a time. */
const mostTogether = 60;

/** One change at a time, and each change of the session with each change of the time, while they are few. */
export function circumstancesOf(probe: Probe, role: string): readonly Labelled[] {
  const [inSession, inTime] = [sessions(probe), times(probe)];
  const together = inSession.flatMap((a) => inTime.map((b) => joined(a, b)));
  const varied = [...inSession, ...inTime, ...(together.length > mostTogether ? [] : together)];
  return varied.map(({ label, change }) => ({ label, at: change(plainly(role)) }));
}

export const asPreview = ({ label, at }: Labelled): Labelled => ({
  label: label === '' ? 'as a preview' : `${label}, as a preview`,
  at: { ...at, preview: true },
});

/** A role that no line names. */
export const nobody = 'aegis-nobody';

/** The configuration's own first; then those that the policy names, and one that it does not. */
export const rolesOf = ({ grants }: Reading, probe: Probe, own: string): readonly string[] => [
  ...new Set([
    own,
    ...grants.flatMap(({ to }) => to),
    ...(probe.paths.has('principal.role')
      ? probe.comparisons.flatMap(({ path, literal }) =>
          path === 'principal.role' && typeof literal === 'string' ? [literal] : [],
        )
      : []),
    nobody,
  ]),
];

const measures = ['values', 'rows', 'bytes', 'probes'] as const;

/** Of one class of a budget: one below what is given, all of it, and all that may be asked for. */
export function spendingsFor(
  { id, per, soft, hard }: BudgetLine,
  name: string,
  role: string,
): readonly Labelled[] {
  const nothing = { class: name, per, values: 0, rows: 0, bytes: 0, probes: 0, sealed: false };
  const given = (label: string, more: Partial<typeof nothing>): Labelled => ({
    label: `${id}: ${label}`,
    at: { ...plainly(role), spent: [{ ...nothing, ...more }] },
  });
  const limited = measures.flatMap((one) => {
    const most = soft[one] ?? hard[one];
    return most === undefined
      ? []
      : [
          ...(most === 0 ? [] : [given(`${one} of ${name} one below what is given`, { [one]: most - 1 })]),
          given(`${one} of ${name} all given`, { [one]: most }),
        ];
  });
  const isHard = measures.some((one) => hard[one] !== undefined);
  return isHard ? [...limited, given(`${name} sealed`, { sealed: true })] : limited;
}

export const freshly = 'with fresh receipts';

/** For each dataset that a call copies. */
export const receiptsOf = ({ effects }: Witness): readonly GivenReceipt[] =>
  [...new Set(effects.writes.flatMap(({ sources }) => sources))].map((dataset) => ({
    ...{ dataset, kind: 'silver_validation', age: 60_000 },
  }));

type Demand = Extract<Reading['lines'][number], { kind: 'require' }>['demand'];

/** Of the receipts that a line asks for, fresh ones first: none, fresh ones, ones at each edge of their age, dead ones, and one too few. */
export function receiptsFor(demand: Demand, { effects }: Witness, role: string): readonly Labelled[] {
  const isKnown = (name: string): boolean => effects.touches.some((one) => one.dataset === name && one.known);
  const sources = [...new Set(effects.writes.flatMap((write) => write.sources))].filter(isKnown);
  const [first] = sources;
  if (first === undefined) return [];
  const { kind, 'max-age': most } = demand.receipt;
  const edge = Math.min(most, lifetime);
  const each = (given: Partial<GivenReceipt>): Circumstance => ({
    ...plainly(role),
    receipts: sources.map((dataset) => ({ dataset, kind, age: 60_000, ...given })),
  });
  return [
    { label: freshly, at: each({ age: Math.min(60_000, edge - 1) }) },
    { label: 'with receipts just before their end', at: each({ age: edge - 1_000 }) },
    { label: 'with receipts at their end', at: each({ age: edge }) },
    { label: 'with receipts just after their end', at: each({ age: edge + 1_000 }) },
    { label: 'with receipts of another kind', at: each({ kind: `${kind}_x` }) },
    { label: 'with receipts that a write has killed', at: each({ died: 'written' }) },
    { label: 'with receipts of another session', at: each({ died: 'other-session' }) },
    { label: 'with receipts under another policy', at: each({ died: 'other-policy' }) },
    { label: 'with receipts under another catalog', at: each({ died: 'other-catalog' }) },
    { label: 'with fresh receipts, and a doubt', at: { ...each({}), doubts: [first] } },
    ...(sources.length < 2
      ? []
      : [{ label: 'with a receipt too few', at: { ...each({}), receipts: each({}).receipts.slice(1) } }]),
  ].filter(({ at }) => at.receipts.every(({ age }) => age >= 1));
}
