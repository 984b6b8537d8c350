/** Functions of the user's as the schema's own statements define them. One whose body cannot be read as it will be run has a reason instead, and is refused for it. */
import { type JsonObject, own } from '../../../../call/json.js';
import {
  bodyOf,
  has,
  isTrue,
  itemsOf,
  list,
  type Node,
  part,
  statementsIn,
  tagged,
  text,
  textIn,
  texts,
} from '../tree/tree.js';
import { builtInTypes, isBuiltIn } from '../tree/words.js';
import type { Draft } from './draft.js';
import { extensions } from './extensions.js';
import { forget } from './moved.js';
import { isLent, isOn, type Options, optionsOf, reasons, strangeIn } from './options.js';
import { returnedIn } from './returning.js';
import type { Routine, Typed } from './routine.js';
import { settingOf } from './settings.js';
import type { Steps } from './trigger.js';
import { addsAlone, isTriggers, stepsIn } from './trigger-body.js';

/** Of these nobody knows what they are before the call, or a text turns into one by itself. */
const openTypes = new Set('anyelement record cstring unknown regclass regnamespace void'.split(' '));

const isPlainType = (type: JsonObject | undefined): boolean => {
  const names = texts(list(type, 'names'));
  const [name = ''] = names.slice(-1);
  return (
    isBuiltIn(names) && builtInTypes.has(name) && !openTypes.has(name) && !isTrue(type ?? {}, 'pct_type')
  );
};

const isText = (type: JsonObject | undefined): boolean =>
  ['text', 'varchar'].includes(texts(list(type, 'names')).at(-1) ?? '') &&
  list(type, 'arrayBounds').length === 0;

const modeOf = (parameter: JsonObject): string => text(parameter, 'mode').replace('FUNC_PARAM_', '');
const isIn = (parameter: JsonObject): boolean => ['DEFAULT', 'IN', 'INOUT'].includes(modeOf(parameter));
const isOut = (parameter: JsonObject): boolean => ['OUT', 'INOUT', 'TABLE'].includes(modeOf(parameter));

/** A constant, or one that is cast to a type of PostgreSQL's own. */
function isWritten(node: Node): boolean {
  const { tag, body } = tagged(node);
  const isCast = tag === 'TypeCast' && isPlainType(part(body, 'typeName'));
  return tag === 'A_Const' || (isCast && tagged(own(body, 'arg')).tag === 'A_Const');
}

const typed = (parameter: JsonObject): Typed => ({
  name: text(parameter, 'name'),
  isText: isText(part(parameter, 'argType')),
  isFree: isWritten(own(parameter, 'defexpr')),
});

/** A stored body is in SQL, whether it is said or not. */
const isSql = (body: JsonObject, options: Options): boolean =>
  options.has('language') ? textIn(options.get('language')) === 'sql' : has(body, 'sql_body');

/** `BEGIN ATOMIC … END`, `RETURN …`, or a text. */
function statementsOf(draft: Draft, body: JsonObject, options: Options): readonly Node[] | undefined {
  const stored = own(body, 'sql_body');
  if (stored === undefined) {
    const [source, ...more] = itemsOf(options.get('as'));
    const tree = source === undefined || more.length > 0 ? undefined : draft.parse(textIn(source));
    return tree === undefined ? undefined : statementsIn(tree).map(({ stmt }) => stmt);
  }
  const { tag, body: returned } = tagged(stored);
  if (tag !== 'ReturnStmt') return itemsOf(stored).flatMap((one) => itemsOf(one));
  const target = { ResTarget: { val: own(returned, 'returnval') ?? null } };
  return [{ SelectStmt: { targetList: [target], op: 'SETOP_NONE' } }];
}

interface Given {
  readonly body: JsonObject;
  readonly parameters: readonly JsonObject[];
  readonly options: Options;
  readonly statements: readonly Node[] | undefined;
}

/** What a trigger has it do. INVARIANT: with the rights of another it is read only where these do no more than add the rows that it tells. */
function stepsOf(draft: Draft, body: JsonObject, options: Options): Steps | undefined {
  const [source, ...more] = itemsOf(options.get('as'));
  const isRead =
    isTriggers(body) &&
    textIn(options.get('language')) === 'plpgsql' &&
    more.length === 0 &&
    strangeIn(body, options).every((name) => name === 'security');
  const steps = isRead ? stepsIn(draft.parse, textIn(source)) : undefined;
  return steps === undefined || !isLent(options) || addsAlone(steps) ? steps : undefined;
}

/** Of a value of its own, in PL/pgSQL. */
function chosenIn(draft: Draft, body: JsonObject, options: Options): readonly Node[] | undefined {
  const [source, ...more] = itemsOf(options.get('as'));
  const type = part(body, 'returnType') ?? {};
  const isOne =
    isPlainType(type) &&
    !isTrue(type, 'setof') &&
    !list(body, 'parameters').some((one) => isOut(tagged(one).body));
  const isRead = textIn(options.get('language')) === 'plpgsql' && !isTriggers(body) && isOne;
  return isRead && more.length === 0 ? returnedIn(draft.parse, textIn(source)) : undefined;
}

/** The first reason that it has. */
function whyNot(draft: Draft, { body, parameters, options, statements }: Given): string | undefined {
  const isTold = isSql(body, options) || statements !== undefined;
  const isRead = !isTrue(body, 'is_procedure') && isTold;
  if (!isRead) return 'a function of the user’s whose body is not SQL';
  const [strange] = strangeIn(body, options);
  if (strange !== undefined) return reasons[strange] ?? 'a function with an option that is not on the list';
  const taken = parameters.filter((one) => isIn(one) || modeOf(one) === 'VARIADIC');
  const isPlain = [...parameters].every((one) => isPlainType(part(one, 'argType')));
  if (taken.some((one) => modeOf(one) === 'VARIADIC')) return 'a function that takes any number of values';
  if (!isPlain || parameters.some((one) => isNamedOfUser(draft, part(one, 'argType'))))
    return 'a function of types that are not on the list';
  return statements === undefined ? 'a function whose body cannot be read' : undefined;
}

