/** EXPLAIN: what is under it is read as it would be run, and with ANALYZE it is run. It refuses a plan of what has none, and an option that it has no name for. */
import { type JsonObject, own } from '../../../../call/json.js';
import { clear } from '../../../../catalog/catalog.js';
import { baseValue, beyondIn, type Desk, doubt, emptyEnv, freshInk, type Ink } from '../desk/ink.js';
import type { Told } from '../desk/record.js';
import type { Column, Value } from '../desk/value.js';
import { bodyOf, has, list, type Node, part, tagged, text } from '../tree/tree.js';

/** INVARIANT: widths, counts and the plan itself come from statistics, which are made of the values of every column that is read. */
function planValue(desk: Desk, { reads }: Ink): Value {
  const read = [...reads].flatMap(([name, columns]) => [...columns].map((one) => baseValue(desk, name, one)));
  const from = read.flatMap((value) => value.from).filter((origin) => origin.class !== clear);
  return { from, how: from.length === 0 ? 'counted' : 'transformed' };
}

const known = new Set(
  'verbose costs format summary settings generic_plan analyze buffers timing wal memory serialize'.split(' '),
);
/** These have a plan. */
const planned = new Set(['SelectStmt', 'InsertStmt', 'UpdateStmt', 'DeleteStmt', 'MergeStmt']);
/** As the engine reads a word for no. */
const no = new Set(['false', 'off', '0', 'no']);

/** An option without a word is a yes. */
const isSaid = (option: JsonObject): boolean => {
  const arg = own(option, 'arg');
  const said = tagged(arg).body;
  const word = text(said, 'sval') || text(part(said, 'sval'), 'sval');
  const isZero = tagged(arg).tag === 'Integer' && (own(said, 'ival') ?? 0) === 0;
  const isFalse = tagged(arg).tag === 'Boolean' && !has(said, 'boolval');
  return !(isZero || isFalse || no.has(word.toLowerCase()));
};

const plan = (value: Value): readonly Column[] => [{ name: 'QUERY PLAN', value }];

/** What was read into `ink`, and that nothing of it was done. */
function readOnly({ ink: { heard, reads, doubts, filters, absences, locks } }: Desk, from: Ink): void {
  for (const one of from.heard) heard.add(one);
  for (const [name, columns] of from.reads) reads.set(name, columns);
  for (const { dataset } of from.writes) if (!reads.has(dataset)) reads.set(dataset, new Set());
  for (const why of from.doubts) doubts.add(why);
  for (const filter of from.filters) filters.add(filter);
  for (const one of from.absences) absences.add(one);
  for (const lock of from.locks) locks.add(lock);
  // To make a plan, it may be run.
  if (from.calls.length > 0) doubts.add('a function of the user’s in a plan');
}

/**
 * Run. INVARIANT: how many rows a plan has changed the engine does not say, so that no bound would hold it: what does more than read is control as well,
 * and denied beneath every policy.
 */
function run(desk: Desk, inner: Node, statement: (inner: Node) => Told): Told {
  const { ink } = desk;
  const { kind } = statement(inner);
  const done = ink.writes.length + ink.created.length + ink.dropped.size + ink.altered.length + beyondIn(ink);
  if (ink.calls.length > 0) doubt(desk, 'a function of the user’s in a plan');
  if (kind !== 'select' || done > 0) ink.control.add('explain');
  // INVARIANT: how long it took and how much it went through is made of whole rows.
  const reads = new Map(
    [...ink.reads.keys(), ...ink.writes.map(({ dataset }) => dataset)].map((name) => [
      name,
      new Set(desk.structure.relations.get(name)?.columns),
    ]),
  );
  return { kind, columns: plan(planValue(desk, { ...ink, reads })) };
}

export function explain(desk: Desk, body: JsonObject, statement: (inner: Node) => Told): Told {
  const options = list(body, 'options').map((one) => bodyOf(one, 'DefElem') ?? {});
  const inner = own(body, 'query');
  const isKnown = options.every((one) => known.has(text(one, 'defname')));
  if (!isKnown || !planned.has(tagged(inner).tag)) {
    desk.ink.control.add('explain');
    doubt(desk, 'control statement');
    return statement(inner);
  }
  if (options.some((one) => text(one, 'defname') === 'analyze' && isSaid(one)))
    return run(desk, inner, statement);
  const ink = freshInk();
  desk.query({ ...desk, ink }, inner, emptyEnv);
  readOnly(desk, ink);
  return { kind: 'select', columns: plan(planValue(desk, ink)) };
}
