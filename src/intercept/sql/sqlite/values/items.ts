/** A select list item by item, matched to the engine's output columns by position. Where the positions cannot be matched it answers nothing. */
import type { Known } from '../engine/known.js';
import { find, type Statement, splitAt } from '../tokens/statement.js';
import { fold, isOp, isWord, type Token } from '../tokens/token.js';
import { keywords } from '../tokens/words.js';
import { endsExpression, plainColumn } from './names.js';

export interface Item {
  readonly tokens: readonly Token[];
  readonly alias: string;
  readonly isStar: boolean;
}

const isAliasToken = (token: Token | undefined): token is Token =>
  token?.kind === 'word' || token?.kind === 'quoted' || token?.kind === 'string';

/** What ends an expression and names nothing: `CASE … END`, `email ISNULL`. */
const closing = ['end', 'isnull', 'notnull'];

export function itemOf(part: readonly Token[]): Item {
  const last = part.at(-1);
  const before = part.at(-2);
  const isStar = isOp(last, '*') && (part.length === 1 || isOp(before, '.'));
  if (isAliasToken(last) && last.depth === part[0]?.depth && part.length > 1) {
    if (isWord(before, 'as')) return { tokens: part.slice(0, -2), alias: fold(last.name), isStar };
    if (endsExpression(before) && !isWord(last, ...closing))
      return { tokens: part.slice(0, -1), alias: fold(last.name), isStar };
  }
  return { tokens: part, alias: '', isStar };
}

/** One item an output column; undefined where a star or a mismatch leaves the position open. */
export function itemsByColumn(
  list: readonly Token[] | undefined,
  width: number,
): readonly (Item | undefined)[] {
  if (list === undefined || list.length === 0) return Array.from({ length: width }, () => undefined);
  const items = splitAt(list, ',').map(itemOf);
  const stars = items.filter((item) => item.isStar).length;
  const spare = width - (items.length - stars);
  if (stars > 1 || spare < 0 || (stars === 0 && spare !== 0))
    return Array.from({ length: width }, () => undefined);
  return items.flatMap((item) => (item.isStar ? Array.from({ length: spare }, () => item) : [item]));
}

export interface TableRef {
  readonly dataset: string;
  readonly alias: string;
}

const joinWords = ['natural', 'left', 'right', 'full', 'outer', 'inner', 'cross', 'join'];

/** Resolves as the engine does: temp objects are refused elsewhere, then the schemas in their order. */
function resolveTable(known: Known, schema: string | undefined, table: string): string | undefined {
  const { schemas, objects } = known.reading.structure;
  const places = schema === undefined ? schemas : [fold(schema)];
  const found = places.find((place) => objects.has(`${place}.${fold(table)}`));
  return found === undefined ? undefined : `${found}.${fold(table)}`;
}

interface Cursor {
  at: number;
}

function tableAt(known: Known, tokens: readonly Token[], cursor: Cursor): TableRef | undefined {
  const first = tokens[cursor.at];
  if (!isAliasToken(first)) return undefined;
  const qualified = isOp(tokens[cursor.at + 1], '.');
  const name = qualified ? tokens[cursor.at + 2] : first;
  if (!isAliasToken(name)) return undefined;
  cursor.at += qualified ? 3 : 1;
  const dataset = resolveTable(known, qualified ? first.name : undefined, name.name);
  const isNamed = isWord(tokens[cursor.at], 'as');
  if (isNamed) cursor.at += 1;
  const next = tokens[cursor.at];
  const hasAlias = isAliasToken(next) && (isNamed || next.kind !== 'word' || !keywords.has(next.name));
  if (hasAlias) cursor.at += 1;
  if (isWord(tokens[cursor.at], 'indexed')) cursor.at += 3;
  else if (isWord(tokens[cursor.at], 'not')) cursor.at += 2;
  const alias = hasAlias ? fold(next.name) : fold(name.name);
  return dataset === undefined ? undefined : { dataset, alias };
}

/** The tables of a FROM that names base tables alone; undefined when anything else stands in it. */
export function tablesIn(known: Known, tokens: readonly Token[]): readonly TableRef[] | undefined {
  const tables: TableRef[] = [];
  const cursor: Cursor = { at: 0 };
  while (cursor.at < tokens.length) {
    const table = tableAt(known, tokens, cursor);
    // What stands in parentheses after a name makes it a table function.
    const isCall = isOp(tokens[cursor.at], '(');
    if (table === undefined || isCall || known.reading.structure.objects.get(table.dataset)?.kind !== 'table')
      return undefined;
    tables.push(table);
    // A condition runs to the next comma or join word of this depth; its names are judged elsewhere.
    while (cursor.at < tokens.length && !startsTable(tokens, cursor.at)) cursor.at += 1;
    while (
      cursor.at < tokens.length &&
      (isOp(tokens[cursor.at], ',') || isWord(tokens[cursor.at], ...joinWords))
    )
      cursor.at += 1;
  }
  return tables;
}

const startsTable = (tokens: readonly Token[], at: number): boolean => {
  const token = tokens[at];
  if (token?.depth !== tokens[0]?.depth) return false;
  return isOp(token, ',') || (isWord(token, ...joinWords) && !isOp(tokens[at + 1], '('));
};

const clauseEnds = [
  'where',
  'group',
  'having',
  'order',
  'limit',
  'returning',
  'union',
  'intersect',
  'except',
];

/** Base tables that a name of the outer select list can mean; undefined when a subquery, view or CTE could be meant. */
export function outerTables(known: Known, statement: Statement): readonly TableRef[] | undefined {
  const { tokens, verb, at, hasWith } = statement;
  if (hasWith) return undefined;
  if (verb === 'select') {
    if (find(tokens, at, 'union', 'intersect', 'except', 'values') >= 0) return undefined;
    const from = find(tokens, at, 'from');
    if (from < 0) return [];
    const end = find(tokens, from, ...clauseEnds);
    return tablesIn(known, tokens.slice(from + 1, end < 0 ? tokens.length : end));
  }
  const target = targetOf(known, statement);
  const isTable = known.reading.structure.objects.get(target?.dataset ?? '')?.kind === 'table';
  return target === undefined || !isTable ? undefined : [target];
}

/** The table that an INSERT, UPDATE or DELETE names. */
export function targetOf(known: Known, { tokens, verb, at }: Statement): TableRef | undefined {
  let start = at + 1;
  if (verb === 'insert') start = find(tokens, at, 'into') + 1;
  else if (verb === 'delete') start = find(tokens, at, 'from') + 1;
  else if (isWord(tokens[start], 'or')) start += 2;
  return tableAt(known, tokens, { at: start });
}

export const isPlain = (item: Item | undefined): boolean =>
  item !== undefined && (item.isStar || plainColumn(item.tokens) !== undefined);
