/** What a suite has to show of a policy: each call, each line that speaks, is silent or alone decides, each part of a condition, each bound. */
import type { Capability } from '../intercept/effects.js';
import {
  answerTo,
  type Court,
  isGrantedBy,
  judge,
  lifted,
  type Plea,
  type Verdict,
} from '../oracle/judge.js';
import { hasSpoken } from '../oracle/plea.js';
import type { Line, Reading } from '../oracle/reading.js';
import type { ASTNode } from '../policy/cel.js';
import { atomsOf, textOf } from './atoms.js';
import { nobody } from './circumstances.js';
import type { Tried } from './tried.js';

export type Chapter = 'calls' | 'roles' | 'lines' | 'receipts' | 'budgets';

export interface Goal {
  readonly chapter: Chapter;
  /** What a test that reaches it shows, in words; the same words are the same goal. */
  readonly shows: string;
}

/** What a decision comes to, whatever its reasons. */
export const outcomeOf = (verdict: Verdict): string =>
  verdict.verdict === 'allowed'
    ? JSON.stringify([verdict.masks, verdict.into, verdict.bounds, [...verdict.unchanged].sort()])
    : verdict.verdict;

export const sayingOf = (verdict: Verdict): string => {
  if (verdict.verdict !== 'denied') return verdict.verdict;
  return `denied by ${verdict.rule === '' ? verdict.code : verdict.rule}`;
};

export const without = (court: Court, plea: Plea, id: string): Verdict =>
  judge({ ...court, reading: lifted(court.reading, id) }, plea);

const line = (shows: string): Goal => ({ chapter: 'lines', shows });

/** With one part of the condition said otherwise, would the whole be? Then the part alone decides it, as it stands. */
function atomGoals(one: Line, plea: Plea, answer: boolean): readonly Goal[] {
  return atomsOf(one.node).flatMap((node: ASTNode) => {
    const forced = (to: boolean) => answerTo(one, plea, { forced: { node, to } });
    const [ifSo, ifNot] = [forced(true), forced(false)];
    if (ifSo === ifNot || typeof ifSo !== 'boolean' || typeof ifNot !== 'boolean') return [];
    return [
      line(
        `${one.id}: \`${textOf(node)}\` ${answer === ifSo ? 'holds' : 'does not hold'}, and that decides it`,
      ),
    ];
  });
}

/** Numbers that were compared with a bound, at it and one to either side. */
function boundGoals(one: Line, plea: Plea): readonly Goal[] {
  const goals = new Set<string>();
  answerTo(one, plea, {
    saw: (node, left, right) => {
      if (typeof left !== 'number' || typeof right !== 'number' || Math.abs(left - right) > 1) return;
      const where = left === right ? 'at' : left < right ? 'one below' : 'one above';
      goals.add(`${one.id}: \`${textOf(node)}\` is asked ${where} its bound`);
    },
  });
  return [...goals].map(line);
}

function lineGoals(court: Court, tried: Tried): readonly Goal[] {
  return court.reading.lines.flatMap((one): readonly Goal[] => {
    const { answer, plea } = tried.answers.get(one.id) ?? {};
    if (answer === undefined || plea === undefined || answer === 'unclear') return [];
    if (answer === 'error') return [line(`${one.id} errs`)];
    const parts = [...atomGoals(one, plea, answer), ...boundGoals(one, plea)];
    if (!hasSpoken(one, answer)) return [line(`${one.id} is silent`), ...parts];
    const isAlone = outcomeOf(without(court, tried, one.id)) !== outcomeOf(tried.verdict);
    return [line(`${one.id} speaks`), ...(isAlone ? [line(`${one.id} alone decides`)] : []), ...parts];
  });
}

/** Of a call, and of all that its plan asks. */
export const needsOf = (pleas: readonly Plea[]): readonly Capability[] =>
  pleas.flatMap(({ witness }) => witness.needs);

/** A grant is shown by an action that nothing else grants. */
function grantGoals({ reading }: Court, { pleas, at, verdict }: Tried): readonly Goal[] {
  if (verdict.verdict !== 'allowed') return [];
  return needsOf(pleas).flatMap((need) => {
    const granting = reading.grants.filter((grant) => isGrantedBy(grant, at.role, need));
    const [only, ...more] = granting;
    return only === undefined || more.length > 0
      ? []
      : [line(`${only.id} alone grants ${need.action} to ${at.role}`)];
  });
}

