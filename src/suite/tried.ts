/** Every call that is tried on the oracle, in order, with what came of it. The first that shows a thing is the one that is written down. */

import { linesFor, touchedBy } from '../oracle/budgets.js';
import { answerTo, type Court, isFixed, judge, type Plea, type Verdict } from '../oracle/judge.js';
import { hasSpoken } from '../oracle/plea.js';
import type { Line } from '../oracle/reading.js';
import type { Answer } from '../oracle/weigh.js';
import type { Witness } from '../witness/witness.js';
import { plainly } from '../witness/witness.js';
import {
  asPreview,
  circumstancesOf,
  freshly,
  type Labelled,
  receiptsFor,
  receiptsOf,
  spendingsFor,
} from './circumstances.js';
import type { Probe } from './probe.js';

export interface Tried extends Plea {
  /** '' for a call that is made plainly. */
  readonly label: string;
  readonly verdict: Verdict;
  /** The call, and what its plan asks. */
  readonly pleas: readonly Plea[];
  /** What the condition of each line came to, by its id; empty where no line is asked. */
  readonly answers: ReadonlyMap<string, Answered>;
}

export interface Answered {
  /** The one that the line has spoken of, or the call itself. */
  readonly plea: Plea;
  readonly answer: Answer;
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
  const pleas: Plea[] = [plea];
  const verdict = judge(court, plea, (inner) => pleas.push(inner));
  const lines = isAsked(witness) ? court.reading.lines : [];
  const answers = new Map(lines.map((line) => [line.id, answered(line, plea, pleas)]));
  return { ...plea, label, verdict, pleas, answers };
}

const speaks = (line: Line, answer: Answer): boolean =>
  typeof answer === 'boolean' ? hasSpoken(line, answer) : true;

function answered(line: Line, plea: Plea, pleas: readonly Plea[]): Answered {
  const all = pleas.map((one): Answered => ({ plea: one, answer: answerTo(line, one) }));
  return all.find(({ answer }) => speaks(line, answer)) ?? { plea, answer: answerTo(line, plea) };
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
    return [...touchedBy(witness.previewed ?? witness, court.catalog)].flatMap((name) => {
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

/** A plan that stops for want of a receipt says nothing of the lines that its calls would meet: it is tried with all that it copies validated. */
const readied = (court: Court, plain: readonly Tried[]): readonly Tried[] =>
  plain.flatMap(({ witness, at, verdict }) => {
    const receipts = receiptsOf(witness);
    const isStopped = verdict.verdict === 'denied' && verdict.phase === 'execute' && verdict.rule === '';
    return isStopped && receipts.length > 0
      ? [tried(court, witness, { label: freshly, at: { ...at, receipts } })]
      : [];
  });

function receiving(court: Court, known: readonly Tried[]): readonly Tried[] {
  const demands = court.reading.lines.flatMap((line) => (line.kind === 'require' ? [line] : []));
  return demands.flatMap(({ id, demand }) =>
    known.flatMap(({ witness, at, answers }) => {
      const { answer, plea } = answers.get(id) ?? {};
      if (answer !== true || plea === undefined) return [];
      const [fresh, ...others] = receiptsFor(demand, plea.witness, at.role).map((one) =>
        tried(court, witness, one),
      );
      if (fresh === undefined) return [];
      // Where fresh receipts do not help, a dead one is not what denies: such a test would hold nothing.
      return fresh.verdict.verdict === 'allowed' ? [fresh, ...others] : [fresh];
    }),
  );
}

export function tryAll({ court, probe, witnesses, roles }: Trying): readonly Tried[] {
  const [own = ''] = roles;
  const plain = roles.flatMap((role) =>
    witnesses
      .filter((one) => isAsked(one) || role === own)
      .map((one) => tried(court, one, { label: '', at: plainly(role) })),
  );
  const ready = readied(court, plain);
  const receipts = new Map(ready.map(({ witness, at }) => [witness, at.receipts]));
  const known = [...plain, ...ready];
  const varied = oneOfEach(witnesses, known).flatMap((witness) =>
    circumstancesOf(probe, roleFor(known, witness, own)).map(({ label, at }) =>
      tried(court, witness, { label, at: { ...at, receipts: receipts.get(witness) ?? [] } }),
    ),
  );
  const received = receiving(court, known);
  return [
    ...plain,
    ...varied,
    ...previewed([...plain, ...varied], { court, probe, own }),
    ...ready,
    ...received,
    ...spending(court, plain),
  ];
}
