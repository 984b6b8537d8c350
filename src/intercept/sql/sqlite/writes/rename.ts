/** What a change of structure does to classes: a new name must not be a way out of the old one's. A column computed from others takes their values along unseen. */
import { datasetNamed } from '../../../../catalog/catalog.js';
import type { Path } from '../carrying/carry.js';
import { columnIn, isClear, type Known, originsOf, type ReadColumn, unionClasses } from '../engine/known.js';
import { innerText, type Statement } from '../tokens/statement.js';
import { fold, isOp, isWord, type Token } from '../tokens/token.js';

interface Altered {
  readonly schema: string;
  readonly table: string;
  /** What is done, from RENAME, ADD or DROP on. */
  readonly rest: readonly Token[];
}

function alteredBy({ reading }: Known, { verb, tokens, at }: Statement): Altered | undefined {
  const event = reading.trace.events.find(({ action }) => action === 'ALTER_TABLE');
  if (verb !== 'alter' || event === undefined) return undefined;
  const start = at + (isOp(tokens[at + 3], '.') ? 5 : 3);
  return { schema: fold(event.first), table: fold(event.second), rest: tokens.slice(start) };
}

/** The name that a RENAME TO gives a table. */
export function renamedTo(known: Known, statement: Statement): string | undefined {
  const altered = alteredBy(known, statement);
  const [verb, to, name] = altered?.rest ?? [];
  if (altered === undefined || !isWord(verb, 'rename') || !isWord(to, 'to')) return undefined;
  return `${altered.schema}.${fold(name?.name ?? '')}`;
}

const liveColumns = ({ reading }: Known, dataset: string): readonly ReadColumn[] =>
  (reading.structure.objects.get(dataset)?.columns ?? []).map((column) =>
    columnIn(reading.catalog, dataset, column),
  );

type Target = Pick<Path, 'dataset' | 'column'>;

function pathOf(known: Known, columns: readonly ReadColumn[], to: Target): Path {
  const classified = columns.filter((column) => !isClear(column));
  return {
    ...to,
    classes: unionClasses(classified),
    from: originsOf(known.reading.catalog, classified),
    change: classified.some((column) => column.isDerived) ? 'made' : 'none',
  };
}

/** `a AS (…)`, `a GENERATED ALWAYS AS (…)`. */
const computesColumn = (tokens: readonly Token[]): boolean =>
  tokens.some(
    (token, at) => isWord(token, 'generated') || (isWord(token, 'as') && isOp(tokens[at + 1], '(')),
  );

/** Any column of the table may be computed from any other. */
const computedPaths = (known: Known, dataset: string, columns: readonly ReadColumn[]): readonly Path[] => [
  { ...pathOf(known, columns, { dataset, column: '' }), change: 'asked' },
];

function createdPaths(known: Known, { tokens }: Statement): readonly Path[] {
  const { trace, catalog, text } = known.reading;
  const made = trace.events.find(({ action }) => action === 'CREATE_TABLE');
  if (made === undefined || innerText(text, tokens) !== undefined || !computesColumn(tokens)) return [];
  const dataset = `${fold(made.database)}.${fold(made.first)}`;
  const declared = Object.keys(datasetNamed(catalog, dataset)?.columns ?? {});
  return computedPaths(
    known,
    dataset,
    declared.map((column) => columnIn(catalog, dataset, column)),
  );
}

export function renamePaths(known: Known, statement: Statement): readonly Path[] {
  if (statement.verb === 'create') return createdPaths(known, statement);
  const altered = alteredBy(known, statement);
  if (altered === undefined) return [];
  const { rest } = altered;
  const dataset = `${altered.schema}.${altered.table}`;
  const columns = liveColumns(known, dataset);
  if (isWord(rest[0], 'add')) return computesColumn(rest) ? computedPaths(known, dataset, columns) : [];
  if (!isWord(rest[0], 'rename')) return [];
  const table = renamedTo(known, statement);
  if (table !== undefined)
    return columns.map((one) => pathOf(known, [one], { dataset: table, column: one.column }));
  const old = fold((isWord(rest[1], 'column') && !isWord(rest[2], 'to') ? rest[2] : rest[1])?.name ?? '');
  const column = fold(rest.at(-1)?.name ?? '');
  return [pathOf(known, [columnIn(known.reading.catalog, dataset, old)], { dataset, column })];
}
