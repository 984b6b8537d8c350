/** What a statement reads, from the engine's word and the catalog's: datasets, columns, classes. What nobody declared is classified. */
import {
  type Catalog,
  type ColumnClass,
  classesOf,
  type Dataset,
  datasetNamed,
  holdsDerived,
  unknownClass,
} from '../../../../catalog/catalog.js';
import { fold, isWord, type Token } from '../tokens/token.js';
import { viewsIn } from './lookups.js';
import { structureReads, structuresIn, tellsStructure } from './structure-tables.js';
import type { EngineTrace, Structure, StructureObject } from './trace.js';

export interface Reading {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly trace: EngineTrace;
  readonly structure: Structure;
  readonly catalog: Catalog;
}

export interface ReadColumn {
  readonly dataset: string;
  readonly column: string;
  /** Declared and carried; empty when the column is clear. */
  readonly classes: readonly ColumnClass[];
  /** Something made from values was carried into it: not even their equality or absence may be asked for. */
  readonly isDerived: boolean;
}

export interface Known {
  readonly reading: Reading;
  /** Every column that the engine or a join by name reads, once each. */
  readonly columns: readonly ReadColumn[];
  /** Datasets read, tables and views. */
  readonly datasets: readonly string[];
  /** Classified columns among them. */
  readonly classified: readonly ReadColumn[];
  readonly views: readonly StructureObject[];
}

const hidden = new Set(['rowid', 'oid', '_rowid_']);

export const isClear = ({ classes }: Pick<ReadColumn, 'classes'>): boolean => classes.length === 0;

/** A row's number is clear only where the declared key is: it names the row as well as the key does. */
function classesIn(known: Dataset | undefined, column: string): readonly ColumnClass[] {
  if (known === undefined || !hidden.has(column) || Object.hasOwn(known.columns, column))
    return classesOf(known, column);
  const keyIsClear = known.key.length > 0 && known.key.every((key) => classesOf(known, key).length === 0);
  return keyIsClear ? [] : [unknownClass];
}

export function columnIn(catalog: Catalog, dataset: string, column: string): ReadColumn {
  const known = datasetNamed(catalog, dataset);
  // Whoever catalogues the list says of each column what it is.
  if (known === undefined && tellsStructure(dataset, column))
    return { dataset, column, classes: [], isDerived: false };
  return { dataset, column, classes: classesIn(known, column), isDerived: holdsDerived(known, column) };
}

const nameOf = (schema: string, table: string): string => `${fold(schema)}.${fold(table)}`;

/** Columns joined by name are read without a word from the engine. `*` stands for NATURAL. */
export function joinedByName(tokens: readonly Token[]): readonly string[] {
  const names: string[] = [];
  tokens.forEach((token, at) => {
    if (isWord(token, 'natural')) names.push('*');
    if (!isWord(token, 'using')) return;
    for (let next = at + 2; next < tokens.length && tokens[next]?.name !== ')'; next += 1)
      if (tokens[next]?.kind !== 'op') names.push(fold(tokens[next]?.name ?? ''));
  });
  return names;
}

function viewsOf({ trace, structure }: Reading): readonly StructureObject[] {
  const named = new Set<string>();
  for (const event of trace.events) {
    if (event.via !== '') named.add(fold(event.via));
    if (event.action === 'READ') named.add(nameOf(event.database, event.first));
  }
  return viewsIn(structure).filter(({ schema, name }) => named.has(name) || named.has(`${schema}.${name}`));
}

function joinedColumns(
  reading: Reading,
  joins: readonly string[],
  views: readonly string[],
): readonly (readonly [string, string])[] {
  if (joins.length === 0) return [];
  const names = new Set(joins);
  return [...reading.trace.opened, ...views].flatMap((dataset) =>
    (reading.structure.objects.get(dataset)?.columns ?? [])
      .filter((column) => names.has('*') || names.has(column))
      .map((column) => [dataset, column] as const),
  );
}

export const isSchemaTable = (table: string): boolean => fold(table).startsWith('sqlite_');

export function knownOf(reading: Reading): Known {
  const { trace, structure, catalog } = reading;
  const views = viewsOf(reading);
  const pairs = new Map<string, readonly [string, string]>();
  const add = (dataset: string, column: string): void => {
    pairs.set(`${dataset} ${column}`, [dataset, column]);
  };
  const isWholly = !trace.events.some(({ action }) => /^(?:CREATE|DROP|ALTER)_/.test(action));
  for (const event of trace.events) {
    const { action, first, second, database } = event;
    // What makes or drops an object has the engine read its list for itself: the rows that are taken are read alone.
    if (isWholly)
      for (const [dataset, column] of structureReads(reading.tokens, structure, event)) add(dataset, column);
    if (
      action === 'READ' &&
      second !== '' &&
      database !== '' &&
      structure.objects.has(nameOf(database, first))
    )
      add(nameOf(database, first), fold(second));
  }
  const joins = [...joinedByName(reading.tokens), ...views.flatMap((view) => view.joinsBy)];
  const shown = views.map(({ schema, name }) => `${schema}.${name}`);
  for (const [dataset, column] of joinedColumns(reading, joins, shown)) add(dataset, column);
  const columns = [...pairs.values()].map(([dataset, column]) => columnIn(catalog, dataset, column));
  const opened = [
    ...trace.opened.filter((name) => structure.objects.has(name)),
    ...(isWholly ? structuresIn(trace.opened) : []),
  ];
  return {
    reading,
    columns,
    datasets: [...new Set([...columns.map((column) => column.dataset), ...opened, ...shown])].sort(),
    classified: columns.filter((column) => !isClear(column)),
    views,
  };
}

export const unionClasses = (columns: readonly ReadColumn[]): readonly ColumnClass[] =>
  [...new Set(columns.flatMap((column) => column.classes))].sort();

/** `dataset.column`, catalogued names only. */
export const originsOf = (catalog: Catalog, columns: readonly ReadColumn[]): readonly string[] => [
  ...new Set(
    columns
      .filter(({ dataset, column }) => Object.hasOwn(datasetNamed(catalog, dataset)?.columns ?? {}, column))
      .map(({ dataset, column }) => `${dataset}.${column}`),
  ),
];
