/** Classified columns that choose rows: the oracle channel. A name it cannot clear counts as every classified column that is read. */
import { clear } from '../../../catalog/catalog.js';
import type { Filter } from '../../effects.js';
import { isPlain, itemOf, outerTables } from './items.js';
import { datasetOf, joinedByName, type Known, type ReadColumn } from './known.js';
import { columnsNamed, endsExpression, namedIn } from './names.js';
import { pinsOf } from './predicate.js';
import { listOf, type Statement, splitAt, whereOf } from './statement.js';
import { givenNames, type Tail, tailsOf } from './tails.js';
import { fold, isOp, isWord, type Token } from './token.js';
import { keywords } from './words.js';

const isName = (tokens: readonly Token[], at: number): boolean => {
  const token = tokens[at];
  if (token?.kind === 'word' || token?.kind === 'quoted') return !isOp(tokens[at + 1], '(', '.');
  if (token?.kind !== 'string') return false;
  return isOp(tokens[at - 1], '.') || inUsing(tokens, at);
};

const inUsing = (tokens: readonly Token[], at: number): boolean => {
  let back = at - 1;
  while (isOp(tokens[back], ',') || (tokens[back]?.kind !== 'op' && back > 0)) back -= 1;
  return isOp(tokens[back], '(') && isWord(tokens[back - 1], 'using');
};

interface Hunt {
  readonly known: Known;
  readonly tokens: readonly Token[];
  readonly given: ReadonlySet<string>;
  /** What each alias and position of the outer list stands for; undefined when there is no telling. */
  readonly outer: ((name: string | number) => readonly ReadColumn[] | undefined) | undefined;
}

function outerNames(known: Known, statement: Statement): Hunt['outer'] {
  if (statement.verb !== 'select' || outerTables(known, statement) === undefined) return undefined;
  const items = splitAt(listOf(statement) ?? [], ',').map(itemOf);
  return (name) => {
    const at = typeof name === 'number' ? name - 1 : items.findIndex((item) => item.alias === name);
    const item = items[at];
    const starBefore = typeof name === 'number' && items.slice(0, at + 1).some((one) => one.isStar);
    if (item === undefined || item.isStar || starBefore) return undefined;
    const { columns, unplaced } = namedIn(known, item.tokens);
    return unplaced ? undefined : columns;
  };
}

/** The columns that one token of a tail chooses by. */
function chosenBy(hunt: Hunt, { token, at, isOrdinal }: Tail): readonly ReadColumn[] {
  const { known, tokens, given, outer } = hunt;
  if (isOrdinal && token.depth === 0) return outer?.(Number(token.name)) ?? known.classified;
  if (isOrdinal) return known.classified;
  if (!isName(tokens, at)) return [];
  const name = fold(token.name);
  const found = columnsNamed(known, name);
  if (given.has(name)) {
    const meant = outer?.(name);
    // A given name may hide a column of the same name, so both count.
    if (meant === undefined) return isAliasOfTable(tokens, at) ? [] : known.classified;
    return [...meant, ...found];
  }
  if (found.length > 0) return found;
  const isKeyword = token.kind === 'word' && keywords.has(token.name);
  return isKeyword || isTableName(known, name) ? [] : known.classified;
}

/** Neither given in the statement nor a column that is read: then the name of a table is that table. */
const isTableName = ({ reading }: Known, name: string): boolean =>
  [...reading.structure.objects.values()].some((object) => object.name === name);

/** Where the alias is given it chooses nothing: `FROM a JOIN b x ON …`. */
const isAliasOfTable = (tokens: readonly Token[], at: number): boolean =>
  isWord(tokens[at - 1], 'as') || (tokens[at - 1]?.kind === 'word' && endsExpression(tokens[at - 1]));

/** INTERSECT, EXCEPT, UNION and DISTINCT compare whole rows, which no clause names. */
function comparesRows(known: Known, statement: Statement): boolean {
  const { tokens } = statement;
  const unitesAll = tokens.some((token, at) => isWord(token, 'union') && isWord(tokens[at + 1], 'all'));
  const compares = tokens.some(
    (token, at) =>
      isWord(token, 'intersect', 'except') || (isWord(token, 'union') && !isWord(tokens[at + 1], 'all')),
  );
  const distinct = tokens.filter(
    (token, at) => isWord(token, 'distinct') && isWord(tokens[at - 1], 'select'),
  );
  if (compares || (unitesAll && distinct.length > 0)) return true;
  if (distinct.length === 0) return false;
  const items = splitAt(listOf(statement) ?? [], ',').map(itemOf);
  const isOuterPlain = distinct.length === 1 && distinct[0]?.depth === 0 && items.every(isPlain);
  return !isOuterPlain || outerTables(known, statement) === undefined;
}

function naturalColumns(known: Known, statement: Statement): readonly ReadColumn[] {
  if (!joinedByName(statement.tokens).includes('*')) return [];
  if (outerTables(known, statement) === undefined) return known.classified;
  return known.classified.filter(
    ({ column }) => known.columns.filter((other) => other.column === column).length > 1,
  );
}

/** Whether one equality each pins every declared key column of the one table that the statement reads. */
function isKeyed(known: Known, statement: Statement): boolean {
  const tables = outerTables(known, statement);
  const [table] = tables ?? [];
  const { tokens, verb } = statement;
  const selects = tokens.filter((token) => isWord(token, 'select', 'values', 'union')).length;
  const most = verb === 'select' ? 1 : 0;
  const isWhole = verb === 'select' || verb === 'update' || verb === 'delete';
  if (table === undefined || tables?.length !== 1 || selects > most || !isWhole) return false;
  if (known.datasets.some((dataset) => dataset !== table.dataset)) return false;
  const key = datasetOf(known.reading.catalog, table.dataset)?.key ?? [];
  const pins = pinsOf(whereOf(statement) ?? [], { table, key });
  return key.length > 0 && key.every((column) => pins.get(column) === 1);
}

export function filtersOf(known: Known, statement: Statement): readonly Filter[] {
  if (known.classified.length === 0) return [];
  const { tokens } = statement;
  const hunt = {
    known,
    tokens,
    given: givenNames(tokens, endsExpression),
    outer: outerNames(known, statement),
  };
  const chosen = tailsOf(tokens).flatMap((tail) => chosenBy(hunt, tail));
  const rows = comparesRows(known, statement) ? known.classified : [];
  const all = [...chosen, ...rows, ...naturalColumns(known, statement)];
  const keyed = isKeyed(known, statement);
  const unique = new Map(all.map((column) => [`${column.dataset}.${column.column}`, column]));
  return [...unique.values()]
    .filter((column) => column.class !== clear)
    .map((column) => ({ dataset: column.dataset, column: column.column, class: column.class, keyed }));
}
