// What differs between a catalog and the system it speaks of; each kind of difference alone.
import { describe, expect, it } from 'vitest';
import { compareCatalog, isPressing } from '../../../src/catalog/compared.js';
import { evidenceFor } from '../../../src/catalog/evidence.js';
import { type LiveTable, liveTables } from '../../../src/catalog/live.js';
import { compiledCatalog } from '../manifest/compiling.js';

const bare = (name: string) => ({ name, type: '', inKey: 0, comment: '' });
const live = (name: string, ...columns: readonly string[]): LiveTable => ({
  name,
  kind: 'table',
  columns: columns.map(bare),
});
const declared = compiledCatalog(
  'catalog:\n  datasets:\n    silver.a: { tier: silver, columns: { id: clear, mail: pii.email, code: pii.unknown } }\n',
);
const differences = (tables: readonly LiveTable[], values: readonly string[] = []) =>
  compareCatalog(tables, declared, (_, column) => evidenceFor(bare(column), values));

describe('a catalog held against its system', () => {
  it('differs in nothing but the columns that nobody has classified', () => {
    const found = differences([live('silver.a', 'id', 'mail', 'CODE')]);
    expect(found).toEqual([
      { what: 'unclassified', dataset: 'silver.a', column: 'CODE', guess: 'pii.unknown' },
    ]);
    expect(found.some(isPressing)).toBe(false);
  });

  it('tells what is new', () => {
    const found = differences([live('silver.a', 'id', 'mail', 'code', 'phone'), live('silver.b')]);
    expect(found.filter(isPressing)).toEqual([
      { what: 'new-column', dataset: 'silver.a', column: 'phone', guess: 'pii.phone' },
      { what: 'new-dataset', dataset: 'silver.b', kind: 'table' },
    ]);
  });

  it('tells what is gone', () => {
    expect(differences([live('silver.a', 'id', 'code')]).filter(isPressing)).toEqual([
      { what: 'gone-column', dataset: 'silver.a', column: 'mail' },
    ]);
    expect(differences([])).toEqual([{ what: 'gone-dataset', dataset: 'silver.a' }]);
  });

  it('tells of a clear column over values that look personal', () => {
    const found = differences([live('silver.a', 'id', 'mail', 'code')], ['x', 'ann@example.org', 'y']);
    expect(found.filter(isPressing)).toEqual([
      { what: 'looks-personal', dataset: 'silver.a', column: 'id', class: 'pii.email', values: 1, of: 3 },
    ]);
  });
});

describe('the tables of a snapshot', () => {
  const one = { name: 'silver.a', kind: 'view', columns: [{ name: 'id', type: 'INTEGER', pk: 1 }] };

  it('are read as the system tells them', () => {
    expect(liveTables({ tables: [one] })).toEqual([
      { name: 'silver.a', kind: 'view', columns: [{ name: 'id', type: 'INTEGER', inKey: 1, comment: '' }] },
    ]);
  });

  it.each([
    ['no list', {}],
    ['a list that is none', { tables: { a: 1 } }],
    ['a table without a name', { tables: [one, { columns: [] }] }],
    ['a table without columns', { tables: [{ name: 'silver.b' }] }],
    ['a column without a name', { tables: [{ ...one, columns: [{ type: 'TEXT' }] }] }],
  ])('are not read in part: %s', (_, snapshot) => {
    expect(liveTables(snapshot)).toBeUndefined();
  });
});
