/** What the columns of a table function are made of: what it is called with, and nothing else. It answers nothing of a function that it does not know, nor where an argument may stand elsewhere. */
import { once } from '../../../../once.js';
import { placesIn } from '../tokens/places.js';
import { pastGroup, splitAt } from '../tokens/statement.js';
import { fold, isOp, type Token } from '../tokens/token.js';
import { pureTables, words } from '../tokens/words.js';

type Tokens = readonly Token[];

export const elementColumns = words('key value type atom id parent fullkey path');

/** An argument by another way: `FROM json_each WHERE json = …`. */
const hiddenColumns = words('json root');

interface Called {
  readonly name: string;
  /** What it is called with. */
  readonly inside: Tokens;
}

/** Each call that stands where a table does; undefined where one of them is not told. */
export const calledTables = once((tokens: Tokens): readonly Called[] | undefined => {
  const { calls } = placesIn(tokens);
  const isHidden = (token: Token, at: number): boolean =>
    token.kind !== 'op' && hiddenColumns.has(fold(token.name)) && !isOp(tokens[at + 1], '(');
  if (calls.length > 0 && tokens.some(isHidden)) return undefined;
  const found = calls.flatMap((at) => {
    const inside = tokens.slice(at + 2, pastGroup(tokens, at + 1) - 1);
    const name = fold(tokens[at]?.name ?? '');
    return pureTables.has(name) && inside.length > 0 ? [{ name, inside }] : [];
  });
  return found.length === calls.length ? found : undefined;
});

const byPlace = words('key fullkey path');
const lists = words('json_array jsonb_array');
const objects = words('json_object jsonb_object');

const isKey = ([only, ...more]: Tokens): boolean => only?.kind === 'string' && more.length === 0;

/** `json_array(a, b)`, `json_object('a', b)` and nothing beside it: whose keys are written down. INVARIANT: json_tree goes on into what is kept there, whose keys are values. */
function hasOwnKeys({ name, inside }: Called): boolean {
  const [made, open] = inside;
  const isWhole = made?.kind === 'word' && isOp(open, '(') && pastGroup(inside, 1) === inside.length;
  if (name !== 'json_each' || !isWhole) return false;
  const args = splitAt(inside.slice(2, -1), ',');
  if (lists.has(made.name)) return true;
  return objects.has(made.name) && args.every((one, at) => at % 2 === 1 || isKey(one));
}

/** What a column of it is made of. */
export const elementOf = (call: Called, column: string): Tokens =>
  byPlace.has(column) && hasOwnKeys(call) ? [] : call.inside;

/** Whether a name could be a column of a table function. */
export const isElement = (tokens: Tokens, name: string): boolean =>
  elementColumns.has(name) && placesIn(tokens).calls.length > 0;
