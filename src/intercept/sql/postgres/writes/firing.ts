/** What a trigger does when a row is written: its function is read step by step, as a part of the statement. It refuses a row that nobody has told, and a function of which a step is not known. */
import type { Write } from '../../../effects.js';
import { partedBy } from '../desk/family.js';
import {
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
import { isClassified, literal, type Value } from '../desk/value.js';
import type { Relation } from '../schema/relation.js';
import type { Routine } from '../schema/routine.js';
import type { Step, Steps, Trigger } from '../schema/trigger.js';
import { below, bodyOf, list, type Node, part } from '../tree/tree.js';
import { heardAll, pour } from '../values/calls.js';
import { scopeOf } from '../values/condition.js';

export const unreadTrigger = 'a trigger or rule that cannot be read';
const deepest = 8;
const mostCalls = 200;

interface Fired {
  readonly relation: Relation;
  readonly row: Source | undefined;
}

/** What the function may name beside the tables of its own statements. */
interface Round {
  readonly desk: Desk;
  readonly relation: Relation;
  readonly env: Env;
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

/** As the engine looks it up: along the path, where no schema is named. */
function functionOf({ structure }: Desk, { names }: Trigger): Routine | undefined {
  const places = names.length > 1 ? names.slice(-2, -1) : structure.path;
  const found = places.flatMap((place) => structure.routines.get(`${place}.${names.at(-1)}`) ?? []);
  return found[0];
}

function valueIn({ desk, env }: Round, node: Node): Value {
  checkAll(desk, node);
  const [only] = desk.query(desk, node, env);
  heardAll(desk, node);
  return only?.value ?? literal;
}

/** Whether it is the row that decides; what is so for every row decides nothing. */
function isByRow({ relation }: Round, select: Node): boolean {
  const [target] = list(bodyOf(select, 'SelectStmt'), 'targetList');
  const condition = part(bodyOf(target, 'ResTarget') ?? {}, 'val');
  const columns = new Set(relation.columns);
  const usual = { columns, key: [], isUnique: false, beside: columns };
  const holds = (alias: string): boolean => scopeOf(condition, { ...usual, alias }) === 'predicate';
  // What it looks up elsewhere may be so for all.
  const isPlain = ![...below(condition)].some(({ tag }) => tag === 'SubLink' || tag === 'FuncCall');
  return isPlain && (holds('new') || holds('old'));
}

/** A write that is made for some rows and not for others is no looser than a WHERE that picks them. */
const asPicked = (write: Write): Write => ({
  ...write,
  scope: write.scope === 'none' || write.scope === 'tautology' ? 'predicate' : write.scope,
});

function decide(round: Round, condition: Node, then: (round: Round) => void): void {
  const { desk } = round;
  choose(desk, valueIn(round, condition));
  const writes: Write[] = [];
  const ink: Ink = { ...desk.ink, writes };
  then({ ...round, desk: { ...desk, ink } });
  // A TRUNCATE is no less for being rare.
  const isPicked = isByRow(round, condition);
  desk.ink.writes.push(...writes.map((one) => (isPicked && one.mode !== 'truncate' ? asPicked(one) : one)));
}

/** Columns that a key, a part or another table is found by. */
function holdsPlace({ structure }: Desk, relation: Relation, column: string): boolean {
  const ties = structure.ties.filter(({ from, to }) => from === relation.name || to === relation.name);
  const named = [...relation.uniques, ...ties.flatMap(({ columns, keys }) => [columns, keys])];
  return [...named.flat(), ...partedBy(structure, relation)].includes(column);
}

/** INVARIANT: what the statement gives back shows the row as it is after this: a value of a class that is not the column's would leave with it. */
function set(round: Round, { column, value }: Extract<Step, { is: 'set' }>): void {
  const { desk, relation } = round;
  const isPlaced = !relation.columns.includes(column) || holdsPlace(desk, relation, column);
  if (isClassified(valueIn(round, value)) || isPlaced) doubt(desk, unreadTrigger);
}

function take(round: Round, step: Step): void {
  const { desk, env } = round;
  if (step.is === 'statement') {
    checkAll(desk, step.node);
    desk.query(desk, step.node, env);
    heardAll(desk, step.node);
  }
  if (step.is === 'set') set(round, step);
  if (step.is === 'if')
    decide(round, step.condition, (inside) => {
      run(inside, step.then);
      run(inside, step.otherwise);
    });
}

function run(round: Round, steps: Steps): void {
  for (const step of steps) take(round, step);
}

/** `WHEN (…)` is an expression; a step's condition is a SELECT of one. */
const selected = (condition: Node): Node => ({
  SelectStmt: { targetList: [{ ResTarget: { val: condition ?? null } }], op: 'SETOP_NONE' },
});

/** What it writes is written once a row, and what it asks is asked of each. */
export function fire(desk: Desk, trigger: Trigger, { relation, row }: Fired): void {
  const routine = functionOf(desk, trigger);
  const steps = routine?.steps;
  const isDeep = desk.calling.length >= deepest || desk.ink.calls.length >= mostCalls;
  const isTold = row !== undefined && row.anything === undefined;
  if (routine === undefined || steps === undefined || !isTold || isDeep || desk.calling.includes(routine))
    return void doubt(desk, unreadTrigger);
  desk.ink.calls.push(routine);
  const ink: Ink = { ...freshInk(), heard: desk.ink.heard, calls: desk.ink.calls };
  const inside: Desk = {
    ...desk,
    ink,
    isMultiplied: true,
    given: undefined,
    calling: [...desk.calling, routine],
  };
  const round: Round = { desk: inside, relation, env: around(row) };
  if (trigger.condition === undefined) run(round, steps);
  else decide(round, selected(trigger.condition), (one) => run(one, steps));
  pour(desk, ink);
}
