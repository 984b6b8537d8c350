/** The columns and rows that a statement itself writes down. What it takes from elsewhere is not among them. */
import { find, pastGroup, type Statement, splitAt } from './statement.js';
import { fold, isOp, isWord, type Token } from './token.js';

/** The column list of an INSERT, by name; undefined when it names none. */
export function insertColumnsOf({ tokens, at }: Statement): readonly string[] | undefined {
  const into = find(tokens, at, 'into');
  const open = tokens.findIndex((token, index) => index > into && isOp(token, '('));
  const rows = find(tokens, at, 'values', 'select', 'default', 'with');
  if (into < 0 || open < 0 || (rows >= 0 && open > rows)) return undefined;
  return tokens
    .slice(open + 1, pastGroup(tokens, open) - 1)
    .filter((token) => token.kind !== 'op')
    .map((token) => fold(token.name));
}

/** The column list of a CREATE VIEW; undefined when it names none. */
export function viewColumnsOf({ tokens, at }: Statement): readonly string[] | undefined {
  const as = find(tokens, at, 'as');
  const open = tokens.findIndex((token) => isOp(token, '('));
  if (!isWord(tokens[at + 1], 'view') || open < 0 || open > as) return undefined;
  const names = tokens.slice(open + 1, pastGroup(tokens, open) - 1);
  return names.filter((token) => token.kind !== 'op').map((token) => fold(token.name));
}

/** The rows after a VALUES, each as its items. */
export function tuplesOf(
  tokens: readonly Token[],
  values: number,
): readonly (readonly (readonly Token[])[])[] {
  const tuples: (readonly (readonly Token[])[])[] = [];
  let at = values + 1;
  while (isOp(tokens[at], '(')) {
    const end = pastGroup(tokens, at);
    tuples.push(splitAt(tokens.slice(at + 1, end - 1), ','));
    at = isOp(tokens[end], ',') ? end + 1 : end;
    if (!isOp(tokens[end], ',')) break;
  }
  return tuples;
}
