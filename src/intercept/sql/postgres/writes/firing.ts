/** What a trigger does when a row is written: its function is read step by step, as a part of the statement. It refuses a row that nobody has told, and a function of which a step is not known. */
import type { Write } from '../../../effects.js';
import { partedBy } from '../desk/family.js';
import {
  baseValue,
  choose,
  type Desk,
  doubt,
  type Env,
  emptyEnv,
  freshInk,
  type Ink,
  type Source,
} from '../desk/ink.js';
import { checkAll } from '../desk/listed.js';
import { asPicked } from '../desk/picked.js';
import { classesOf, isClassified, literal, type Value } from '../desk/value.js';
import type { Relation } from '../schema/relation.js';
import type { Routine } from '../schema/routine.js';
import { along } from '../schema/settings.js';
import type { Step, Steps, Trigger } from '../schema/trigger.js';
import type { Node } from '../tree/tree.js';
import { heardAll, pour } from '../values/calls.js';
import { type Deciding, isByRow, isLeftByRow, setIn } from './by-row.js';

export const unreadTrigger = 'a trigger or rule that cannot be read';
const deepest = 8;
const mostCalls = 200;

interface Fired extends Omit<Deciding, 'set' | 'structure' | 'isOfRow'> {
  readonly row?: Source | undefined;
  /** All that the same write fires. */
  readonly beside: readonly Trigger[];
}

/** What the function may name beside the tables of its own statements. */
interface Round {
  readonly desk: Desk;
  readonly relation: Relation;
  readonly env: Env;
  readonly deciding: Deciding;
}

const told =
  'tg_name tg_when tg_level tg_op tg_relid tg_relname tg_table_name tg_table_schema tg_nargs found';

/** INVARIANT: a bare name is no column of the row: the engine knows that by `new` and `old` alone. */
function around(row: Source): Env {
  const rows = ['new', 'old'].map((alias) => ({ ...row, alias, dataset: '', shown: [] }));
  const columns = told.split(' ').map((name) => ({ name, value: literal }));
  const facts: Source = { alias: '', dataset: '', columns, anything: undefined };
  return { ...emptyEnv, outer: { ...emptyEnv, sources: [...rows, facts] } };
}

/** INVARIANT: which one a bare name meant was settled along the path of its time, which is not told: it is the only one, or none. */
function functionOf({ structure }: Desk, { names }: Trigger): Routine | undefined {
  const last = `.${names.at(-1)}`;
  if (names.length > 1) return structure.routines.get(`${names.at(-2)}${last}`);
  const [found, ...more] = [...structure.routines].filter(([place]) => place.endsWith(last));
  return more.length === 0 ? found?.[1] : undefined;
}

function valueIn({ desk, env }: Round, node: Node): Value {
  checkAll(desk, node);
  const [only] = desk.query(desk, node, env);
  heardAll(desk, node);
  return only?.value ?? literal;
}

/** `by`: what picks the rows that it is for; undefined where it may be for all. */
function branch(round: Round, steps: Steps, by: Node | Steps | undefined): void {
  const { desk } = round;
  const writes: Write[] = [];
  // What follows a row for some does so for all as well, if another step says so.
  const ink: Ink = { ...desk.ink, writes, cascades: new Set(desk.ink.cascades) };
  run({ ...round, desk: { ...desk, ink } }, steps);
  desk.ink.writes.push(...writes.map((one) => (by === undefined ? one : asPicked(desk, one, by))));
}

interface Choice {
  readonly condition: Node;
  /** As it stands in the schema. */
  readonly told: Node;
}

function decide(round: Round, { condition, told }: Choice, [then, otherwise]: readonly [Steps, Steps]): void {
  choose(round.desk, valueIn(round, condition));
  branch(round, then, isByRow(round.deciding, condition) ? told : undefined);
  branch(round, otherwise, isLeftByRow(round.deciding, condition) ? otherwise : undefined);
}

