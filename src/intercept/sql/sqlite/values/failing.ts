/** What an expression can do that shows although its value is masked: fail, or grow past every bound, for some values and not for others. */

import { isCall, pastGroup, splitAt } from '../tokens/statement.js';
import { fold, isOp, isWord, type Token } from '../tokens/token.js';
import { words } from '../tokens/words.js';
import { bare, isConstant } from './comparison.js';

/** Functions that answer for every value, in work that grows with its length alone. */
const steady =
  words(`lower upper trim ltrim rtrim length octet_length substr substring hex quote typeof instr coalesce
ifnull count group_concat string_agg soundex concat concat_ws json_quote json_array json_object json_group_array
json_group_object first_value last_value lag lead min max cast over filter distinct select as by exists in`);
/** The same of these, as long as nothing beside them can make them fail. */
const calm =
  words(`unicode char avg total iif nullif likely unlikely round sign date time datetime julianday strftime
unixepoch like glob and or not when then else case between is sum replace printf format`);
const growing =
  words(`hex quote json_quote json_array json_object json_group_array json_group_object printf format
concat concat_ws group_concat string_agg replace`);
const asking = words('case and or not in exists like glob match regexp between is isnull notnull');
const reckoning = ['+', '-', '*', '/', '%', '&', '|', '<<', '>>', '~', '||'];
const yesOrNo = ['and', 'or', 'not', 'in', 'exists', 'like', 'glob', 'between', 'is', 'isnull', 'notnull'];
const compared = ['=', '==', '<>', '!=', '<', '<=', '>', '>='];
const sums = words('= == <> != < <= > >= + - * / % & | << >> ~ -> ->>');

const isStar = (tokens: readonly Token[], at: number): boolean =>
  isOp(tokens[at], '*') && isOp(tokens[at - 1], '(') && isOp(tokens[at + 1], ')');

/** What is evaluated only where it is needed, or cut to a measure: a constant there shows nothing. */
const lazy = words('coalesce ifnull substr substring trim ltrim rtrim lag lead');
function isLazy(tokens: readonly Token[], at: number): boolean {
  const name = fold(tokens[at]?.name ?? '');
  const [first = [], ...more] = argumentsAt(tokens, at);
  return name === 'concat_ws' ? !isConstant(first) : lazy.has(name) && !more.every(isConstant);
}

/** INVARIANT: JSON holds no blob but for one that is JSON by its bytes, and whoever takes up what was cast here knows nothing of it. */
function makesBlob(tokens: readonly Token[], at: number): boolean {
  if (tokens[at]?.kind === 'blob') return true;
  if (!isWord(tokens[at], 'cast') || !isOp(tokens[at + 1], '(')) return false;
  const inside = tokens.slice(at + 2, pastGroup(tokens, at + 1) - 1);
  const as = inside.findLastIndex((one) => one.depth === inside[0]?.depth && isWord(one, 'as'));
  const type = inside.slice(as + 1);
  return as < 0 || type.length === 0 || type.some(({ name }) => fold(name).includes('blob'));
}

/** Any condition, sum or function that is not steady: where names may stand for anything, this much is a question. */
export const computes = (tokens: readonly Token[]): boolean =>
  tokens.some((token, at) => {
    if (token.kind === 'word' && asking.has(token.name)) return true;
    if (token.kind === 'op' && sums.has(token.name)) return !isStar(tokens, at);
    if (makesBlob(tokens, at)) return true;
    return (
      isCall(tokens, at) && (!steady.has(fold(token.name)) || runsAway(tokens, at) || isLazy(tokens, at))
    );
  });

const argumentsAt = (tokens: readonly Token[], at: number): readonly (readonly Token[])[] =>
  splitAt(tokens.slice(at + 2, pastGroup(tokens, at + 1) - 1), ',');

const textOf = (tokens: readonly Token[] | undefined): string | undefined =>
  tokens?.length === 1 && tokens[0]?.kind === 'string' ? tokens[0].name : undefined;

