// A drafted catalog loads, opens nothing, and can be broken by no name that a system gives.

import { describe, expect, it } from 'vitest';
import { clear } from '../../../src/catalog/catalog.js';
import { draftCatalog } from '../../../src/catalog/draft.js';
import { evidenceFor } from '../../../src/catalog/evidence.js';
import type { LiveTable } from '../../../src/catalog/live.js';
import { fc } from '../../property.js';
import { compiledCatalog } from '../manifest/compiling.js';

const bare = (name: string, inKey = 0) => ({ name, type: 'TEXT', inKey, comment: '' });
const table = (name: string, ...columns: readonly string[]): LiveTable => ({
  name,
  kind: 'table',
  columns: columns.map((one, at) => bare(one, at === 0 ? 1 : 0)),
});
const drafted = (tables: readonly LiveTable[], protectedPatterns: readonly string[] = []) =>
  draftCatalog(tables, { protectedPatterns }, (_, column) => evidenceFor(bare(column), undefined));
const loaded = (tables: readonly LiveTable[], protectedPatterns: readonly string[] = []) =>
  compiledCatalog(drafted(tables, protectedPatterns).text);

describe('a drafted catalog', () => {
  it('has every table with its tier, its key and a class for each column', () => {
    const { datasets } = loaded([
      table('silver.customers', 'id', 'email'),
      table('raw.events', 'at'),
      table('hr.staff', 'id'),
    ]);
    expect([...datasets.values()]).toMatchObject([
      {
        name: 'silver.customers',
        tier: 'silver',
        key: ['id'],
        columns: { id: 'pii.unknown', email: 'pii.email' },
      },
      { name: 'raw.events', tier: 'bronze' },
      { name: 'hr.staff', tier: 'gold' },
    ]);
  });

  it('keeps what was protected', () => {
    const { datasets, protectedPatterns } = loaded([table('hr.staff', 'id')], ['hr.*', 'vault.*']);
    expect(protectedPatterns).toEqual(['hr.*', 'vault.*']);
    expect([...datasets.values()][0]?.isProtected).toBe(true);
  });

  it('of no table is one that loads', () => {
    expect(loaded([]).datasets.size).toBe(0);
  });

  it('leaves out what can have no name there, and says so', () => {
    const { notes, datasets } = drafted([
      table('silver.a', 'id'),
      table('silver.A', 'id'),
      table('silver.two words', 'id'),
      table('silver.x\u001b[2J', 'id'),
    ]);
    expect(datasets).toBe(1);
    expect(notes).toEqual([
      'silver.A cannot be declared, and stays denied: another has its name but for case',
      'silver.two words cannot be declared, and stays denied: its name is not `schema.table` in plain letters',
      'silver.x\\u{1b}[2J cannot be declared, and stays denied: its name is not `schema.table` in plain letters',
    ]);
  });

  it('leaves out a column whose name is reserved, says so, and names no key that it is part of', () => {
    const one = table('silver.a', '__proto__', 'b');
    expect(drafted([one]).notes).toEqual([
      'silver.a.__proto__ cannot be declared, and stays masked: its name is reserved',
    ]);
    expect([...loaded([one]).datasets.values()][0]).toMatchObject({ key: [] });
  });

  it('loads whatever its columns are called, and makes none of them clear', () => {
    const name = fc.oneof(
      fc.string({ minLength: 1, maxLength: 20, unit: 'binary' }),
      fc.constantFrom(
        'yes',
        'null',
        'a: b',
        '#',
        '- x',
        "'",
        '"',
        '\n  b: clear',
        '{',
        '<<',
        '~',
        '1',
        'é',
        'constructor',
        '__proto__',
      ),
    );
    const names = fc.uniqueArray(name, { minLength: 1, maxLength: 6, selector: (one) => one.toLowerCase() });
    fc.assert(
      fc.property(names, (columns) => {
        const { datasets } = loaded([table('silver.a', ...columns)]);
        const declared = [...datasets.values()][0]?.columns ?? {};
        const told = columns.map((one) => one.toLowerCase()).filter((one) => one !== '__proto__');
        expect(new Set(Object.keys(declared))).toEqual(new Set(told));
        expect(Object.values(declared)).not.toContain(clear);
      }),
    );
  });
});