/** Columns that a key, a part or another table is found by. */
function holdsPlace({ structure }: Desk, relation: Relation, column: string): boolean {
  const ties = structure.ties.filter(({ from, to }) => from === relation.name || to === relation.name);
  const named = [...relation.uniques, ...ties.flatMap(({ columns, keys }) => [columns, keys])];
  return [...named.flat(), ...partedBy(structure, relation)].includes(column);
}

/** Whether it is what stood in the column, but for case and outer space. */
function isItself({ desk, env, relation }: Round, { column, value }: Setting): boolean {
  const own = baseValue(desk, relation.name, column);
  const sources = env.outer?.sources.map((one) => ({
    ...one,
    columns: one.columns.map((each) => (each.name === column ? { name: column, value: own } : each)),
  }));
  const bare = { ...emptyEnv, outer: { ...emptyEnv, sources: sources ?? [] } };
  const [only] = desk.query({ ...desk, ink: freshInk() }, value, bare);
  return only?.value.isKept === true && only.value.from.every((one) => own.from.includes(one));
}

type Setting = Extract<Step, { is: 'set' }>;

/** INVARIANT: what the statement gives back shows the row as it is after this: a value of a class that is not the column's would leave with it. */
function set(round: Round, step: Setting): void {
  const { desk, relation } = round;
  const { column } = step;
  const classes = classesOf(baseValue(desk, relation.name, column));
  const value = valueIn(round, step.value);
  const isStrange = classesOf(value).some((one) => !classes.includes(one));
  const isPlaced = !relation.columns.includes(column) || holdsPlace(desk, relation, column);
  const stays = !isClassified(value) || (!isStrange && isItself(round, step));
  if (!stays || isPlaced) doubt(desk, unreadTrigger);
}

function take(round: Round, step: Step): void {
  const { desk, env } = round;
  if (step.is === 'statement') {
    checkAll(desk, step.node);
    desk.query(desk, step.node, env);
    heardAll(desk, step.node);
  }
  if (step.is === 'set') set(round, step);
  // INVARIANT: whoever reads the words reads the values.
  if (step.is === 'raise') for (const value of step.values) choose(desk, valueIn(round, value));
  if (step.is === 'if') decide(round, { ...step, told: step.condition }, [step.then, step.otherwise]);
}

function run(round: Round, steps: Steps): void {
  for (const step of steps) take(round, step);
}

/** `WHEN (…)` is an expression; a step's condition is a SELECT of one. */
const selected = (condition: Node): Node => ({
  SelectStmt: { targetList: [{ ResTarget: { val: condition ?? null } }], op: 'SETOP_NONE' },
});

/** What it writes is written once a row, and what it asks is asked of each. */
export function fire(desk: Desk, trigger: Trigger, fired: Fired): void {
  const { relation, row } = fired;
  const routine = functionOf(desk, trigger);
  const steps = routine?.steps;
  const isDeep = desk.calling.length >= deepest || desk.ink.calls.length >= mostCalls;
  const isTold = row !== undefined && row.anything === undefined;
  // INVARIANT: what rows that are added set off in turn would run with the rights that were lent for adding them.
  const isAround = desk.calling.some((one) => one === routine || one.isLent);
  if (routine === undefined || steps === undefined || !isTold || isDeep || isAround)
    return void doubt(desk, unreadTrigger);
  desk.ink.calls.push(routine);
  const ink: Ink = { ...freshInk(), heard: desk.ink.heard, calls: desk.ink.calls };
  const inside: Desk = {
    ...desk,
    structure: along(desk.structure, routine.along),
    ink,
    isMultiplied: true,
    given: undefined,
    calling: [...desk.calling, routine],
  };
  const set = new Set(fired.beside.flatMap((one) => setIn(functionOf(desk, one)?.steps ?? [])));
  const round: Round = {
    desk: inside,
    relation,
    env: around(row),
    deciding: { ...fired, set, structure: desk.structure, isOfRow: trigger.isOfRow },
  };
  const { condition } = trigger;
  if (condition === undefined) run(round, steps);
  else decide(round, { condition: selected(condition), told: condition }, [steps, []]);
  pour(desk, ink);
}
