/** Where tables and their aliases stand in a statement, at any depth: names there are no columns. What it is not sure of it leaves out, so that it counts as a column. */
import { once } from '../../../../once.js';
import { pastGroup } from './statement.js';
import { isFrom, isOp, isWord, isWordOf, type Token } from './token.js';
import { keywords, words } from './words.js';

const leaves = words(
  'select where group having order limit window values union intersect except set returning',
);
const queries = ['select', 'values', 'with'];

const isName = (token: Token | undefined): boolean =>
  token?.kind === 'quoted' ||
  token?.kind === 'string' ||
  (token?.kind === 'word' && !keywords.has(token.name));

interface Level {
  /** Between FROM and the clause that ends it. */
  inFrom: boolean;
  /** The next thing is a table. */
  awaits: boolean;
}

export interface Places {
  readonly tokens: ReadonlySet<Token>;
  /** Where a name that is called like a function stands where a table does. */
  readonly calls: readonly number[];
  /** Names of tables, views and WITHs. */
  readonly tables: ReadonlySet<string>;
}

interface Walk {
  readonly tokens: readonly Token[];
  readonly found: Set<Token>;
  readonly tables: Set<string>;
  readonly levels: Level[];
  readonly calls: number[];
}

/** `x`, `AS x` behind a table or a subquery. */
function aliasAt({ tokens, found }: Walk, from: number): void {
  const at = isWord(tokens[from], 'as') ? from + 1 : from;
  const token = tokens[at];
  if (token !== undefined && isName(token)) found.add(token);
}

function tableAt(walk: Walk, at: number): void {
  const { tokens, found, tables } = walk;
  const end = isOp(tokens[at + 1], '.') ? at + 2 : at;
  const [first, last] = [tokens[at], tokens[end]];
  if (first === undefined || last === undefined || !isName(last)) return;
  found.add(first).add(last);
  tables.add(last.name);
  if (isOp(tokens[end + 1], '(')) {
    walk.calls.push(end);
    aliasAt(walk, pastGroup(tokens, end + 1));
  } else aliasAt(walk, end + 1);
}

/** A parenthesis where a table is awaited: a subquery with an alias behind it, or a join. */
function groupAt(walk: Walk, at: number, awaits: boolean): void {
  const { tokens, levels } = walk;
  const isQuery = isWord(tokens[at + 1], ...queries);
  levels[(tokens[at]?.depth ?? 0) + 1] = { inFrom: awaits && !isQuery, awaits: awaits && !isQuery };
  if (awaits && isQuery) aliasAt(walk, pastGroup(tokens, at));
}

function step(walk: Walk, at: number): void {
  const { tokens, levels } = walk;
  const token = tokens[at];
  if (token === undefined) return;
  const level = levels[token.depth] ?? { inFrom: false, awaits: false };
  levels[token.depth] = level;
  const { awaits } = level;
  if (isFrom(tokens, at)) {
    Object.assign(level, { inFrom: true, awaits: true });
  } else if (isWord(token, 'join') || (isOp(token, ',') && level.inFrom)) level.awaits = level.inFrom;
  else if (isWordOf(token, leaves)) Object.assign(level, { inFrom: false, awaits: false });
  else if (isOp(token, '(')) {
    level.awaits = false;
    groupAt(walk, at, awaits);
  } else if (awaits) {
    level.awaits = false;
    tableAt(walk, at);
  }
}

export const placesIn = once((tokens: readonly Token[]): Places => {
  const walk: Walk = { tokens, found: new Set(), tables: new Set(), levels: [], calls: [] };
  for (let at = 0; at < tokens.length; at += 1) step(walk, at);
  return { tokens: walk.found, tables: walk.tables, calls: walk.calls };
});