/** A call whose own arguments let it fail or grow. */
function runsAway(tokens: readonly Token[], at: number): boolean {
  const name = fold(tokens[at]?.name ?? '');
  const args = argumentsAt(tokens, at);
  if (name === 'replace') {
    const [from, to] = [textOf(args[1]), textOf(args[2])];
    return from === undefined || to === undefined || to.length > from.length;
  }
  if (name === 'printf' || name === 'format') return /\*|\d{4}|^$/.test(textOf(args[0]) ?? '*');
  // A label that is null, or no text, makes it fail.
  if (name === 'json_object') return args.some((arg, place) => place % 2 === 0 && textOf(arg) === undefined);
  if (name === 'sum') return !args.every(isSmall);
  if (name === 'like' || name === 'glob')
    return !args.every((arg, place) => place === 1 || isPattern(arg, place));
  return false;
}

const isPattern = (arg: readonly Token[], place: number): boolean =>
  place === 0 ? textOf(arg) !== undefined : [...(textOf(arg) ?? '')].length === 1;

const isDigit = (token: Token | undefined): boolean =>
  isWord(token, 'null') || (token?.kind === 'number' && token.name.length <= 9);

/** Functions whose numbers are far below 63 bits, whatever they are given. */
const small = words('length octet_length unicode instr sign');

/** INVARIANT: a sum of integers fails past 63 bits, and somebody may have written the large ones beforehand: only lengths and signs, yes or no, and numbers that are written here stay below. */
function isSmall(arg: readonly Token[]): boolean {
  const tokens = bare(arg);
  if (tokens.some((token) => isOp(token, ...reckoning))) return false;
  if (tokens.length === 1) return isDigit(tokens[0]);
  if (isWord(tokens[0], 'case')) return isWord(tokens.at(-1), 'end') && choosesDigits(tokens);
  const isSmallCall = small.has(fold(tokens[0]?.name ?? '')) && pastGroup(tokens, 1) === tokens.length;
  const least = Math.min(...tokens.map((token) => token.depth));
  const isAnswer = tokens.some(
    (token) => token.depth === least && (isWord(token, ...yesOrNo) || isOp(token, ...compared)),
  );
  return isSmallCall || (isAnswer && !tokens.some((token) => isWord(token, 'case')));
}

const choosesDigits = (tokens: readonly Token[]): boolean =>
  tokens.every(
    (token, at) =>
      !isWord(token, 'then', 'else') ||
      (isDigit(tokens[at + 1]) && isWord(tokens[at + 2], 'when', 'else', 'end')),
  );

/** LIKE and GLOB fail by a pattern that is too long and an ESCAPE that is no single sign: written down as texts they do not. */
function failsToMatch(tokens: readonly Token[], at: number): boolean {
  if (isWord(tokens[at], 'escape')) return !isSign(tokens, at + 1);
  if (!isWord(tokens[at], 'like', 'glob')) return false;
  if (isOp(tokens[at + 1], '(')) return !endsThere(tokens, pastGroup(tokens, at + 1));
  return tokens[at + 1]?.kind !== 'string' || !endsThere(tokens, at + 2);
}

const endsThere = (tokens: readonly Token[], at: number): boolean =>
  tokens[at] === undefined || tokens[at]?.kind === 'word' || isOp(tokens[at], ')', ',');

const isSign = (tokens: readonly Token[], at: number): boolean =>
  tokens[at]?.kind === 'string' && [...(tokens[at]?.name ?? '')].length === 1 && endsThere(tokens, at + 1);

const mostText = 1_000;
const mostGrowth = 3;

/** Over columns of base tables alone: conditions are masked, null or not, so only what fails or grows is a question. */
export function canFail(tokens: readonly Token[]): boolean {
  const calls = tokens.flatMap((token, at) => (isCall(tokens, at) ? [{ name: fold(token.name), at }] : []));
  if (calls.some(({ name, at }) => !(steady.has(name) || calm.has(name)) || runsAway(tokens, at)))
    return true;
  if (tokens.some((token) => isOp(token, '->', '->>') || isWord(token, 'match', 'regexp'))) return true;
  if (tokens.some((_, at) => failsToMatch(tokens, at))) return true;
  const text = tokens.reduce((sum, token) => sum + (token.kind === 'string' ? token.name.length : 0), 0);
  if (text > mostText || calls.filter(({ name }) => growing.has(name)).length > mostGrowth) return true;
  // JSON holds no blob.
  const isMixed = tokens.some((token) => token.kind === 'blob' || isWord(token, 'cast'));
  return isMixed && calls.some(({ name }) => name.startsWith('json_'));
}
