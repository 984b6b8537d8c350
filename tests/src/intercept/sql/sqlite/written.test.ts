// The engine as judge of writes: what a statement really changed in a throw-away lake is in what the reader said of it, and no more rows than keys.

import { afterAll, describe, expect, it } from 'vitest';
import type { Effects, Write } from '../../../../../src/intercept/effects.js';
import { readerOf } from '../../../../cases/sql/reading.js';
import { patience, termsOf, told } from '../../../../cases/sql/tried.js';
import { write } from '../../../../cases/sql/writes.js';
import {
  type Changed,
  openWritten,
  writtenCatalog,
  writtenSchema,
} from '../../../../cases/sql/written-lake.js';
import { fc } from '../../../../property.js';

const terms = termsOf('AEGIS_WRITES', 1500);
const { count, seed } = terms;

const lake = openWritten();
const read = readerOf(writtenSchema, writtenCatalog);
afterAll(() => lake.close());

const counted = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;
/** Rows that a statement with pinned keys may touch: as many as it brings, or as it writes keys down. */
const keysIn = (sql: string): number => {
  const [, values] = / VALUES (.*?)(?: ON CONFLICT|$)/.exec(sql) ?? [];
  return values === undefined
    ? counted(sql.replace(/^.* WHERE /, ''), /\b\d+\b/g)
    : counted(values, /\([^()]*\)/g);
};

function rowsUntold(sql: string, { table, came, went, updated, columns }: Changed, writes: readonly Write[]) {
  const found: string[] = [];
  const modes = new Set(writes.map(({ mode }) => mode));
  const sets = writes.filter(({ mode }) => mode === 'update');
  const isWhole = sets.some((one) => one.columns.length === 0);
  const named = new Set(writes.flatMap((one) => one.columns));
  if (writes.length === 0) found.push(`${table} changed and is not among the writes`);
  if (came > 0 && !['insert', 'create', 'update'].some((mode) => modes.has(mode as Write['mode'])))
    found.push(`${table}: rows came`);
  if (went > 0 && !modes.has('delete') && !modes.has('update')) found.push(`${table}: rows went`);
  if (updated > 0 && sets.length === 0) found.push(`${table}: rows changed`);
  // A column that the engine computes follows those that it is computed from.
  const silent = columns.filter((column) => !named.has(column) && column !== 'twice' && column !== 'key');
  if (!isWhole && silent.length > 0) found.push(`${table}: ${silent.join()} changed`);
  const scopes = writes
    .filter(({ mode }) => mode === 'update' || mode === 'delete')
    .map(({ scope }) => scope);
  const touched = updated + went;
  if (scopes.length > 0 && scopes.every((scope) => scope === 'key-pinned') && touched > keysIn(sql))
    found.push(`${table}: ${touched} rows by pinned keys`);
  return found;
}

/** What changed and was not told. */
function untold(sql: string, effects: Effects): readonly string[] {
  const { changed, objects } = lake.run(sql);
  const named = [...effects.created, ...effects.dropped, ...effects.altered];
  const isNamed = (label: string): boolean => {
    const [, name = ''] = label.split(':');
    const table = name.replace(/sqlite_autoindex_(\w+)_\d+/, '$1');
    return named.some((one) => one === label || one.endsWith(`:${name}`) || one.endsWith(`:${table}`));
  };
  const structural = effects.dropped.length + effects.altered.length > 0;
  return [
    ...(structural
      ? []
      : changed.flatMap((one) =>
          rowsUntold(
            sql,
            one,
            effects.writes.filter(({ dataset }) => dataset === one.table),
          ),
        )),
    ...(structural ? [] : objects.filter((label) => !isNamed(label)).map((label) => `${label} is not named`)),
    ...(objects.length > 0 && named.length === 0 ? ['the structure changed'] : []),
  ];
}

describe('what a write really changed', () => {
  it(`is in the reading of each of ${count} generated ones`, { timeout: patience(terms) }, () => {
    let understood = 0;
    fc.assert(
      fc.property(write, (sql) => {
        const effects = read(sql);
        if (effects.opaque.length > 0) return;
        understood += 1;
        expect([sql, ...untold(sql, effects)]).toEqual([sql]);
      }),
      { numRuns: count, seed },
    );
    // A reader that refused them all would pass.
    expect(understood / count).toBeGreaterThan(0.9);
    told('writes, sqlite', terms, { asked: count, understood });
  });

  it('is something, for most of them', () => {
    const some = fc.sample(write, { numRuns: 200, seed });
    expect(some.filter((sql) => lake.run(sql).changed.length > 0).length).toBeGreaterThan(80);
  });
});

describe('a REPLACE', () => {
  const scopes = (sql: string) =>
    read(sql).writes.flatMap(({ mode, scope }) => (mode === 'update' ? [scope] : []));

  it('is pinned where the key alone is unique, and not where another constraint may meet another row', () => {
    expect(scopes('REPLACE INTO silver.log VALUES (1, 2)')).toEqual(['key-pinned']);
    for (const sql of [
      'INSERT OR REPLACE INTO silver.codes VALUES (3, 2)',
      "REPLACE INTO silver.people VALUES (1, 'e2', 'q', 1)",
    ]) {
      expect(scopes(sql)).toContain('predicate');
      expect(lake.run(sql).changed[0]).toMatchObject({ went: 1, updated: 1 });
    }
  });
});
