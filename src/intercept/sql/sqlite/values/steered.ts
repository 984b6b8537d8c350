/** Whether a classified value chooses between values of different length. A reply that grows too large fails, so the longer one shows although it is masked. It reads flat items alone. */

import { isClear, type Known } from '../engine/known.js';
import { splitAt } from '../tokens/statement.js';
import { fold, isOp, isWord, type Token } from '../tokens/token.js';
import { bare, isConstant } from './comparison.js';
import { namedIn } from './names.js';

type Item = readonly Token[];

/** Something in it derives from a classified value, or there is no telling. */
const tells = (known: Known, item: Item): boolean => {
  const { columns, unplaced } = namedIn(known, item);
  return unplaced ? known.classified.length > 0 : columns.some((column) => !isClear(column));
};

/** What a call may be given beside its first argument: a number or a text that is written down. */
const measured: ReadonlySet<string> = new Set('substr substring trim ltrim rtrim lag lead'.split(' '));

type Tells = (item: Item) => boolean;
/** What is bound to a mark may be as long as its author likes. */
function isLong(item: Item): boolean {
  const inner = bare(item);
  const isWritten = isConstant(inner) && inner.at(-1)?.kind !== 'param';
  return !isWritten && !(inner.length === 1 && isWord(inner[0], 'null', 'true', 'false'));
}

/** `coalesce(x, y)`: that x is null shows by the length of y, unless y is as hidden. */
const isFilled = (args: readonly Item[], tell: Tells): boolean =>
  args.some((one, at) => isLong(one) && !tell(one) && args.slice(0, at).some(tell));

/** `iif(c, x, d, y, z)` */
function isPicked(args: readonly Item[], tell: Tells): boolean {
  const isCondition = (at: number): boolean => at % 2 === 0 && at < args.length - 1;
  const [asked, given] = [true, false].map((which) => args.filter((_, at) => isCondition(at) === which));
  return (asked ?? []).some(tell) && (given ?? []).some(isLong);
}

const calls: Readonly<Record<string, (args: readonly Item[], tell: Tells) => boolean>> = {
  coalesce: isFilled,
  ifnull: isFilled,
  iif: isPicked,
  if: isPicked,
  nullif: (args, tell) => args.some(tell) && args.every(isLong),
  // Between nothing stands nothing at all.
  concat_ws: ([sign, ...rest], tell) => sign !== undefined && tell(sign) && rest.some(isLong),
};

function argumentsAt(tokens: Item, at: number): readonly Item[] {
  const depth = tokens[at + 1]?.depth ?? 0;
  const end = tokens.findIndex((token, index) => index > at + 1 && token.depth === depth && isOp(token, ')'));
  return splitAt(tokens.slice(at + 2, end < 0 ? tokens.length : end), ',');
}

function isSteeringCall(tokens: Item, at: number, tell: Tells): boolean {
  if (tokens[at]?.kind === 'op' || !isOp(tokens[at + 1], '(')) return false;
  const name = fold(tokens[at]?.name ?? '');
  const args = argumentsAt(tokens, at);
  if (measured.has(name)) return args.slice(1).some(tell);
  return Object.hasOwn(calls, name) && calls[name]?.(args, tell) === true;
}

/** The index of the END of the CASE at `at`, and of the words of its own between them. */
function caseAt(tokens: Item, at: number): readonly number[] {
  const own = [at];
  for (let next = at + 1, open = 0; next < tokens.length; next += 1) {
    if (isWord(tokens[next], 'case')) open += 1;
    else if (isWord(tokens[next], 'end')) {
      if (open === 0) return [...own, next];
      open -= 1;
    } else if (open === 0 && isWord(tokens[next], 'when', 'then', 'else')) own.push(next);
  }
  return [...own, tokens.length];
}

/** `CASE … WHEN` and `WHEN … THEN` ask, `THEN …` and `ELSE …` give. */
function isSteeringCase(tokens: Item, at: number, tell: Tells): boolean {
  if (!isWord(tokens[at], 'case')) return false;
  const own = caseAt(tokens, at);
  const pieces = own.slice(0, -1).map((from, place) => ({
    isGiven: isWord(tokens[from], 'then', 'else'),
    item: tokens.slice(from + 1, own[place + 1]),
  }));
  const asks = pieces.some(({ isGiven, item }) => !isGiven && item.length > 0 && tell(item));
  return asks && pieces.some(({ isGiven, item }) => isGiven && isLong(item));
}

export function isSteered(known: Known, tokens: Item): boolean {
  if (known.classified.length === 0) return false;
  const tell = (item: Item): boolean => tells(known, item);
  return tokens.some((_, at) => isSteeringCall(tokens, at, tell) || isSteeringCase(tokens, at, tell));
}

/** `a || b` is null where either is. */
export const joinsClear = (known: Known, tokens: Item): boolean => {
  const { columns } = namedIn(known, tokens);
  return tokens.some((token) => isOp(token, '||')) && columns.some(isClear) && !columns.every(isClear);
};
