/** What a WITH comes to, as the engine spells each of its names out wherever that stands: one that names two others is twice the work. It counts, and reads no query. */

import { once } from '../../../../once.js';
import { isEvery, pastGroup } from '../tokens/statement.js';
import { fold, isOp, isWord, isWordOf, type Token } from '../tokens/token.js';
import { words } from '../tokens/words.js';
import type { Structure } from './trace.js';

/** Columns that the engine would make of it. */
const most = 10_000;
const mostNames = 500;

const leads = words('from join in');
const ends = words(
  'select where group having order limit window values union intersect except returning set',
);

interface Body {
  readonly from: number;
  readonly to: number;
}
interface Counted {
  /** Of all that it names, spelled out. */
  readonly work: number;
  readonly width: number;
}

/** Index of the name in `name AS (`, `name(a, b) AS NOT MATERIALIZED (`. */
function nameBefore(tokens: readonly Token[], as: number): number {
  if (!isOp(tokens[as - 1], ')')) return as - 1;
  let at = as - 1;
  const depth = tokens[at]?.depth;
  while (at > 0 && !(isOp(tokens[at], '(') && tokens[at]?.depth === depth)) at -= 1;
  return at - 1;
}

function bodiesIn(tokens: readonly Token[]): ReadonlyMap<string, readonly Body[]> {
  const bodies = new Map<string, Body[]>();
  for (const [as, token] of tokens.entries()) {
    if (!isWord(token, 'as')) continue;
    let open = as + 1;
    while (isWord(tokens[open], 'not', 'materialized')) open += 1;
    if (!isOp(tokens[open], '(')) continue;
    const name = fold(tokens[nameBefore(tokens, as)]?.name ?? '');
    const found = bodies.get(name);
    const body = { from: open + 1, to: pastGroup(tokens, open) - 1 };
    if (found === undefined) bodies.set(name, [body]);
    else found.push(body);
  }
  return bodies;
}

/** Names that stand where a table does, by their places. */
function tablesNamed(tokens: readonly Token[]): ReadonlyMap<number, string> {
  const sources: boolean[] = [];
  const named = new Map<number, string>();
  for (const [at, token] of tokens.entries()) {
    const before = tokens[at - 1];
    if (isWordOf(token, ends)) sources[token.depth] = false;
    if (isWordOf(token, leads)) sources[token.depth] = true;
    if (isOp(token, '(')) sources[token.depth + 1] = sources[token.depth] === true && !isNamed(before);
    if (!isNamed(token) || isOp(before, '.')) continue;
    const isTable = isWordOf(before, leads) || (isOp(before, ',', '(') && sources[token.depth] === true);
    if (isTable) named.set(at, nameAt(tokens, at));
  }
  return named;
}

/** `s.t` is `t`. */
const nameAt = (tokens: readonly Token[], at: number): string =>
  fold((isOp(tokens[at + 1], '.') ? tokens[at + 2] : tokens[at])?.name ?? '');

const isNamed = (token: Token | undefined): boolean =>
  token !== undefined && token.kind !== 'op' && !isWordOf(token, leads);

/** The statement without what its names are made of. */
function outside(tokens: readonly Token[], bodies: readonly Body[]): readonly Token[] {
  const ends = new Map(bodies.map(({ from, to }) => [from, to]));
  const rest: Token[] = [];
  for (let at = 0; at < tokens.length; ) {
    const end = ends.get(at);
    const token = tokens[at];
    if (end === undefined && token !== undefined) rest.push(token);
    at = end === undefined || end === at ? at + 1 : end;
  }
  return rest;
}

/** Columns by the bare name of a table or a view. */
const widthsIn = once(
  ({ objects }: Structure): ReadonlyMap<string, number> =>
    new Map([...objects.values()].map(({ name, columns }) => [fold(name), columns.length])),
);

type Worth = (name: string) => Counted;

interface List {
  stars: number;
  wide: number;
}

/** Columns of all stars: each list has those of the tables that stand behind it. */
function spread(tokens: readonly Token[], worth: Worth): number {
  const lists: List[] = [];
  const open: List[] = [];
  const places = tablesNamed(tokens);
  for (const [at, token] of tokens.entries()) {
    if (isWord(token, 'select')) {
      const list = { stars: 0, wide: 0 };
      lists.push(list);
      open.length = token.depth;
      open[token.depth] = list;
    }
    const list = open.slice(0, token.depth + 1).findLast((one) => one !== undefined);
    if (list === undefined) continue;
    if (isEvery(tokens, at)) list.stars += 1;
    if (places.has(at)) list.wide += worth(places.get(at) ?? '').width;
  }
  return lists.reduce((sum, { stars, wide }) => sum + stars * wide, 0);
}

function countedIn(tokens: readonly Token[], worth: Worth): Counted {
  const commas = tokens.filter((token) => isOp(token, ',')).length;
  const width = Math.min(most, 1 + commas + spread(tokens, worth));
  return { width, work: Math.min(most, width + namedWork(tokens, worth)) };
}

const namedWork = (tokens: readonly Token[], worth: Worth): number =>
  [...tablesNamed(tokens).values()].reduce((sum, name) => sum + worth(name).work, 0);

const nothing: Counted = { work: 0, width: 0 };

/** Whether it comes to more than is read of one statement. */
export function expandsFreely(tokens: readonly Token[], structure: Structure): boolean {
  const bodies = bodiesIn(tokens);
  const known = new Map<string, Counted>();
  const widths = widthsIn(structure);
  const worth = (name: string): Counted => {
    const own = bodies.get(name);
    const found = known.get(name);
    if (found !== undefined || own === undefined) return found ?? { work: 0, width: widths.get(name) ?? 0 };
    // In terms of itself it is spelled out once.
    known.set(name, nothing);
    const all = own.map(({ from, to }) => countedIn(tokens.slice(from, to), worth));
    const counted = all.reduce((sum, one) => ({ work: sum.work + one.work, width: sum.width + one.width }));
    known.set(name, counted);
    return counted;
  };
  for (const name of bodies.keys()) worth(name);
  const all = [...bodies.values()].flat();
  const rest = all.length === 0 ? tokens : outside(tokens, all);
  return all.length > mostNames || spread(rest, worth) + namedWork(rest, worth) >= most;
}
