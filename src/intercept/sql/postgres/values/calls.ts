/** A call of a function of the user's: its body is read as it will be run, and what it does is what the statement does. It reads no body of which it is not sure what it means. */
import type { JsonObject } from '../../../../call/json.js';
import type { Write } from '../../../effects.js';
import { beyondIn, choose, type Desk, doubt, emptyEnv, freshInk, type Ink, noteRead } from '../desk/ink.js';
import { checkAll } from '../desk/listed.js';
import { alike } from '../desk/picked.js';
import {
  type Column,
  isClassified,
  literal,
  union,
  unknownText,
  unknownValue,
  type Value,
} from '../desk/value.js';
import { type Routine, routineNamed, type Typed } from '../schema/routine.js';
import { along } from '../schema/settings.js';
import { below, bodyOf, callsIn, has, isTrue, list, type Node, part, text, texts } from '../tree/tree.js';
import { isReachingOwn } from './engine-told.js';

const deepest = 8;
const mostCalls = 200;

/** What one call gives: a column each, and one where it gives a value. */
export interface Called {
  readonly columns: readonly Column[];
  readonly value: Value;
}
const nobodyKnows: Called = { columns: [], value: unknownValue };

/** INVARIANT: every call is read where it stands. One that stands where nobody looks for a value would be run unread. */
export function heardAll(desk: Desk, node: Node): void {
  for (const { names, body } of callsIn(node))
    if (
      (routineNamed(desk.structure, names) !== undefined || isReachingOwn(desk, names)) &&
      !desk.ink.heard.has(body)
    )
      doubt(desk, 'a function that is called where it cannot be read');
}

/** What else a call may say, which is not for a function like this. */
const isPlain = (body: JsonObject): boolean =>
  !['agg_order', 'agg_filter', 'over'].some((name) => has(body, name)) &&
  !['agg_star', 'agg_distinct', 'agg_within_group', 'func_variadic'].some((name) => isTrue(body, name));

interface Argument {
  readonly name: string;
  readonly value: Value;
}

/** By place, then by name: each that it takes is given once, or is what its author wrote down for it. */
function placed({ parameters }: Routine, given: readonly Argument[]): readonly Value[] | undefined {
  const first = given.filter(({ name }) => name === '').length;
  const found = parameters.map(({ name }, at) =>
    at < first ? given[at] : given.slice(first).find((one) => one.name !== '' && one.name === name),
  );
  const values = found.map((one, at) =>
    one === undefined && parameters[at]?.isFree === true ? { name: '', value: literal } : one,
  );
  const isWhole =
    found.filter((one) => one !== undefined).length === given.length &&
    given.slice(0, first).every(({ name }) => name === '');
  const known = values.flatMap((one) => (one === undefined ? [] : [one.value]));
  return isWhole && known.length === parameters.length ? known : undefined;
}

/** A write of a body is one a row that it is called for: a key pins no more than one of them. What it writes down is the author's. */
const loosened = (write: Write): Write => ({
  ...write,
  scope: write.scope === 'key-pinned' ? 'predicate' : write.scope,
  sources: [],
});

/** What a body has come to is what the statement comes to. */
export function pour(desk: Desk, ink: Ink): void {
  for (const [dataset, columns] of ink.reads)
    for (const column of [undefined, ...columns]) noteRead(desk, dataset, column);
  for (const name of ink.functions) desk.ink.functions.add(name);
  for (const why of ink.doubts) doubt(desk, why);
  for (const value of ink.grown) desk.ink.grown.add(value);
  for (const one of ink.flows) desk.ink.flows.add(one);
  // INVARIANT: what one statement of a body leaves the next one reads, before any class could have followed it.
  for (const { dataset, column, from } of ink.carries)
    for (const origin of from) desk.ink.flows.add(`${origin} -> ${dataset}.${column}`);
  // Of a function nobody knows how often it is run.
  for (const filter of [...ink.filters, ...ink.probes]) desk.ink.filters.add(filter);
  for (const one of ink.absences) desk.ink.absences.add(one);
  desk.ink.writes.push(...ink.writes.map((one) => alike(desk, one, loosened)));
  const changed = ink.created.length + ink.dropped.size + ink.altered.length + beyondIn(ink);
  if (changed > 0) doubt(desk, 'a function whose body cannot be read');
}

/** The last of its statements gives what it gives. */
function run(desk: Desk, routine: Routine): readonly Column[] {
  let columns: readonly Column[] = [];
  for (const node of routine.body) {
    checkAll(desk, node);
    columns = desk.query(desk, node, emptyEnv);
    heardAll(desk, node);
  }
  return columns;
}

