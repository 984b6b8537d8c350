/** Whether a trigger's condition can be met at all by one write, and whether it is rows that decide. What it has no name for is met by every row. */
import type { Trigger } from '../engine/trace.js';
import { splitAt } from '../tokens/statement.js';
import { fold, isOp, isWord, type Token } from '../tokens/token.js';
import { bare, comparisonOf, splitWord } from '../values/comparison.js';
import { isColumnPlace, isTypeName } from '../values/names.js';
import { scopeOf } from '../values/predicate.js';
import { type Firing, isOpen, rowColumn, type Value } from './firing.js';

/** For which rows it runs, from the fewest to the most. */
export type Runs = 'never' | 'by-row' | 'always';

/** Whatever the collation: of one letter or of another, and of spaces behind, nothing is told. */
const plainly = (text: string): string => fold(text.trimEnd());

/** What these give has no letter in it. */
const timed = ['date', 'time', 'datetime', 'unixepoch'];
const isTime = (value: Value): boolean =>
  value.length === 1
    ? isWord(value[0], 'current_date', 'current_time', 'current_timestamp')
    : isWord(value[0], ...timed) &&
      isOp(value[1], '(') &&
      isOp(value.at(-1), ')') &&
      value.filter(({ depth }) => depth === value[0]?.depth).length === 3;

/** INVARIANT: whatever stands beside it, a text that is a part of the value and no part of the other keeps them apart. */
function differs(value: Value, text: string): boolean {
  const awaited = plainly(text);
  const inside = bare(value);
  const [only] = inside;
  if (inside.length === 1 && only?.kind === 'string') return plainly(only.name) !== awaited;
  // What is missing equals no text.
  if (inside.length === 1 && isWord(only, 'null')) return true;
  if (isTime(inside)) return /[a-z]/.test(awaited);
  const depth = Math.min(...inside.map((token) => token.depth));
  const isJoined = inside.some((token) => token.depth === depth && isOp(token, '||'));
  const isLoose = inside.some(
    (token) => token.depth === depth && token.kind === 'op' && !isOp(token, '||', '(', ')', '.'),
  );
  if (
    !isJoined ||
    isLoose ||
    inside.some((token) => token.depth === depth && token.kind === 'word' && loose.has(token.name))
  )
    return false;
  return splitAt(inside, '||').some((part) => {
    const [one, ...more] = bare(part);
    return one?.kind === 'string' && more.length === 0 && !awaited.includes(plainly(one.name));
  });
}
const loose = new Set(
  'and or not is in like glob match regexp between collate escape isnull notnull case'.split(' '),
);

/** Whether every value of this column is another than the text. */
function isOther(firing: Firing, column: string, text: string): boolean {
  const { object, occasion } = firing;
  const isThere = object?.kind === 'table' && object.columns.includes(column);
  const values = isThere && occasion !== 'delete' ? firing.stored(column) : undefined;
  return values !== undefined && values.length > 0 && values.every((value) => differs(value, text));
}

/** `new.c = 'x'` where another is written. */
function isNever(firing: Firing, part: Value): boolean {
  const found = comparisonOf(bare(part));
  if (found === undefined || found.isNegated || !['=', '==', 'is'].includes(found.operator)) return false;
  const [row, column = ''] = rowColumn(found.left) ?? [];
  const [text, ...more] = bare(found.right);
  return row === 'new' && more.length === 0 && text?.kind === 'string' && isOther(firing, column, text.name);
}

const namesIn = (tokens: Value): readonly (readonly [string, string] | undefined)[] =>
  tokens.flatMap((token, at) => {
    const isName =
      isColumnPlace(tokens, at) &&
      !isTypeName(tokens, at) &&
      (isOp(tokens[at - 1], '.') || token.kind !== 'word');
    if (!isName) return [];
    return [
      isOp(tokens[at - 1], '.') ? ([fold(tokens[at - 2]?.name ?? ''), fold(token.name)] as const) : undefined,
    ];
  });

/** So for some rows and not so for others. INVARIANT: `new.c <> old.c` is so for whatever row is changed at all. */
function divides(firing: Firing, part: Value): boolean {
  const names = namesIn(part);
  const [first] = names;
  const isPlain = !part.some((token) => isWord(token, 'select', 'values', 'exists'));
  const isOfRows = names.every(
    (name) => name !== undefined && name[0] === first?.[0] && isOpen(firing, name),
  );
  if (first === undefined || !isPlain || !isOfRows) return false;
  const { held = [], present = [] } = firing.object ?? {};
  const scope = scopeOf(part, { table: { dataset: '', alias: first[0] }, key: [...held, ...present] });
  return scope === 'predicate' || scope === 'key-pinned';
}

export function runsFor(firing: Firing, { condition }: Trigger): Runs {
  if (condition === undefined || condition.length === 0) return 'always';
  const inside = bare(condition);
  const parts = splitWord(inside, 'or').length > 1 ? [inside] : splitWord(inside, 'and');
  if (parts.some((part) => isNever(firing, part))) return 'never';
  return parts.some((part) => divides(firing, part)) ? 'by-row' : 'always';
}

/** `new.c` as a mark: it is settled before the rows are looked at that the trigger's statement chooses from. */
export function settled(tokens: readonly Token[]): readonly Token[] {
  const kept: Token[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token === undefined) break;
    const isRow = ['new', 'old'].includes(fold(token.name)) && token.kind !== 'string' && token.kind !== 'op';
    if (isRow && isOp(tokens[at + 1], '.')) {
      kept.push({ ...token, kind: 'param', name: '?' });
      at += 2;
    } else kept.push(token);
  }
  return kept;
}
