// Prepares a caller's statement so that its rows come in no order of hidden values: an index that holds one is not walked. Refuses a statement that walks one all the same.
import type { Statement } from 'better-sqlite3';
import { refuse } from '../../tool.js';
import type { Asked } from '../engine.js';
import type { Connection } from './driver.js';
import { isExplain, readTokens, type Token } from './gate.js';
import { bindAll, boundOf, type Prepared, plainly, prepareOne } from './rows.js';
import { hiddenWalks } from './walks.js';

const OPENS = new Set(['FROM', 'JOIN', 'UPDATE', ',', '(']);
/** What may stand behind a table and is no other name for it. */
const FOLLOWS = new Set(
  'WHERE JOIN LEFT RIGHT FULL INNER OUTER CROSS NATURAL ON USING GROUP ORDER HAVING LIMIT WINDOW UNION EXCEPT INTERSECT SET RETURNING NOT INDEXED'.split(
    ' ',
  ),
);

const isName = (token: Token | undefined): token is Token =>
  token?.kind === 'word' || token?.kind === 'quoted';
const isMark = (token: Token | undefined, text: string): boolean =>
  token?.kind === 'other' && token.text === text;
const wordOf = (token: Token | undefined): string =>
  token === undefined || token.kind === 'quoted' ? '' : token.text.toUpperCase();

/** Where a table that is named at this token ends, with its other name; undefined where none of them is. */
function endOf(tokens: readonly Token[], at: number, tables: ReadonlySet<string>): number | undefined {
  if (!OPENS.has(wordOf(tokens[at - 1]))) return undefined;
  const isWhole = isMark(tokens[at + 1], '.');
  const [schema, table] = isWhole ? [tokens[at], tokens[at + 2]] : [undefined, tokens[at]];
  if (!isName(table)) return undefined;
  const name = table.text.toLowerCase();
  const isMeant = [...tables].some((one) =>
    schema === undefined ? one.endsWith(`.${name}`) : one === `${schema.text.toLowerCase()}.${name}`,
  );
  if (!isMeant) return undefined;
  const last = isWhole ? at + 2 : at;
  const alias = wordOf(tokens[last + 1]) === 'AS' ? last + 2 : last + 1;
  const isAlias = isName(tokens[alias]) && !FOLLOWS.has(wordOf(tokens[alias]));
  const end = isAlias ? alias : last;
  return ['NOT', 'INDEXED'].includes(wordOf(tokens[end + 1])) ? undefined : tokens[end]?.end;
}

/** The same statement, with these tables read row by row as they lie. Where the words mean something else SQLite does not take them. */
function asTheyLie(sql: string, names: readonly string[]): string {
  const tables = new Set(names.map((name) => name.toLowerCase()));
  const tokens = readTokens(sql);
  const ends = tokens.flatMap((_, at) => endOf(tokens, at, tables) ?? []);
  const starts = [0, ...ends];
  return starts.map((start, at) => sql.slice(start, ends[at])).join(' NOT INDEXED');
}

/** What is planned and not run has no rows. */
export function prepareSteady(connection: Connection, { sql, params, clear_columns }: Asked): Prepared {
  const asked = prepareOne(connection, sql);
  const prepared = asked.reader ? plainly(asked) : { statement: asked, columns: [] };
  bindAll(asked, params);
  if (clear_columns === undefined || isExplain(readTokens(sql))) return prepared;
  const bound = boundOf(sql, params);
  const walksOf = (text: string) => hiddenWalks(connection, { sql: text, bound, clear: clear_columns });
  const walks = walksOf(sql);
  if (walks.length === 0) return prepared;
  const text = asTheyLie(sql, walks);
  const statement = prepareAgain(connection, text);
  if (walksOf(text).length > 0) refuse('hidden-order');
  bindAll(statement, params);
  return { statement, columns: prepared.columns };
}

function prepareAgain(connection: Connection, text: string): Statement<unknown[]> {
  try {
    return connection.prepare<unknown[]>(text);
  } catch {
    return refuse('hidden-order');
  }
}
