/** From what a manifest writes of its data to datasets. A declaration that contradicts itself is a problem, not a guess. */
import { type DatasetName, datasetName, type SystemName } from '../call/id.js';
import type { Path } from '../yaml/problem.js';
import type { Teller } from '../yaml/teller.js';
import { type ColumnClass, clear, type Dataset, unknownClass, type Vouched } from './catalog.js';
import { compileChecks } from './checks.js';
import type { CatalogForm, DatasetForm } from './form.js';
import { isPlainKey, matches } from './pattern.js';

export interface CatalogSource {
  readonly form: CatalogForm;
  readonly system: SystemName;
  /** Protected patterns of every manifest: one manifest cannot leave another's domain open. */
  readonly protectedPatterns: readonly string[];
  /** `2026-01-31`; without it, a `clear-because` with an end has ended. */
  readonly today?: string;
}

type Columns = Readonly<Record<string, ColumnClass>>;

const at = (name: string, ...rest: Path): Path => ['catalog', 'datasets', name, ...rest];

function foldColumns(name: string, form: DatasetForm, tell: Teller): Columns {
  const folded = new Map<string, ColumnClass>();
  for (const [column, columnClass] of Object.entries(form.columns)) {
    const low = column.toLowerCase();
    if (folded.has(low))
      tell.key(
        at(name, 'columns', column),
        `column \`${column}\` is declared twice but for its case`,
        'keep one',
      );
    folded.set(low, columnClass);
  }
  return Object.fromEntries(folded);
}

/** A column whose reason to be clear has run out is sensitive again. */
function lapse(columns: Columns, { source, name, form, tell }: Reading): Columns {
  const lapsed = Object.entries(form['clear-because']).flatMap(([column, { until }]) => {
    const path = at(name, 'clear-because', column);
    if (columns[column.toLowerCase()] !== clear)
      tell
        .restingOn(at(name, 'columns'))
        .key(
          path,
          `column \`${column}\` is not declared \`clear\``,
          'declare it `clear`, or remove the reason',
        );
    const isOver = until !== undefined && (source.today === undefined || until < source.today);
    return isOver ? [column.toLowerCase()] : [];
  });
  return Object.fromEntries(
    Object.entries(columns).map(([column, columnClass]) => [
      column,
      lapsed.includes(column) ? unknownClass : columnClass,
    ]),
  );
}

/** What is still clear of what somebody gave a reason for. */
function vouchedIn(columns: Columns, form: DatasetForm): Pick<Dataset, 'vouched'> {
  const vouched = Object.entries(form['clear-because'])
    .filter(([column]) => columns[column.toLowerCase()] === clear)
    .map(([column, { reason, by, until }]): readonly [string, Vouched] => [
      column.toLowerCase(),
      { reason, by, ...(until === undefined ? {} : { until }) },
    ]);
  return vouched.length === 0 ? {} : { vouched: Object.fromEntries(vouched) };
}

interface Reading {
  readonly source: CatalogSource;
  readonly name: string;
  readonly form: DatasetForm;
  readonly tell: Teller;
}

function checkPrefix({ name, form, tell }: Reading): void {
  const { prefix } = form;
  if (form.form === 'table' && form['clean-formats'].length > 0)
    tell
      .restingOn(at(name, 'form'))
      .value(at(name, 'clean-formats'), 'a table has no formats', 'write `form: objects`, or remove it');
  if (form.form === 'table') {
    if (prefix !== undefined)
      tell
        .restingOn(at(name, 'form'))
        .value(at(name, 'prefix'), 'a table has no `prefix`', 'write `form: objects`, or remove it');
    return;
  }
  if (prefix === undefined)
    tell
      .restingOn(at(name, 'prefix'))
      .value(
        at(name),
        `objects dataset \`${name}\` has no \`prefix\``,
        'write the prefix of its keys, ending in `/`',
      );
  else if (!prefix.endsWith('/') || !isPlainKey(prefix.slice(0, -1)))
    tell.value(
      at(name, 'prefix'),
      'a prefix is whole segments and ends in `/`',
      'for instance `gold/exports/`',
    );
}

function compileDataset(reading: Reading, name: DatasetName): Dataset {
  const { source, form, tell } = reading;
  const columns = lapse(foldColumns(name, form, tell), reading);
  const key = form.key.map((column) => column.toLowerCase());
  checkPrefix(reading);
  for (const [index, column] of key.entries())
    if (!Object.hasOwn(columns, column))
      tell
        .restingOn(at(name, 'columns'))
        .value(
          at(name, 'key', index),
          `key column \`${column}\` is not declared`,
          'declare it under `columns`',
        );
  return {
    name,
    system: source.system,
    tier: form.tier,
    form: form.form,
    ...(form.prefix === undefined ? {} : { prefix: form.prefix }),
    ...(form['clean-formats'].length === 0 ? {} : { cleanFormats: [...form['clean-formats']].sort() }),
    key,
    columns,
    ...vouchedIn(columns, form),
    isProtected: source.protectedPatterns.some((pattern) => matches(pattern, name)),
    checks: compileChecks(name, form, tell),
  };
}

export const compileDatasets = (source: CatalogSource, tell: Teller): readonly Dataset[] =>
  Object.entries(source.form.datasets).flatMap(([written, form]) => {
    const name = datasetName(written);
    // Statements and arguments are looked up in lower case: another spelling would never be found.
    if (written !== written.toLowerCase())
      tell.key(
        at(written),
        `dataset \`${written}\` is not in lower case`,
        `write \`${written.toLowerCase()}\``,
      );
    if (name !== undefined) return [compileDataset({ source, name, form, tell }, name)];
    tell.key(
      at(written),
      `\`${written}\` is not a dataset name`,
      'write `schema.table`, for instance `silver.customers`',
    );
    return [];
  });
