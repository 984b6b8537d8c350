/** Finds the rows of a result and gives them one form. It refuses a result whose rows are not where the manifest says. */
import { isArray, isObject, type Json, type JsonObject, own } from '../../call/json.js';
import type { EgressColumn } from '../../intercept/effects.js';
import type { ResultShape } from '../../manifest/manifest.js';
import { parseJson } from '../net/walk/parse.js';
import type { RawResult } from '../released.js';
import { isStar } from './columns.js';

/** A row without cells is one whose columns could not be told apart: it is masked whole. */
export type Row = { readonly cells: readonly Json[]; readonly isExact: boolean };
export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
  /** The system itself says that there is more. */
  readonly isCut: boolean;
}

/** Servers without structured content print it as text: an object, or the list of rows itself. */
function structuredOf(raw: RawResult): JsonObject | readonly Json[] | undefined {
  if (raw.structuredContent !== undefined && raw.structuredContent !== null)
    return isObject(raw.structuredContent) ? raw.structuredContent : undefined;
  const texts = raw.content.filter((block) => isObject(block) && own(block, 'type') === 'text');
  const only = texts.length === 1 ? texts[0] : undefined;
  const text = only !== undefined && isObject(only) ? own(only, 'text') : undefined;
  const parsed = typeof text === 'string' ? parseJson(text) : undefined;
  return parsed !== undefined && (isObject(parsed) || isArray(parsed)) ? parsed : undefined;
}

function valueAt(value: Json, path: readonly string[]): Json | undefined {
  let here: Json | undefined = value;
  for (const key of path) here = here !== undefined && isObject(here) ? own(here, key) : undefined;
  return here;
}

const isTexts = (value: readonly Json[]): value is readonly string[] =>
  value.every((item) => typeof item === 'string');

function arraysTable(body: Json, shape: ResultShape): Omit<Table, 'isCut'> | undefined {
  const columns = valueAt(body, shape.columnsAt);
  const rows = valueAt(body, shape.rowsAt);
  if (columns === undefined || rows === undefined || !isArray(columns) || !isArray(rows) || !isTexts(columns))
    return undefined;
  const cells = rows.filter((row) => isArray(row) && row.length === columns.length);
  if (cells.length !== rows.length) return undefined;
  // Each row has just been seen to be an array.
  return {
    columns,
    rows: (cells as readonly (readonly Json[])[]).map((row) => ({ cells: row, isExact: true })),
  };
}

const namesIn = (rows: readonly JsonObject[]): readonly string[] => [
  ...new Set(rows.flatMap((row) => Object.keys(row))),
];

/** Exact names, in the order of the statement; a row with another set of keys is not exact. */
function objectsTable(
  body: Json,
  shape: ResultShape,
  egress: readonly EgressColumn[],
): Omit<Table, 'isCut'> | undefined {
  const rows = valueAt(body, shape.rowsAt);
  if (rows === undefined || !isArray(rows) || !rows.every(isObject)) return undefined;
  // Each row has just been seen to be an object.
  const objects = rows as readonly JsonObject[];
  const isNamed = egress.length > 0 && !isStar(egress);
  const columns = isNamed ? egress.map((column) => column.name) : namesIn(objects);
  return {
    columns,
    rows: objects.map((row) => ({
      cells: columns.map((name) => own(row, name) ?? null),
      isExact:
        Object.keys(row).length === columns.length && columns.every((name) => Object.hasOwn(row, name)),
    })),
  };
}

export function findTable(
  raw: RawResult,
  shape: ResultShape,
  egress: readonly EgressColumn[],
): Table | undefined {
  const body = structuredOf(raw);
  if (body === undefined) return undefined;
  const found = shape.rows === 'arrays' ? arraysTable(body, shape) : objectsTable(body, shape, egress);
  const parent = valueAt(body, shape.rowsAt.slice(0, -1));
  const mark = parent !== undefined && isObject(parent) ? own(parent, 'truncated') : undefined;
  return found === undefined
    ? undefined
    : { ...found, isCut: mark === true || (isObject(body) && own(body, 'truncated') === true) };
}
