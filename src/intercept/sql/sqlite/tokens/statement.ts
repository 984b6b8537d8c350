/** Where the parts of one statement lie in its tokens: verb, target, clauses, inner select. It understands no expression. */
import { fold, isOp, isWord, type Token } from './token.js';

export type Verb =
  | 'select'
  | 'values'
  | 'insert'
  | 'update'
  | 'delete'
  | 'create'
  | 'drop'
  | 'alter'
  | 'unknown';

export interface Statement {
  readonly tokens: readonly Token[];
  readonly verb: Verb;
  /** Index of the verb. */
  readonly at: number;
  readonly hasWith: boolean;
  /** `REPLACE` or `OR REPLACE`: rows that collide are deleted. */
  readonly replaces: boolean;
}

/** `name(…`. */
export const isCall = (tokens: readonly Token[], at: number): boolean =>
  tokens[at]?.kind !== 'op' && isOp(tokens[at + 1], '(');

/** `SELECT *`, `c.*`; not a product and not `count(*)`. */
export const isEvery = (tokens: readonly Token[], at: number): boolean =>
  isOp(tokens[at], '*') &&
  (isOp(tokens[at - 1], '.', ',') || isWord(tokens[at - 1], 'select', 'distinct', 'all'));

/** The index past the parenthesis that opens at `open`. */
export function pastGroup(tokens: readonly Token[], open: number): number {
  const depth = tokens[open]?.depth;
  for (let at = open + 1; at < tokens.length; at += 1)
    if (isOp(tokens[at], ')') && tokens[at]?.depth === depth) return at + 1;
  return tokens.length;
}

/** The index past `WITH a AS (…), b(c) AS MATERIALIZED (…)`; -1 when it is not of that form. */
function pastWith(tokens: readonly Token[]): number {
  let at = 1;
  if (isWord(tokens[at], 'recursive') && !isWord(tokens[at + 1], 'as') && !isOp(tokens[at + 1], '(')) at += 1;
  for (;;) {
    at += 1;
    if (isOp(tokens[at], '(')) at = pastGroup(tokens, at);
    if (!isWord(tokens[at], 'as')) return -1;
    at += 1;
    if (isWord(tokens[at], 'not')) at += 1;
    if (isWord(tokens[at], 'materialized')) at += 1;
    if (!isOp(tokens[at], '(')) return -1;
    at = pastGroup(tokens, at);
    if (!isOp(tokens[at], ',')) return at;
    at += 1;
  }
}

const verbs: ReadonlyMap<string, Verb> = new Map([
  ['select', 'select'],
  ['values', 'values'],
  ['insert', 'insert'],
  ['replace', 'insert'],
  ['update', 'update'],
  ['delete', 'delete'],
  ['create', 'create'],
  ['drop', 'drop'],
  ['alter', 'alter'],
]);

export function statementOf(all: readonly Token[]): Statement {
  const tokens = all.filter((token) => !isOp(token, ';'));
  const hasWith = isWord(tokens[0], 'with');
  const at = hasWith ? pastWith(tokens) : 0;
  const head = tokens[at];
  const verb = (head?.kind === 'word' ? verbs.get(head.name) : undefined) ?? 'unknown';
  const orReplace = isWord(tokens[at + 1], 'or') && isWord(tokens[at + 2], 'replace');
  return { tokens, verb, at, hasWith, replaces: isWord(head, 'replace') || orReplace };
}

/** The first depth-0 word of these names at or after `from`, leaving out the `FROM` of `IS DISTINCT FROM`. */
export function find(tokens: readonly Token[], from: number, ...names: readonly string[]): number {
  for (let at = Math.max(from, 0); at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token?.depth !== 0 || !isWord(token, ...names)) continue;
    if (token.name === 'from' && isWord(tokens[at - 1], 'distinct')) continue;
    return at;
  }
  return -1;
}

const endOf = (tokens: readonly Token[], from: number, names: readonly string[]): number => {
  const end = find(tokens, from, ...names);
  return end < 0 ? tokens.length : end;
};

/**
 * The condition of the statement's own WHERE; undefined when it has none. It ends at reserved words alone: `window` may name a column,
 * and a condition cut short there would look tighter than it is.
 */
export function whereOf({ tokens, at }: Statement): readonly Token[] | undefined {
  const where = find(tokens, at, 'where');
  if (where < 0) return undefined;
  const ends = ['group', 'having', 'order', 'limit', 'returning', 'union', 'intersect', 'except'];
  return tokens.slice(where + 1, endOf(tokens, where + 1, ends));
}

