/** Every call that is tried on the oracle, in order, with what came of it. The first that shows a thing is the one that is written down. */

import { linesFor, touchedBy } from '../oracle/budgets.js';
import { answerTo, type Court, isFixed, judge, type Plea, type Verdict } from '../oracle/judge.js';
import type { Answer } from '../oracle/weigh.js';
import type { Witness } from '../witness/witness.js';
import { plainly } from '../witness/witness.js';
import { asPreview, circumstancesOf, type Labelled, receiptsFor, spendingsFor } from './circumstances.js';
import type { Probe } from './probe.js';

export interface Tried extends Plea {
  /** '' for a call that is made plainly. */
  readonly label: string;
  readonly verdict: Verdict;
  /** What the condition of each line came to, by its id; empty where no line is asked. */
  readonly answers: ReadonlyMap<string, Answer>;
}

/** For people. */
export const callText = ({ witness, at, label }: Tried): string =>
  `${witness.tool} ${JSON.stringify(witness.args)} as ${at.role}${label === '' ? '' : `, ${label}`}`;

export interface Trying {
  readonly court: Court;
  readonly probe: Probe;
  readonly witnesses: readonly Witness[];
  /** The configuration's own role first. */
  readonly roles: readonly string[];
}

const isAsked = ({ of, isMalformed }: Witness): boolean => of !== undefined && !isMalformed;

function tried(court: Court, witness: Witness, { label, at }: Labelled): Tried {
  const plea = { witness, at };
  const lines = isAsked(witness) ? court.reading.lines : [];
  return {
    ...plea,
    label,
    verdict: judge(court, plea),
    answers: new Map(lines.map((line) => [line.id, answerTo(line, plea)])),
  };
}

/** One call of each kind of each tool, one that is allowed where there is one: with as many circumstances as there are, every call would be too many. */
function oneOfEach(witnesses: readonly Witness[], plain: readonly Tried[]): readonly Witness[] {
  const allowed = new Set(
    plain.filter(({ verdict }) => verdict.verdict === 'allowed').map(({ witness }) => witness),
  );
  const chosen = new Map<string, Witness>();
  for (const one of witnesses.filter(isAsked)) {
    const sort = `${one.tool} ${one.kind} ${one.effects.writes[0]?.tier ?? ''}`;
    const known = chosen.get(sort);
    if (known === undefined || (!allowed.has(known) && allowed.has(one))) chosen.set(sort, one);
  }
  return [...chosen.values()];
}

/** Who is allowed the plain call, or the configuration's own role where nobody is. */
const roleFor = (plain: readonly Tried[], witness: Witness, own: string): string =>
  plain.find((one) => one.witness === witness && one.verdict.verdict === 'allowed')?.at.role ?? own;

/** Of each class that budgets speak of, one call of each kind that is allowed, with each of them spent. */
function spending(court: Court, plain: readonly Tried[]): readonly Tried[] {
  const seen = new Set<string>();
  return plain.flatMap(({ witness, at, verdict }) => {
    if (verdict.verdict !== 'allowed') return [];
    return [...touchedBy(witness, court.catalog)].flatMap((name) => {
      const sort = `${witness.tool} ${witness.kind} ${name}`;
      if (seen.has(sort)) return [];
      seen.add(sort);
      return linesFor(court.reading, name)
        .flatMap((line) => spendingsFor(line, name, at.role))
        .map((one) => tried(court, witness, one));
    });
  });
}

/** Where a line asks for previews, one of each call that there can be a preview of, and that would be tried otherwise. */
function previewed(
  all: readonly Tried[],
  { court, probe, own }: Pick<Trying, 'court' | 'probe'> & { readonly own: string },
): readonly Tried[] {
  if (!probe.paths.has('call.preview')) return [];
  return all
    .filter(({ witness, at }) => isFixed(witness, '$preview') && at.role === roleFor(all, witness, own))
    .map(({ witness, label, at }) => tried(court, witness, asPreview({ label, at })));
}

export function tryAll({ court, probe, witnesses, roles }: Trying): readonly Tried[] {
  const [own = ''] = roles;
  const plain = roles.flatMap((role) =>
    witnesses
      .filter((one) => isAsked(one) || role === own)
      .map((one) => tried(court, one, { label: '', at: plainly(role) })),
  );
  const varied = oneOfEach(witnesses, plain).flatMap((witness) =>
    circumstancesOf(probe, roleFor(plain, witness, own)).map((one) => tried(court, witness, one)),
  );
  const demands = court.reading.lines.flatMap((line) => (line.kind === 'require' ? [line] : []));
  const received = demands.flatMap(({ id, demand }) =>
    plain
      .filter(({ answers }) => answers.get(id) === true)
      .flatMap(({ witness, at }) => {
        const [fresh, ...others] = receiptsFor(demand, witness, at.role).map((one) =>
          tried(court, witness, one),
        );
        if (fresh === undefined) return [];
        // Where fresh receipts do not help, a dead one is not what denies: such a test would hold nothing.
        return fresh.verdict.verdict === 'allowed' ? [fresh, ...others] : [fresh];
      }),
  );
  return [
    ...plain,
    ...varied,
    ...previewed([...plain, ...varied], { court, probe, own }),
    ...received,
    ...spending(court, plain),
  ];
}