function maskGoals(court: Court, { witness, verdict, ...plea }: Tried): readonly Goal[] {
  if (verdict.verdict !== 'allowed') return [];
  const ids = new Set(court.reading.masks.flat().map(({ id }) => id));
  const isClassed = witness.effects.egress.some(
    ({ classes, how }) => classes.length > 0 || how === 'unknown',
  );
  if (!isClassed && Object.keys(verdict.into).length === 0) return [];
  return [...ids].flatMap((id) => {
    const other = without(court, { witness, ...plea }, id);
    return outcomeOf(other) === outcomeOf(verdict)
      ? []
      : [line(`${id} alone decides how a value ${isClassed ? 'leaves' : 'is moved'}`)];
  });
}

/** A class that is given, is given no more and is sealed, for each tool; and each budget where it alone denies. */
function budgetGoals(court: Court, { witness, verdict, at, label }: Tried): readonly Goal[] {
  if (at.spent.length === 0) return [];
  const shows = (what: string): Goal => ({ chapter: 'budgets', shows: what });
  const plea = { witness, at };
  const alone = court.reading.budgets
    .flat()
    .filter(({ id }) => outcomeOf(without(court, plea, id)) !== outcomeOf(verdict));
  return [
    shows(`${label}: ${verdict.verdict === 'denied' ? verdict.code : verdict.verdict}`),
    shows(`${witness.tool}, ${label.slice(0, label.indexOf(':'))}: ${sayingOf(verdict)}`),
    ...alone.map(({ id }) => shows(`${id} alone decides`)),
  ];
}

const isOwn = (tried: Tried, own: string): boolean => tried.at.role === own && tried.label === '';

/** Of what names two datasets each pair of their sorts is shown, of what names one each dataset. */
const calledWhat = ({ kind, name }: Plea['witness']): string => (name.includes(' to ') ? kind : name);

const actionsOf = ({ needs }: Plea['witness']): string =>
  [...new Set(needs.map(({ action }) => action))].join(' and ');

/** What nobody grants is shown for each tool, and for each thing that the tool can do. */
function deniedGoals({ witness, verdict, at }: Tried): readonly Goal[] {
  if (verdict.verdict !== 'denied') return [];
  const goals: Goal[] = [line(`${verdict.code} in ${verdict.phase}`)];
  if (verdict.rule !== 'kernel:default-deny') return goals;
  return [
    ...goals,
    { chapter: 'roles', shows: `${at.role} is not granted ${actionsOf(witness)} through ${witness.tool}` },
  ];
}

/** A plan that comes to its end, and each line that denies one of the calls that it asks. */
function planGoals({ witness, verdict }: Tried): readonly Goal[] {
  if (verdict.verdict === 'allowed' && verdict.inner.length > 0)
    return [line(`${witness.tool} is allowed with ${verdict.inner.join(' and ')}, which it asks`)];
  if (verdict.verdict !== 'denied' || verdict.inner === undefined) return [];
  return [line(`${witness.tool}: ${verdict.inner}, which it asks, is ${sayingOf(verdict)}`)];
}

export function goalsOf(court: Court, own: string, tried: Tried): readonly Goal[] {
  const { witness, verdict, at, label } = tried;
  if (verdict.verdict === 'unclear') return [];
  const [actions, said] = [actionsOf(witness), sayingOf(verdict)];
  return [
    ...(isOwn(tried, own)
      ? [{ chapter: 'calls', shows: `${witness.tool}, ${calledWhat(witness)}` } as const]
      : []),
    ...(label === '' && at.role !== own && at.role !== nobody
      ? [{ chapter: 'roles', shows: `${at.role}, ${witness.tool}, ${actions}: ${said}` } as const]
      : []),
    ...(at.role === nobody ? [{ chapter: 'roles', shows: `${witness.tool} is nobody's` } as const] : []),
    ...(at.receipts.length > 0
      ? [{ chapter: 'receipts', shows: `${witness.tool}, ${actions}, ${label}: ${said}` } as const]
      : []),
    ...(at.preview ? [line(`a preview of ${witness.kind} through ${witness.tool}: ${said}`)] : []),
    ...budgetGoals(court, tried),
    ...lineGoals(court, tried),
    ...grantGoals(court, tried),
    ...maskGoals(court, tried),
    ...deniedGoals(tried),
    ...planGoals(tried),
  ];
}

/** Lines whose conditions the oracle could not weigh in some call. */
export const unclearLines = ({ lines }: Reading, all: readonly Tried[]): readonly string[] =>
  lines
    .filter(({ id }) => all.some(({ answers }) => answers.get(id)?.answer === 'unclear'))
    .map(({ id }) => id);
