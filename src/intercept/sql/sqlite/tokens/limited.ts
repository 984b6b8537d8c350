/** DELETE and UPDATE with a LIMIT, spelled as the engine itself carries them out where it is built to: by the rows that a SELECT of the same words chooses. It reads nothing else so. */
import { find, statementOf } from './statement.js';
import { isOp, isWord, type Token } from './token.js';

/** Index past `[schema.]table [AS alias]` at `from`; -1 for anything else: an index hint, an alias without AS. */
function pastTarget(tokens: readonly Token[], from: number): number {
  const name = isOp(tokens[from + 1], '.') ? from + 2 : from;
  const isNamed = isWord(tokens[name + 1], 'as');
  const past = name + (isNamed ? 3 : 1);
  return isWord(tokens[past], 'where', 'order', 'limit', 'set') ? past : -1;
}

/** Index of the target's first token: after DELETE FROM, UPDATE or UPDATE OR IGNORE. */
const targetAt = (tokens: readonly Token[], at: number): number => {
  const isOr = isWord(tokens[at + 1], 'or');
  return at + (isWord(tokens[at], 'delete') ? 2 : isOr ? 3 : 1);
};

/**
 * The text to prepare for a DELETE or UPDATE that ends in `[ORDER BY …] LIMIT …`; undefined for every other statement, and for one with RETURNING or
 * a FROM of its own.
 */
export function withoutLimit(text: string, all: readonly Token[]): string | undefined {
  const { tokens, verb, at } = statementOf(all);
  if (verb !== 'delete' && verb !== 'update') return undefined;
  if (find(tokens, at, 'limit') < 0 || find(tokens, at, 'returning') >= 0) return undefined;
  const target = targetAt(tokens, at);
  const past = pastTarget(tokens, target);
  const isOne = verb === 'update' ? find(tokens, past, 'from') < 0 : past >= 0;
  const rows = find(tokens, past, 'where', 'order', 'limit');
  const [first, last] = [tokens[target], tokens.at(-1)];
  const [chooser, before] = [tokens[rows], tokens[rows - 1]];
  if (past < 0 || !isOne || !first || !last || !chooser || !before) return undefined;
  const named = text.slice(first.start, tokens[past - 1]?.end);
  const chosen = `SELECT rowid FROM ${named} ${text.slice(chooser.start, last.end)}`;
  return `${text.slice(0, before.end)} WHERE rowid IN (${chosen}\n)${text.slice(last.end)}`;
}
