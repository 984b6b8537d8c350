/** The tables that a name at one place of a statement is looked up in first: those of the innermost query around it. Where one of them is no table of the schema, or the place belongs to no one query, it answers none. */
import type { Known } from '../engine/known.js';
import { find, type Statement } from '../tokens/statement.js';
import { fold, isOp, isWord, type Token } from '../tokens/token.js';
import { type TableRef, tablesIn, targetOf } from './items.js';

type Tokens = readonly Token[];

const compounds = ['union', 'intersect', 'except'];
const heads = ['select', 'update', 'delete', 'insert', 'replace', 'values', 'create', 'alter'];
const clauses = ['where', 'group', 'having', 'order', 'limit', 'window', 'returning', ...compounds];

/** The word that begins the query around it; -1 where none does. */
function headOf(tokens: Tokens, at: number): number {
  let depth = tokens[at]?.depth ?? 0;
  for (let back = at - 1; back >= 0; back -= 1) {
    const token = tokens[back];
    if (token === undefined || token.depth > depth) continue;
    depth = token.depth;
    // `replace(` is a function as well.
    const isCall = isWord(token, 'replace') && isOp(tokens[back + 1], '(');
    if (isWord(token, ...heads) && !isCall) return back;
  }
  return -1;
}

/** Names of a WITH, and more than those. */
const givenByWith = (tokens: Tokens): ReadonlySet<string> =>
  new Set(
    tokens.flatMap((token, at) => {
      if (
        !isWord(token, 'as') ||
        !(isOp(tokens[at + 1], '(') || isWord(tokens[at + 1], 'not', 'materialized'))
      )
        return [];
      let name = at - 1;
      const depth = tokens[name]?.depth;
      if (isOp(tokens[name], ')'))
        while (name > 0 && !(isOp(tokens[name], '(') && tokens[name]?.depth === depth)) name -= 1;
      return [tokens[at - 1], tokens[name], tokens[name - 1]].map((one) => fold(one?.name ?? ''));
    }),
  );

function tablesOf(known: Known, tokens: Tokens, head: number): readonly TableRef[] {
  const depth = tokens[head]?.depth ?? 0;
  const isHere = (token: Token, at: number, ...words: readonly string[]): boolean =>
    token.depth === depth && isWord(token, ...words) && !isWord(tokens[at - 1], 'distinct');
  const isPast = (token: Token, at: number): boolean => at > head && token.depth < depth;
  const last = tokens.findIndex(isPast);
  const whole = tokens.slice(0, last < 0 ? tokens.length : last);
  const next = whole.findIndex(
    (token, at) => at > head && isHere(token, at, 'select', 'values', ...compounds),
  );
  const own = whole.slice(0, next < 0 ? whole.length : next);
  const from = own.findIndex((token, at) => at > head && isHere(token, at, 'from'));
  if (from < 0) return [];
  const end = own.findIndex((token, at) => at > from && isHere(token, at, ...clauses));
  return tablesIn(known, own.slice(from + 1, end < 0 ? own.length : end)) ?? [];
}

/** INVARIANT: behind a set operation names are those of its arms; what is given back is the row as it was written; what an upsert does is done to its target. */
function isElsewhere(tokens: Tokens, head: number, at: number): boolean {
  const depth = tokens[head]?.depth ?? 0;
  const here = tokens.slice(0, at).filter((one) => one.depth === depth);
  const inside = tokens.slice(head, at).filter((one) => one.depth === depth);
  const isSorted = inside.some((one) => isWord(one, 'order'));
  const isReturned = inside.some((one) => isWord(one, 'returning', 'conflict', 'do'));
  return isReturned || (isSorted && here.some((one) => isWord(one, ...compounds)));
}

export function tablesAround(known: Known, statement: Statement, at: number): readonly TableRef[] {
  const { tokens } = statement;
  const head = headOf(tokens, at);
  if (head < 0 || isElsewhere(tokens, head, at)) return [];
  if (isWord(tokens[head], 'update', 'delete')) {
    const isOwn = head === statement.at && (statement.verb === 'delete' || find(tokens, head, 'from') < 0);
    const target = isOwn ? targetOf(known, statement) : undefined;
    const isTable = known.reading.structure.objects.get(target?.dataset ?? '')?.kind === 'table';
    return target === undefined || !isTable ? [] : [target];
  }
  if (!isWord(tokens[head], 'select')) return [];
  const tables = tablesOf(known, tokens, head);
  const given = givenByWith(tokens);
  return tables.some(({ dataset }) => given.has(dataset.slice(dataset.indexOf('.') + 1))) ? [] : tables;
}