const isNamedOfUser = (draft: Draft, type: JsonObject | undefined): boolean =>
  draft.types.has(texts(list(type, 'names')).at(-1) ?? '');

type Returned = Pick<Routine, 'results' | 'relation'>;

/** Undefined for what nobody can tell the columns of. */
function returnedBy(draft: Draft, body: JsonObject, parameters: readonly JsonObject[]): Returned | undefined {
  const out = parameters.filter(isOut);
  if (out.length > 0) return { results: out.map(typed), relation: '' };
  const type = part(body, 'returnType');
  const names = texts(list(type, 'names'));
  if (names.at(-1) === 'void') return { results: [], relation: '' };
  if (isPlainType(type) && !isNamedOfUser(draft, type))
    return { results: [{ name: '', isText: isText(type), isFree: false }], relation: '' };
  const isRow =
    names.length === 2 && !isTrue(type ?? {}, 'pct_type') && list(type, 'arrayBounds').length === 0;
  return isRow ? { results: undefined, relation: names.join('.') } : undefined;
}

const verb = /\b(?:WITH|SELECT|INSERT|UPDATE|DELETE|MERGE)\b[\s\S]*/i;

/** Whatever between two semicolons is a statement from its first verb on. */
const hintsIn = (draft: Draft, source: string): readonly Node[] =>
  source.split(';').flatMap((one) => {
    const found = verb.exec(one)?.[0];
    const tree = found === undefined ? undefined : draft.parse(found);
    return tree === undefined ? [] : statementsIn(tree).map(({ stmt }) => stmt);
  });

function routineOf(draft: Draft, body: JsonObject, name: string): Routine {
  const parameters = list(body, 'parameters').map((one) => tagged(one).body);
  const options = optionsOf(body);
  const statements = isSql(body, options)
    ? statementsOf(draft, body, options)
    : chosenIn(draft, body, options);
  const returned = returnedBy(draft, body, parameters);
  const why = whyNot(draft, { body, parameters, options, statements });
  const setting = settingOf(body);
  return {
    name,
    parameters: parameters.filter(isIn).map(typed),
    results: returned?.results,
    relation: returned?.relation ?? '',
    isMany: isTrue(part(body, 'returnType') ?? {}, 'setof'),
    isStrict: options.has('strict') && isOn(options.get('strict')),
    path: has(body, 'sql_body') ? draft.path : undefined,
    along: setting.is === 'path' ? setting.path : undefined,
    isLent: isLent(options),
    body: statements ?? [],
    hints: statements === undefined ? hintsIn(draft, textIn(itemsOf(options.get('as'))[0])) : [],
    steps: stepsOf(draft, body, options),
    why: why ?? (returned === undefined ? 'a function of types that are not on the list' : undefined),
  };
}

const placeOf = ({ path }: Draft, names: readonly string[]): string =>
  names.length > 1 ? names.slice(-2).join('.') : `${path[0] ?? 'public'}.${names[0] ?? ''}`;

/** INVARIANT: of two that share a name the engine takes the one whose types fit better, which is not known here. */
function keep(draft: Draft, names: readonly string[], routine: Routine): void {
  const place = placeOf(draft, names);
  const isTwice = draft.routines.has(place);
  draft.defined.set(place, (draft.defined.get(place) ?? 0) + 1);
  draft.routines.set(
    place,
    isTwice ? { ...routine, steps: undefined, why: 'a function whose name is borne by another' } : routine,
  );
}

export function takeRoutine(draft: Draft, body: JsonObject): void {
  const names = texts(list(body, 'funcname'));
  keep(draft, names, routineOf(draft, body, names.at(-1) ?? ''));
}

const unread: Omit<Routine, 'name' | 'why'> = {
  parameters: [],
  results: [],
  relation: '',
  isMany: true,
  isStrict: false,
  path: undefined,
  along: undefined,
  isLent: false,
  body: [],
  hints: [],
  steps: undefined,
};

/** An aggregate, or whatever else bears the name of a function. */
export function takeAggregate(draft: Draft, body: JsonObject): void {
  const names = texts(list(body, 'defnames'));
  const why = 'an aggregate of the user’s';
  keep(draft, names, { ...unread, name: names.at(-1) ?? '', why });
}

/** An extension takes a function for its own, which the server alone can say. */
export function takeMember(draft: Draft, body: JsonObject): void {
  const place = texts(list(bodyOf(own(body, 'object'), 'ObjectWithArgs'), 'objname')).join('.');
  const isFunction = text(body, 'objtype') === 'OBJECT_FUNCTION' && own(body, 'action') === 1;
  if (isFunction) draft.members.set(place, [...(draft.members.get(place) ?? []), text(body, 'extname')]);
}

/** INVARIANT: the name is on the list of an extension, and whatever bears it is that one's. */
export const isOfExtension = ({ members, defined }: Draft, place: string): boolean => {
  const [name = ''] = place.split('.').slice(-1);
  const named = members.get(place) ?? [];
  const isOne = named.every((one) => one === named[0] && extensions.get(one)?.has(name) === true);
  return named.length > 0 && isOne && defined.get(place) === named.length;
};

/** What is left to read of the user's, and what is an extension's. */
export function settle(draft: Draft): ReadonlySet<string> {
  const trusted = new Set([...draft.members.keys()].filter((place) => isOfExtension(draft, place)));
  for (const place of trusted) draft.routines.delete(place);
  forget(draft);
  return trusted;
}
