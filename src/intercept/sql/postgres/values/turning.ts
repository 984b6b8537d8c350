/** Which texts are a column's own but for what their author wrote down in them, so that a text that holds nothing of that is there only where the row holds it. It refuses to know of a text that was changed after something was put in. */
import { type JsonObject, own } from '../../../../call/json.js';
import type { Value } from '../desk/value.js';
import { has, list, type Node, part, tagged, text, texts } from '../tree/tree.js';

type Turned = Value['turned'];
const none: NonNullable<Turned> = { brought: [], beside: [], of: [] };

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

/** Of a call: what it takes out or exchanges is written down. */
export function turnedBy(body: JsonObject, taken: readonly Value[]): Turned {
  const name = texts(list(body, 'funcname')).at(-1) ?? '';
  const [first, ...more] = taken;
  const turned = turnedIn(first);
  const brings = Object.hasOwn(bringing, name) ? bringing[name] : undefined;
  const said = more[1]?.written;
  const isKnown = brings !== undefined ? said !== undefined : leaving.has(name);
  if (turned === undefined || !isKnown || !more.every(isWritten)) return undefined;
  // INVARIANT: what was put in before may be made into another text by this.
  if ([...turned.brought, ...turned.beside].some((one) => one !== '')) return undefined;
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

export function turnedOf(node: Node, walked: ReadonlyMap<Node, Value>): Turned {
  const { tag, body } = tagged(node);
  if (tag === 'A_Const') {
    const said = part(body, 'sval');
    if (said !== undefined) return { ...none, brought: [text(said, 'sval')] };
    return has(body, 'isnull') ? none : undefined;
  }
  const choices = choicesIn(tag, body).map((one) => turnedIn(walked.get(one)));
  if (choices.length === 0 || choices.some((one) => one === undefined)) return undefined;
  return {
    brought: choices.flatMap((one) => one?.brought ?? []),
    beside: choices.flatMap((one) => one?.beside ?? []),
    of: choices.flatMap((one) => one?.of ?? []),
  };
}

/**
 * Whether this text comes about only where a column holds some of it. Of what was put into a row of which anything else may have been taken out, no part may stand in it;
 * of what was exchanged, where the rest of the row is left as it was, it may be no repetition.
 */
export const bringsNoneOf = ({ brought, beside }: NonNullable<Turned>, said: string): boolean =>
  said !== '' &&
  brought.every((one) => one === '' || !said.includes(one)) &&
  beside.every((one) => one === '' || said.replaceAll(one, '') !== '');
