/** Reads `SELECT country, avg(salary), count(salary) FROM hr.staff GROUP BY country` word by word: one whole table, grouped by clear columns. It takes nothing else for that. */
import { datasetNamed } from '../../../../catalog/catalog.js';
import type { Summary, Summed } from '../../averages.js';
import type { Known } from '../engine/known.js';
import { find, listOf, type Statement, splitAt } from '../tokens/statement.js';
import { isOp, isWord, type Token } from '../tokens/token.js';
import { keywords } from '../tokens/words.js';
import { type Item, itemOf, outerTables } from '../values/items.js';
import { plainColumn } from '../values/names.js';

const averaging = ['avg', 'sum', 'total'];

const isNamed = (token: Token | undefined): token is Token =>
  token?.kind === 'quoted' || (token?.kind === 'word' && !keywords.has(token.name));

/** `t`, `s.t`, and a name for it: no word of a join, a condition or an index. */
function isBareTable(tokens: readonly Token[]): boolean {
  const rest = isOp(tokens[1], '.') ? tokens.slice(2) : tokens;
  const [name, first, second, ...more] = rest;
  if (!isNamed(tokens[0]) || !isNamed(name) || more.length > 0) return false;
  return isWord(first, 'as')
    ? isNamed(second)
    : second === undefined && (first === undefined || isNamed(first));
}

/** The column that is named, where it is one of the table's and its name is written as one. */
function columnNamed(tokens: readonly Token[], columns: readonly string[]): string | undefined {
  const last = tokens.length <= 5 ? plainColumn(tokens) : undefined;
  if (last === undefined || !isNamed(last)) return undefined;
  return columns.includes(last.name) ? last.name : undefined;
}

/** What is called by its bare name over one bare argument. */
function called(
  tokens: readonly Token[],
): { readonly name: string; readonly inside: readonly Token[] } | undefined {
  const [name, open] = tokens;
  const isCall = name?.kind === 'word' && isOp(open, '(') && isOp(tokens.at(-1), ')');
  return isCall ? { name: name.name, inside: tokens.slice(2, -1) } : undefined;
}

/** INVARIANT: no output has the name of a column: GROUP BY or ORDER BY would mean the one or the other. A key word is no name: `avg(salary) ISNULL`. */
function summed({ tokens, alias }: Item, columns: readonly string[]): Summed | undefined {
  if (columns.includes(alias) || keywords.has(alias)) return undefined;
  const call = called(tokens);
  const column = columnNamed(call?.inside ?? tokens, columns);
  if (call === undefined) return column === undefined ? undefined : { is: 'key', column };
  if (call.name === 'count' && call.inside.length === 1 && isOp(call.inside[0], '*'))
    return { is: 'rows', column: '' };
  if (column === undefined) return undefined;
  if (call.name === 'count') return { is: 'count', column };
  return averaging.includes(call.name) ? { is: 'average', column } : undefined;
}

/** Each name; undefined in the place of what is no column of the table. */
const namesIn = (tokens: readonly Token[], columns: readonly string[]): Summary['by'] =>
  tokens.length === 0
    ? []
    : splitAt(tokens, ',')
        .map((part) => (isWord(part.at(-1), 'asc', 'desc') ? part.slice(0, -1) : part))
        .map((part) => columnNamed(part, columns));

interface Clauses {
  readonly from: readonly Token[];
  readonly group: readonly Token[];
  readonly order: readonly Token[];
}

/** Whatever stands in one of them that is not its own is found there, and is no name. */
function clausesOf({ tokens, at }: Statement): Clauses | undefined {
  const from = find(tokens, at, 'from');
  const group = find(tokens, from, 'group');
  const order = find(tokens, from, 'order');
  const ends = [group, order].filter((place) => place >= 0);
  const isOrdered = order < 0 || group < order;
  const isBy = ends.every((place) => isWord(tokens[place + 1], 'by'));
  if (from < 0 || !isOrdered || !isBy) return undefined;
  return {
    from: tokens.slice(from + 1, Math.min(...ends, tokens.length)),
    group: group < 0 ? [] : tokens.slice(group + 2, order < 0 ? tokens.length : order),
    order: order < 0 ? [] : tokens.slice(order + 2),
  };
}

/** The one table that is read, through no view. */
function tableOf(known: Known, statement: Statement): string | undefined {
  const [table, ...more] = outerTables(known, statement) ?? [];
  const isAlone =
    more.length === 0 && known.views.length === 0 && known.datasets.every((one) => one === table?.dataset);
  return isAlone ? table?.dataset : undefined;
}

/** INVARIANT: nothing chooses rows. A condition that leaves out one of them leaves its value where two answers differ. */
export function summaryOf(known: Known, statement: Statement): Summary | undefined {
  const { verb, tokens, at, hasWith } = statement;
  const { structure, catalog } = known.reading;
  const [clauses, table] = [clausesOf(statement), tableOf(known, statement)];
  if (verb !== 'select' || hasWith || isWord(tokens[at + 1], 'distinct', 'all')) return undefined;
  if (clauses === undefined || table === undefined || !isBareTable(clauses.from)) return undefined;
  const { columns = [], counting = [] } = structure.objects.get(table) ?? {};
  const items = splitAt(listOf(statement) ?? [], ',').map((part) => summed(itemOf(part), columns));
  return {
    dataset: datasetNamed(catalog, table),
    // What is written as a text is a number by its first digits at most.
    items: items.map((item) =>
      item?.is === 'average' && !counting.includes(item.column) ? undefined : item,
    ),
    by: namesIn(clauses.group, columns),
    ordered: namesIn(clauses.order, columns),
  };
}
