// One statement read in this process: the real engine, the law's own source, no thread between. Made for tests only.

import { openEngine } from '../../../actors/powers/reading/sqlite-wasm.js';
import type { Schema } from '../../../actors/powers.js';
import type { Catalog } from '../../../src/catalog/catalog.js';
import type { Effects } from '../../../src/intercept/effects.js';
import { fold, isSchemaName, readText, replayOf } from '../../../src/intercept/sql/sqlite/index.js';
import { lakeCatalog, lakeSchema } from './lake.js';

const engine = await openEngine({ fold, isSchemaName, replayOf });

export function readerOf(
  schema: Schema = lakeSchema,
  catalog: Catalog = lakeCatalog,
): (text: string, overlaid?: Catalog) => Effects {
  const shadow = engine.load(schema);
  return (text, overlaid = catalog) => readText(text, { ...shadow, catalog: overlaid });
}

export const classesOf = (effects: Effects): readonly (readonly string[])[] =>
  effects.egress.map((column) => column.classes);
export const isDenied = (effects: Effects): boolean => effects.opaque.length > 0;
export const isDestructive = (effects: Effects): boolean =>
  effects.dropped.length > 0 ||
  effects.writes.some(
    ({ mode, scope }) =>
      mode === 'truncate' || ((mode === 'update' || mode === 'delete') && scope !== 'key-pinned'),
  );
export const isReadonly = (effects: Effects): boolean =>
  effects.writes.length + effects.created.length + effects.dropped.length + effects.altered.length === 0;
