/** Whether a statement asks one pinned row no more than whether a value is this one or missing. Anything wider reads the value bit by bit. */

import { datasetNamed } from '../../../../catalog/catalog.js';
import type { Known } from '../engine/known.js';
import { type Statement, whereOf } from '../tokens/statement.js';
import { isWord, type Token } from '../tokens/token.js';
import { bare, columnOf, comparisonOf, isConstant, splitWord } from './comparison.js';
import { outerTables } from './items.js';
import { plainColumn } from './names.js';
import { pinsOf } from './predicate.js';

/** Whether one equality each pins every declared key column of the one table that the statement reads. */
function isPinned(known: Known, statement: Statement): boolean {
  const tables = outerTables(known, statement);
  const [table] = tables ?? [];
  const { tokens, verb } = statement;
  const selects = tokens.filter((token) => isWord(token, 'select', 'values', 'union')).length;
  const most = verb === 'select' ? 1 : 0;
  const isWhole = verb === 'select' || verb === 'update' || verb === 'delete';
  if (table === undefined || tables?.length !== 1 || selects > most || !isWhole) return false;
  if (known.datasets.some((dataset) => dataset !== table.dataset)) return false;
  const key = datasetNamed(known.reading.catalog, table.dataset)?.key ?? [];
  const pins = pinsOf(whereOf(statement) ?? [], { table, key });
  return key.length > 0 && key.every((column) => pins.get(column) === 1);
}

/** `a = 'x'`, `lower(a) = 'x'`, `a IS NULL`, `a NOTNULL`. */
function isExact(tokens: readonly Token[]): boolean {
  const comparison = comparisonOf(bare(tokens));
  if (comparison === undefined || columnOf(comparison.left) === undefined) return false;
  const { operator, right } = comparison;
  if (operator === 'isnull' || operator === 'notnull') return true;
  if (operator === 'is' && right.length === 1 && isWord(right[0], 'null')) return true;
  const isValue = isConstant(right) && plainColumn(right) === undefined;
  return ['=', '==', 'is'].includes(operator) && isValue;
}

/** `asking`: the tokens by which the statement chooses by a classified column. */
export function isKeyed(known: Known, statement: Statement, asking: readonly Token[]): boolean {
  if (!isPinned(known, statement)) return false;
  const parts = splitWord(bare(whereOf(statement) ?? []), 'and').filter(isExact);
  const exact = new Set(parts.flat().map((token) => token.start));
  return asking.every((token) => exact.has(token.start));
}
