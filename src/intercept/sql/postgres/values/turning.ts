/** Which texts are a column's own but for what their author wrote down in them, so that a text that holds nothing of that is there only where the row holds it. It refuses to know of a text that was changed after something was put in. */
import { type JsonObject, own } from '../../../../call/json.js';
import type { Value } from '../desk/value.js';
import { has, list, type Node, part, tagged, text, textIn, texts } from '../tree/tree.js';

type Turned = Value['turned'];
const none: NonNullable<Turned> = { whole: [], brought: [], beside: [], of: [] };

/** A column as it is, but for case and outer space. */
export const turnedIn = (value: Value | undefined): Turned =>
  value?.varies === 'itself' ? { ...none, of: value.from } : value?.turned;

/** INVARIANT: what is found stands again at `\1` to `\9` and `\&` and nowhere else; a backslash that is written twice is one. No text holds a NUL. */
const besideFound = (said: string): readonly string[] =>
  said.replaceAll(/\\[1-9&\\]/g, (one) => (one === '\\\\' ? '\\' : '\0')).split('\0');

/** Functions of whose first argument something is left, by what their third puts in. */
const bringing: Readonly<Record<string, (said: string) => readonly string[]>> = {
  replace: (said) => [said],
  translate: (said) => [...said],
  regexp_replace: besideFound,
};
const leaving = new Set(
  'btrim ltrim rtrim trim left right substr substring split_part regexp_substr'.split(' '),
);

const isWritten = ({ from, how }: Value): boolean => from.length === 0 && how === 'literal';

const putIn = ({ whole, brought, beside }: NonNullable<Turned>): readonly string[] => [
  ...whole,
  ...brought,
  ...beside,
];

const cases: Readonly<Record<string, (said: string) => string>> = {
  lower: (said) => said.toLowerCase(),
  upper: (said) => said.toUpperCase(),
};

/** INVARIANT: of other signs than those of ASCII a server makes small or large ones as its locale says. */
function inCase(name: string, turned: NonNullable<Turned>): Turned {
  const made = Object.hasOwn(cases, name) ? cases[name] : undefined;
  if (made === undefined || !putIn(turned).every((one) => /^\p{ASCII}*$/u.test(one))) return undefined;
  const { whole, brought, beside, of } = turned;
  return { whole: whole.map(made), brought: brought.map(made), beside: beside.map(made), of };
}

/** Of a call: what it takes out or exchanges is written down. */
export function turnedBy(body: JsonObject, taken: readonly Value[]): Turned {
  const name = texts(list(body, 'funcname')).at(-1) ?? '';
  const [first, ...more] = taken;
  const turned = turnedIn(first);
  if (turned !== undefined && more.length === 0 && Object.hasOwn(cases, name)) return inCase(name, turned);
  const brings = Object.hasOwn(bringing, name) ? bringing[name] : undefined;
  const said = more[1]?.written;
  const isKnown = brings !== undefined ? said !== undefined : leaving.has(name);
  if (turned === undefined || !isKnown || !more.every(isWritten)) return undefined;
  // INVARIANT: what was put in before may be made into another text by this.
  if (putIn(turned).some((one) => one !== '')) return undefined;
  const put = brings?.(said ?? '').filter((one) => one !== '') ?? [];
  return name === 'replace' ? { ...turned, beside: put } : { ...turned, brought: put };
}

/** What it may come to: one of these as it is. */
function choicesIn(tag: string, body: JsonObject): readonly Node[] {
  if (tag === 'CoalesceExpr') return list(body, 'args');
  if (tag === 'A_Expr' && text(body, 'kind') === 'AEXPR_NULLIF') return [own(body, 'lexpr')];
  if (tag !== 'CaseExpr') return [];
  const otherwise = has(body, 'defresult') ? [own(body, 'defresult')] : [];
  return [...list(body, 'args').map((one) => own(tagged(one).body, 'result')), ...otherwise];
}

/** One of several, whichever. */
export function turnedTogether(values: readonly (Value | undefined)[]): Turned {
  const all = values.map(turnedIn);
  if (all.length === 0 || all.some((one) => one === undefined)) return undefined;
  return {
    whole: all.flatMap((one) => one?.whole ?? []),
    brought: all.flatMap((one) => one?.brought ?? []),
    beside: all.flatMap((one) => one?.beside ?? []),
    of: all.flatMap((one) => one?.of ?? []),
  };
}

export function turnedOf(node: Node, walked: ReadonlyMap<Node, Value>): Turned {
  const { tag, body } = tagged(node);
  if (tag === 'A_Const') {
    const said = part(body, 'sval');
    if (said !== undefined) return { ...none, whole: [text(said, 'sval')] };
    return has(body, 'isnull') ? none : undefined;
  }
  if (isJoin(tag, body))
    return joinedOf(['lexpr', 'rexpr'].map((side) => turnedIn(walked.get(own(body, side)))));
  return turnedTogether(choicesIn(tag, body).map((one) => walked.get(one)));
}

const isJoin = (tag: string, body: JsonObject): boolean =>
  tag === 'A_Expr' && text(body, 'kind') === 'AEXPR_OP' && list(body, 'name').map(textIn).join('.') === '||';

const mostJoined = 100;

/** Of texts that somebody wrote down, each beside each; nothing of a column, which would be in it. */
function joinedOf([left, right]: readonly Turned[]): Turned {
  const isWhole = [left, right].every(
    (one) => one !== undefined && one.of.length + one.brought.length + one.beside.length === 0,
  );
  const whole = left?.whole.flatMap((one) => right?.whole.map((other) => one + other) ?? []) ?? [];
  return isWhole && whole.length <= mostJoined ? { ...none, whole } : undefined;
}

/**
 * Whether this text comes about only where a column holds some of it. Of what was put into a row of which anything else may have been taken out, no part may stand in it;
 * of what was exchanged, where the rest of the row is left as it was, it may be no repetition.
 */
export const bringsNoneOf = ({ whole, brought, beside }: NonNullable<Turned>, said: string): boolean =>
  said !== '' &&
  !whole.includes(said) &&
  brought.every((one) => one === '' || !said.includes(one)) &&
  beside.every((one) => one === '' || said.replaceAll(one, '') !== '');
