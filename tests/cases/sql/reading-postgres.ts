// One PostgreSQL statement read in this process: the real grammar, the law's own source, no thread between. Made for tests only.
import { readFileSync } from 'node:fs';
import { openPgParser } from '../../../actors/powers/reading/pg-query.js';
import type { Json } from '../../../src/call/json.js';
import { sha256Hex } from '../../../src/call/id.js';
import type { Dataset } from '../../../src/catalog/catalog.js';
import { labelledCatalog, searchPathOf } from '../../../src/catalog/labelled.js';
import { type Effects, opaque } from '../../../src/intercept/effects.js';
import { pgProblem, readPostgres, structureOf } from '../../../src/intercept/sql/postgres/index.js';
import { columnsOfQuery, keysIn } from '../../../src/intercept/sql/sqlite/index.js';
import type { Label } from './lake.js';

const at = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8');
const parser = await openPgParser();
export const pgScript = at('./schema_postgres.sql');
const labels = JSON.parse(at('./catalog.json')) as Json;

export const pgTree = (text: string, language?: 'plpgsql'): Json | undefined =>
  (language === 'plpgsql' ? parser.parseBody(text) : parser.parse(text)) as Json | undefined;

/** `others` are datasets beside the labelled ones. */
export function pgTreeReaderOf(more = '', others: readonly Dataset[] = []): (tree: Json) => Effects {
  const script = `SET search_path TO ${searchPathOf(labels).join(', ')};\n${pgScript};\n${more}`;
  const structure = structureOf(pgTree(script), 'd1', pgTree);
  const beside = { keys: keysIn(script), columnsOf: columnsOfQuery, version: sha256Hex('c1') };
  const labelled = labelledCatalog(labels, beside);
  if (typeof labelled === 'string') throw new Error(labelled);
  const declared = others.map((one) => [one.name, one] as const);
  const catalog = { ...labelled, datasets: new Map([...labelled.datasets, ...declared]) };
  return (tree) => readPostgres({ tree, structure, catalog, parse: pgTree });
}

export function pgReaderOf(more = '', others: readonly Dataset[] = []): (text: string) => Effects {
  const read = pgTreeReaderOf(more, others);
  return (text) => {
    const problem = pgProblem(text);
    const tree = problem === undefined ? pgTree(text) : undefined;
    return tree === undefined ? opaque(problem ?? 'unparsed') : read(tree);
  };
}

export interface PgCase {
  readonly is: 'benign' | 'lineage' | 'calm' | 'harm';
  readonly sql: string;
  readonly pii?: readonly string[];
}
const linesIn = <T>(name: string): readonly T[] =>
  at(name)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);
export const pgCases = linesIn<PgCase>('./postgres.jsonl');
export const pgLabels = linesIn<Label>('./sample_postgres.jsonl');
