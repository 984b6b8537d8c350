/** Which columns a stretch of tokens could mean. A name that it cannot place is unplaced, and unplaced means every classified column read. */
import { once } from '../../../../once.js';
import { isClear, type Known, type ReadColumn } from '../engine/known.js';
import { fold, isOp, isWord, isWordOf, type Token } from '../tokens/token.js';
import { keywords, words } from '../tokens/words.js';

export interface Named {
  readonly columns: readonly ReadColumn[];
  readonly unplaced: boolean;
}

export const rowNames: ReadonlySet<string> = new Set(['rowid', 'oid', '_rowid_']);

/** A string beside a dot is a name in SQLite: `c.'email'`. */
const isName = (tokens: readonly Token[], at: number): boolean => {
  const token = tokens[at];
  if (token?.kind === 'word' || token?.kind === 'quoted') return true;
  return token?.kind === 'string' && (isOp(tokens[at - 1], '.') || isOp(tokens[at + 1], '.'));
};

export const isColumnPlace = (tokens: readonly Token[], at: number): boolean =>
  isName(tokens, at) && !isOp(tokens[at + 1], '(', '.');

const windowStarts = words('partition order rows range groups');

/** The name of a window, which behind a bare OVER is whatever stands there: `OVER w`, `OVER rows`, `OVER (w ORDER BY …)`, `AS (w …)`, where a string is a name as well. */
export const isWindow = (tokens: readonly Token[], at: number): boolean =>
  tokens[at]?.kind !== 'op' &&
  (isWord(tokens[at - 1], 'over') ||
    (!isWordOf(tokens[at], windowStarts) &&
      isOp(tokens[at - 1], '(') &&
      isWord(tokens[at - 2], 'over', 'as')));

const byOrigin = once(
  ({ columns }: Known): ReadonlyMap<string, ReadColumn> =>
    new Map(columns.map((one) => [`${one.dataset}.${one.column}`, one])),
);

const byName = once(({ columns }: Known): ReadonlyMap<string, readonly ReadColumn[]> => {
  const named = new Map<string, ReadColumn[]>();
  for (const one of columns) named.set(one.column, [...(named.get(one.column) ?? []), one]);
  return named;
});

/** What a column of a view could be made of, by every name in its text but those of the columns beside it; undefined where there is no telling. What was `seen` on any way is not looked at again. */
function madeOf(known: Known, column: ReadColumn, seen: Set<ReadColumn>): readonly ReadColumn[] | undefined {
  const object = known.reading.structure.objects.get(column.dataset);
  const at = object?.columns.indexOf(column.column) ?? -1;
  const names = object?.made.length === object?.columns.length ? object?.made[at] : undefined;
  if (names === undefined) return undefined;
  const isUntold = (name: string): boolean =>
    !byName(known).has(name) && !keywords.has(name) && !typeNames.has(name);
  if (names.some(isUntold)) return undefined;
  const found = names.flatMap((name) => byName(known).get(name) ?? []).filter((one) => !seen.has(one));
  for (const one of found) seen.add(one);
  return found.flatMap((one) => [one, ...behind(known, one, seen)]);
}

/** INVARIANT: a view's column is what it shows, whatever the catalog says of the view. Where there is no telling it may be any that is read. */
function behind(
  known: Known,
  column: ReadColumn,
  seen: Set<ReadColumn> = new Set([column]),
): readonly ReadColumn[] {
  const object = known.reading.structure.objects.get(column.dataset);
  if (object?.kind !== 'view') return [];
  // The driver knows the first of the arms that a view unites.
  if (known.views.some(({ unites }) => unites)) return known.classified;
  const origin = object.origins[object.columns.indexOf(column.column)] ?? '';
  const base = byOrigin(known).get(origin);
  const shown = base === undefined ? madeOf(known, column, seen) : [base];
  return shown?.filter((one) => !isClear(one)) ?? known.classified;
}

/** A table's own, and nothing that was made from values. */
export const isOfTable = ({ reading }: Known, { dataset, isDerived }: ReadColumn): boolean =>
  !isDerived && reading.structure.objects.get(dataset)?.kind === 'table';

/** The READ columns of this name, and what a view shows by it. The engine reports a table's INTEGER PRIMARY KEY for `rowid`. */
export const columnsNamed = (known: Known, name: string): readonly ReadColumn[] =>
  listed(known).get(fold(name)) ?? [];

const listed = once((known: Known): ReadonlyMap<string, readonly ReadColumn[]> => {
  const named = new Map<string, ReadColumn[]>();
  for (const column of known.columns) {
    const found = named.get(column.column);
    const all = [column, ...behind(known, column)];
    if (found === undefined) named.set(column.column, all);
    else found.push(...all);
  }
  return named;
});

export function namedIn(known: Known, tokens: readonly Token[]): Named {
  const columns: ReadColumn[] = [];
  let unplaced = false;
  tokens.forEach((token, at) => {
    if (isWord(token, 'select', 'values')) unplaced = true;
    if (isWord(token, 'in') && !isOp(tokens[at + 1], '(')) unplaced = true;
    if (isWindow(tokens, at)) unplaced = true;
    if (!isColumnPlace(tokens, at)) return;
    const found = columnsNamed(known, token.name);
    columns.push(...found);
    if (found.length === 0 && !isSilent(tokens, at)) unplaced = true;
    if (rowNames.has(token.name)) unplaced = true;
  });
  return { columns, unplaced };
}

const typeNames = new Set(['text', 'integer', 'int', 'real', 'numeric', 'blob', 'nocase', 'binary', 'rtrim']);
export const isTypeName = (tokens: readonly Token[], at: number): boolean =>
  typeNames.has(tokens[at]?.name ?? '') && isWord(tokens[at - 1], 'as', 'collate');

/** A key word that no column bears is a key word; the type names of a cast and collations are placed nowhere. */
export const isSilent = (tokens: readonly Token[], at: number): boolean =>
  (tokens[at]?.kind === 'word' && keywords.has(tokens[at]?.name ?? '')) || isTypeName(tokens, at);

/** `a`, `t.a` or `s.t.a` and nothing else: the column's name. */
export function plainColumn(tokens: readonly Token[]): Token | undefined {
  const names = tokens.filter((_, at) => at % 2 === 0);
  const dots = tokens.filter((_, at) => at % 2 === 1);
  if (tokens.length % 2 === 0 || tokens.length > 5) return undefined;
  const named = names.every((_, at) => isName(tokens, at * 2)) && dots.every((dot) => isOp(dot, '.'));
  const last = tokens.at(-1);
  if (!named || last === undefined) return undefined;
  const constant = last.kind === 'word' && tokens.length === 1 && constants.has(last.name);
  return constant ? undefined : last;
}

const constants = new Set(['null', 'true', 'false', 'current_date', 'current_time', 'current_timestamp']);

const ends = new Set(['end', 'isnull', 'notnull']);

/** Whether the token before could end an expression, so that the name after it is an alias. */
export const endsExpression = (token: Token | undefined): boolean => {
  if (token === undefined) return false;
  if (token.kind === 'op') return token.name === ')';
  return (
    token.kind !== 'word' || !keywords.has(token.name) || ends.has(token.name) || constants.has(token.name)
  );
};