/** Its result has a type of its own: what is cast to any other than text may fail by its value. */
function given(desk: Desk, { name, isText }: Typed, value: Value): Column {
  if (!isText && isClassified(value)) choose(desk, value);
  return {
    name,
    value: {
      ...value,
      how: value.how === 'identity' ? 'transformed' : value.how,
      isKept: false,
      fields: undefined,
      // Of another type it may be cut.
      ...(isText ? {} : unknownText),
    },
  };
}

function resultsOf({ structure }: Desk, { results, relation }: Routine): readonly Typed[] | undefined {
  if (results !== undefined) return results;
  const found = structure.relations.get(relation);
  return found?.columns.map((name) => ({ name, isText: found.texts.has(name), isFree: false }));
}

function readBody(desk: Desk, routine: Routine, values: readonly Value[]): Called {
  const results = resultsOf(desk, routine);
  const taken = values.map((value, at) =>
    routine.parameters[at]?.isText === true ? value : { ...value, ...unknownText },
  );
  const ink: Ink = { ...freshInk(), heard: desk.ink.heard, calls: desk.ink.calls };
  const inside: Desk = {
    ...desk,
    structure: along(desk.structure, routine.along),
    ink,
    given: { name: routine.name, names: routine.parameters.map(({ name }) => name), values: taken },
    calling: [...desk.calling, routine],
  };
  const found = run(inside, routine);
  if (results === undefined || (results.length > 0 && results.length !== found.length))
    doubt(desk, 'a function whose result is not what it says');
  const columns = (results ?? []).map((one, at) => given(inside, one, found[at]?.value ?? unknownValue));
  pour(desk, ink);
  return { columns, value: columns.length === 0 ? literal : union(columns.map((one) => one.value)) };
}

function whyNot({ structure, calling, ink }: Desk, routine: Routine, body: JsonObject): string | undefined {
  if (routine.why !== undefined) return routine.why;
  if (calling.includes(routine)) return 'a function that calls itself';
  if (calling.length >= deepest || ink.calls.length >= mostCalls) return 'functions nested too deeply';
  if (!isPlain(body)) return 'a function that is called like an aggregate';
  const isMoved = routine.path !== undefined && routine.path.join() !== structure.path.join();
  return isMoved ? 'a function whose names were looked up along another path' : undefined;
}

/** INVARIANT: what is refused stays refused: this adds what is known of it, and takes no doubt away. */
function tellHints(desk: Desk, routine: Routine): void {
  if (desk.calling.includes(routine) || desk.calling.length >= deepest) return;
  for (const node of [...routine.body, ...routine.hints]) {
    const ink = freshInk();
    const given = { name: routine.name, names: [], values: [] };
    const structure = along(desk.structure, routine.along);
    desk.query({ ...desk, structure, ink, given, calling: [...desk.calling, routine] }, node, emptyEnv);
    for (const dataset of ink.reads.keys()) noteRead(desk, dataset);
    desk.ink.writes.push(...ink.writes.map(loosened));
  }
}

/** A cast to a domain of the user's runs what its checks call. */
export function tellDomains(desk: Desk, node: Node): void {
  for (const { body } of below(node)) {
    const type = part(body, 'typeName') ?? {};
    const checks = desk.structure.domains.get(texts(list(type, 'names')).join('.'));
    for (const call of callsIn(checks)) {
      const routine = routineNamed(desk.structure, call.names);
      if (routine !== undefined)
        callRoutine(desk, routine, { body: call.body, values: [], isRepeated: true });
    }
  }
}

/** `values`: one for each argument of the call. Rows around it have it called again and again. */
export function callRoutine(desk: Desk, routine: Routine, calling: Calling): Called {
  const { body, values, isRepeated } = calling;
  const why = whyNot(desk, routine, body);
  desk.ink.heard.add(body);
  desk.ink.calls.push(routine);
  if (why !== undefined) {
    doubt(desk, why);
    tellHints(desk, routine);
    return nobodyKnows;
  }
  const names = list(body, 'args').map((one) => text(bodyOf(one, 'NamedArgExpr'), 'name'));
  const taken = placed(
    routine,
    values.map((value, at) => ({ name: names[at] ?? '', value })),
  );
  if (taken === undefined) {
    doubt(desk, 'a function that is not given all that it takes');
    return nobodyKnows;
  }
  // Whether there is a value at all decides whether it runs.
  if (routine.isStrict) choose(desk, union(taken));
  for (const [at, { isText }] of routine.parameters.entries())
    if (!isText) choose(desk, taken[at] ?? literal);
  return readBody({ ...desk, isMultiplied: desk.isMultiplied || isRepeated }, routine, taken);
}

interface Calling {
  readonly body: JsonObject;
  readonly values: readonly Value[];
  readonly isRepeated: boolean;
}
