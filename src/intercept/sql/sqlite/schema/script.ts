/** A schema file cut into the objects that it creates. It runs nothing, opens no file that an ATTACH names, and reads no row. */

import { find, listOf, pastGroup, splitAt, statementOf } from '../tokens/statement.js';
import { fold, isOp, isWord, type Token, tokenize } from '../tokens/token.js';
import { bare } from '../values/comparison.js';
import { itemOf } from '../values/items.js';

/** The release line of the engine that reads; a file has no engine of its own to differ from it. */
export const engineLine = '3.53';

export interface ScriptObject {
  readonly schema: string;
  readonly name: string;
  readonly kind: string;
  readonly sql: string;
}

const kinds = ['table', 'view', 'index', 'trigger'];

const isTrigger = (tokens: readonly Token[]): boolean =>
  isWord(tokens[0], 'create') && tokens.slice(1, 3).some((token) => isWord(token, 'trigger'));

/** A trigger's body ends at the END that follows a semicolon. */
function piecesOf(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const pieces: Token[][] = [[]];
  for (const token of tokens) {
    const piece = pieces.at(-1) ?? [];
    const isOpen = isTrigger(piece) && !(isWord(piece.at(-1), 'end') && isOp(piece.at(-2), ';'));
    if (!isOp(token, ';') || isOpen) piece.push(token);
    else pieces.push([]);
  }
  return pieces.filter((piece) => piece.length > 0);
}

interface Named {
  readonly kind: string;
  readonly schema: string;
  readonly name: string;
  /** Index past the name. */
  readonly past: number;
}

function namedAt(piece: readonly Token[]): Named | undefined {
  const at = piece.findIndex((token, index) => index > 0 && index < 4 && isWord(token, ...kinds));
  if (!isWord(piece[0], 'create') || at < 0) return undefined;
  let first = at + 1;
  if (isWord(piece[first], 'if')) first += 3;
  const isQualified = isOp(piece[first + 1], '.');
  const name = piece[isQualified ? first + 2 : first];
  if (name === undefined) return undefined;
  const schema = isQualified ? fold(piece[first]?.name ?? '') : 'main';
  return { kind: piece[at]?.name ?? '', schema, name: fold(name.name), past: first + (isQualified ? 3 : 1) };
}

/** `ATTACH … AS name`, in their order: that is where an unqualified name is looked up. */
const attachedBy = (pieces: readonly (readonly Token[])[]): readonly string[] =>
  pieces.flatMap((piece) => (isWord(piece[0], 'attach') ? [fold(piece.at(-1)?.name ?? '')] : []));

export function objectsIn(script: string): readonly ScriptObject[] {
  const pieces = piecesOf(tokenize(script));
  const order = ['main', ...attachedBy(pieces)];
  const objects = pieces.flatMap((piece) => {
    const named = namedAt(piece);
    const [first, last] = [piece[0], piece.at(-1)];
    if (named === undefined || first === undefined || last === undefined) return [];
    const { schema, name, kind } = named;
    return [{ schema, name, kind, sql: script.slice(first.start, last.end) }];
  });
  const place = ({ schema }: ScriptObject): number => order.indexOf(schema);
  return [...objects].sort((a, b) => place(a) - place(b));
}

const namesIn = (group: readonly Token[]): readonly string[] =>
  group.filter((token) => token.kind !== 'op').map((token) => fold(token.name));

/** `id INTEGER PRIMARY KEY` or `PRIMARY KEY (a, b)`, from a table's list of columns. */
function keyIn(list: readonly Token[]): readonly string[] {
  for (const part of splitAt(list, ',')) {
    const at = part.findIndex((token, index) => isWord(token, 'primary') && isWord(part[index + 1], 'key'));
    if (at < 0) continue;
    const first = part[0];
    if (at > 0 && !isWord(first, 'constraint')) return [fold(first?.name ?? '')];
    const open = part.findIndex((token, index) => index > at && isOp(token, '('));
    return namesIn(part.slice(open + 1, pastGroup(part, open) - 1));
  }
  return [];
}

/** The declared primary key of every table that a script creates, by `schema.table`. The same words in both dialects. */
export function keysIn(script: string): ReadonlyMap<string, readonly string[]> {
  const tokens = tokenize(script);
  const keys = new Map<string, readonly string[]>();
  tokens.forEach((token, at) => {
    if (!isWord(token, 'create')) return;
    const named = namedAt(tokens.slice(at, at + 8));
    if (named?.kind !== 'table' || !isOp(tokens[at + named.past], '(')) return;
    const open = at + named.past;
    keys.set(`${named.schema}.${named.name}`, keyIn(tokens.slice(open + 1, pastGroup(tokens, open) - 1)));
  });
  return keys;
}

/** The columns that a view's query names, in order; a star or an expression without a name is left out, and so stays undeclared. */
export function columnsOfQuery(query: string): readonly string[] {
  const statement = statementOf(tokenize(query));
  if (find(statement.tokens, statement.at, 'union', 'intersect', 'except') >= 0) return [];
  return splitAt(listOf(statement) ?? [], ',')
    .map(itemOf)
    .flatMap(({ tokens, alias, isStar }) => {
      if (alias !== '' || isStar) return isStar ? [] : [alias];
      const last = bare(tokens).at(-1);
      return last?.kind === 'word' || last?.kind === 'quoted' ? [fold(last.name)] : [];
    });
}
