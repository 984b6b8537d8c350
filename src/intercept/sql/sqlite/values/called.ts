/** What the engine calls a column that a query makes: its alias, a column that it sees through to, its place, or the very text of it. Where a name could come by more than one way it has them all. */
import { fold, type Token } from '../tokens/token.js';
import { keywords, words } from '../tokens/words.js';
import { itemOf } from './items.js';
import { endsExpression, isColumnPlace } from './names.js';

type Tokens = readonly Token[];

interface Place {
  readonly at: number;
  /** It is the only arm of its query. */
  readonly isOne: boolean;
}

/** Of two columns of one name the second is `name:1`. */
export const isNumbered = (name: string): boolean => name.includes(':');

/** Such a name may be one that nobody has written as a name. */
export const mayBeMade = (name: string): boolean => /^column\d+$|[^\w$\u0080-\uffff]/.test(name);

/** INVARIANT: what has no alias is called as it is written: `"upper(email)"`. */
const madeName = (text: string, item: Tokens): string =>
  fold(text.slice(item[0]?.start ?? 0, item.at(-1)?.end ?? 0));

/** What would be named as a truth value is called by its place. */
const placeName = (last: Token | undefined, at: number): readonly string[] =>
  ['true', 'false'].includes(fold(last?.name ?? '')) ? [`column${at + 1}`] : [];

/** Words behind which a last word is no alias. */
const operators = words(
  'as collate not and or is in like glob match regexp between escape over when then else case from distinct null all',
);

/**
 * The names that an item may have as a column: the engine sees through some calls to a column's own, which goes through as it is where there is no other arm.
 * A key word may be one, with an alias behind it.
 */
export function namesOf(text: string, item: Tokens, { at, isOne }: Place): readonly string[] {
  const { alias, tokens } = itemOf(item);
  const [before, last] = [item.at(-2), item.at(-1)];
  const made = [madeName(text, item), ...placeName(last, at)];
  if (alias !== '') return [alias, ...made];
  const isOdd =
    before?.kind === 'word' &&
    keywords.has(before.name) &&
    // `like` and `match` may name a column as well: nothing has ended before it then.
    !(operators.has(before.name) && endsExpression(item.at(-3))) &&
    last?.kind !== 'op';
  const inside = tokens.flatMap((token, place) => (isColumnPlace(tokens, place) ? [fold(token.name)] : []));
  return isOdd && last !== undefined
    ? [...inside, ...made, fold(last.name)]
    : isOne
      ? made
      : [...inside, ...made];
}
