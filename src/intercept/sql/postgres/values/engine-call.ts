/** What a call of one of PostgreSQL's own functions comes to, of what its parts come to. It refuses to let a call that fails, picks or grows by a value pass for no question about it. */
import type { Json, JsonObject } from '../../../../call/json.js';
import { choose, type Desk } from '../desk/ink.js';
import { isPlain, joined, literal, union, type Value, weightOf } from '../desk/value.js';
import { isSteadyExtension } from '../schema/extensions.js';
import { isTrusted } from '../schema/routine.js';
import { bodyOf, has, list, texts } from '../tree/tree.js';
import { aggregates, escaping, gathering, isBuiltIn, joining, keeping } from '../tree/words.js';
import { isSteady } from './calm.js';
import { told } from './engine-told.js';
import { sortsBeside } from './sorted.js';
import { turnedBy } from './turning.js';

/** What a call may make of its arguments: as long as all of them, and longer where signs are written as several. */
function weighed(name: string, values: readonly Value[]): Value {
  const value = joining.has(name) ? joined(values) : union(values);
  return escaping.has(name) ? { ...value, weight: weightOf(value) * 2 } : value;
}

/** What its parts come to. */
interface Parts {
  /** Its arguments. */
  readonly taken: readonly Value[];
  /** Of an aggregate: what it sorts by, and what chooses its rows. */
  readonly order: readonly Value[];
  readonly filter: readonly Value[];
  readonly others: readonly Value[];
}

export function engineCall(desk: Desk, body: JsonObject, { taken, order, filter, others }: Parts): Value {
  const names = texts(list(body, 'funcname'));
  const [name = ''] = names.slice(-1);
  const given = weighed(name, [...taken, ...order, ...filter, ...others]);
  // INVARIANT: a call that fails for some values and not for others says which, as does one that picks by order: it is a question.
  if (!(isTrusted(desk.structure, names) ? isSteadyExtension(name, list(body, 'args')) : isSteady(body)))
    choose(desk, given);
  // INVARIANT: what gathers values of rows that come again as often as the author likes fails, in the end, by their length.
  if (gathering.has(name) && (desk.isMultiplied || has(body, 'over'))) choose(desk, given);
  choose(desk, union(order));
  choose(desk, union(filter));
  sortsBeside(desk, body, union(taken));
  const beyond = told(desk, body, given);
  if (beyond !== undefined) return beyond;
  // What type a value has is known before there is one.
  if (name === 'pg_typeof') return literal;
  if (name !== 'count') return made(body, taken, given);
  const isPlainly = countsPlainly(desk, list(body, 'args'));
  return isPlainly ? counted([...order, ...filter, ...others]) : { ...given, how: 'counted' };
}

/** Rows in the clear. INVARIANT: of which of them there are so many is made of what chooses them, parts them and sorts them. */
const counted = (choosing: readonly Value[]): Value => ({ from: union(choosing).from, how: 'counted' });

/** Of its arguments, or of many rows of them; some give one back as it is. */
function made(body: JsonObject, taken: readonly Value[], given: Value): Value {
  const name = texts(list(body, 'funcname')).at(-1) ?? '';
  const [only, ...more] = keeping.has(name) ? taken : [];
  return {
    ...given,
    turned: turnedBy(body, taken),
    isKept: more.length === 0 && only?.isKept === true,
    varies: more.length === 0 && only?.varies === 'itself' ? 'itself' : undefined,
    how: aggregates.has(name) ? 'aggregated' : given.how === 'literal' ? 'literal' : 'transformed',
  };
}

/** A column, or one but for case and outer space. INVARIANT: nothing is written beside it: how many there are would tell whether that is one of them. */
function isColumnOf(desk: Desk, node: Json): boolean {
  if (bodyOf(node, 'ColumnRef') !== undefined) {
    const value = desk.pad.walked.get(node);
    return value !== undefined && isPlain(value);
  }
  const call = bodyOf(node, 'FuncCall') ?? {};
  const names = texts(list(call, 'funcname'));
  const [only, ...more] = list(call, 'args');
  const isKeeping = isBuiltIn(names) && !desk.structure.functions.has(names.at(-1) ?? '');
  return (
    isKeeping &&
    keeping.has(names.at(-1) ?? '') &&
    only !== undefined &&
    more.length === 0 &&
    isColumnOf(desk, only)
  );
}

/** Rows, or one column, also but for case and outer space. Of anything else made from one, how often it is there answers a question about it. */
const countsPlainly = (desk: Desk, [argument, ...more]: readonly Json[]): boolean =>
  argument === undefined || (more.length === 0 && isColumnOf(desk, argument));