/** The select list at depth 0: after SELECT for a select, after RETURNING for a write. */
export function listOf({ tokens, verb, at }: Statement): readonly Token[] | undefined {
  if (verb === 'select') {
    const start = isWord(tokens[at + 1], 'distinct', 'all') ? at + 2 : at + 1;
    const ends = ['from', 'where', 'group', 'having', 'order', 'limit', 'union', 'intersect', 'except'];
    return tokens.slice(start, endOf(tokens, start, ends));
  }
  const returning = find(tokens, at, 'returning');
  return returning < 0 ? undefined : tokens.slice(returning + 1);
}

/** The assignments of an UPDATE, each as target names and expression. */
export function assignmentsOf(
  statement: Statement,
): readonly { readonly names: readonly string[]; readonly value: readonly Token[] }[] {
  const { tokens, at } = statement;
  const set = find(tokens, at, 'set');
  if (set < 0) return [];
  const list = tokens.slice(
    set + 1,
    endOf(tokens, set + 1, ['from', 'where', 'returning', 'order', 'limit']),
  );
  return splitAt(list, ',').map((part) => {
    const equal = part.findIndex((token) => token.depth === 0 && isOp(token, '='));
    const left = equal < 0 ? [] : part.slice(0, equal);
    return {
      names: left.filter((token) => token.kind !== 'op').map((token) => fold(token.name)),
      value: part.slice(equal + 1),
    };
  });
}

/** The arms of a set operation at depth 0, the words between them left out. */
export function armsOf(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const arms: Token[][] = [[]];
  tokens.forEach((token, at) => {
    if (token.depth === 0 && isWord(token, 'union', 'intersect', 'except')) arms.push([]);
    else if (!isWord(token, 'all') || !isWord(tokens[at - 1], 'union')) arms.at(-1)?.push(token);
  });
  return arms;
}

/** Splits at a depth-0 sign; the depth is the list's own. */
export function splitAt(list: readonly Token[], sign: string): readonly (readonly Token[])[] {
  const depth = Math.min(...list.map((token) => token.depth));
  const parts: Token[][] = [[]];
  for (const token of list) {
    if (token.depth === depth && isOp(token, sign)) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts;
}

/** What a DROP TABLE does before it drops: by every reference that is followed, rows of other tables go or change. */
function emptying(text: string, { tokens, at }: Statement): string | undefined {
  if (!isWord(tokens[at + 1], 'table')) return undefined;
  const isAsking = isWord(tokens[at + 2], 'if') && isWord(tokens[at + 3], 'exists');
  const [name, end] = [tokens[isAsking ? at + 4 : at + 2], tokens.at(-1)];
  return name === undefined ? undefined : `DELETE FROM ${text.slice(name.start, end?.end)}`;
}

/** The text of the rows that an INSERT or CREATE TABLE AS takes, with the statement's own WITH before it; of a DROP TABLE the delete in it. */
export function innerText(text: string, all: readonly Token[]): string | undefined {
  const statement = statementOf(all);
  const { tokens, verb, at, hasWith } = statement;
  if (verb === 'drop') return emptying(text, statement);
  if (verb !== 'insert' && verb !== 'create') return undefined;
  const after = verb === 'create' ? find(tokens, at, 'as') + 1 : find(tokens, at, 'into') + 1;
  if (after === 0) return undefined;
  const start = find(tokens, after, 'select', 'values', 'with');
  if (start < 0) return undefined;
  let end = start;
  while (end < tokens.length && !endsRows(tokens, end)) end += 1;
  const from = tokens[start]?.start ?? 0;
  const to = tokens[end - 1]?.end ?? from;
  const before = hasWith ? text.slice(tokens[0]?.start ?? 0, tokens[at]?.start ?? 0) : '';
  return before + text.slice(from, to);
}

const endsRows = (tokens: readonly Token[], at: number): boolean => {
  const token = tokens[at];
  if (token?.depth !== 0) return false;
  return isWord(token, 'returning') || (isWord(token, 'on') && isWord(tokens[at + 1], 'conflict'));
};

/** Set operations, and VALUES, whose rows are united: the driver reports the origin of one arm only. */
export const unites = (tokens: readonly Token[]): boolean =>
  tokens.some((token) => isWord(token, 'union', 'intersect', 'except', 'values'));
