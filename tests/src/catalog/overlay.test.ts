// The class overlay as a value: it only grows, and what is not of its form is never read as empty.

import { describe, expect, it } from 'vitest';
import type { Json } from '../../../src/call/json.js';
import { classesOf, holdsDerived } from '../../../src/catalog/catalog.js';
import {
  addCarries,
  type Carry,
  changedSince,
  emptyOverlay,
  overlayJson,
  readOverlay,
  withOverlay,
} from '../../../src/catalog/overlay.js';
import { catalogOf, dataset } from '../../cases/sql/lake.js';
import { fc } from '../../property.js';

const carry = (over: Partial<Carry> = {}): Carry => ({
  ...{ dataset: 'silver.a', column: 'note', class: 'pii.email', derived: false, from: ['silver.b.email'] },
  ...over,
});
const catalog = catalogOf([dataset('silver.a', { id: 'clear', note: 'clear', mail: 'pii.email' })]);
const of = (...carries: readonly Carry[]) => withOverlay(catalog, addCarries(emptyOverlay, carries));
const table = (one: ReturnType<typeof of>) => [...one.datasets.values()][0];

describe('the class overlay', () => {
  it('adds a class beside what is declared, and keeps what was there', () => {
    expect(classesOf(table(of(carry())), 'note')).toEqual(['pii.email']);
    expect(classesOf(table(of(carry())), 'NOTE')).toEqual(['pii.email']);
    expect(classesOf(table(of(carry(), carry({ class: 'pii.name' }))), 'note')).toEqual([
      'pii.email',
      'pii.name',
    ]);
    expect(classesOf(table(of(carry({ column: 'mail', class: 'pii.name' }))), 'mail')).toEqual([
      'pii.email',
      'pii.name',
    ]);
    expect(classesOf(table(of(carry())), 'id')).toEqual([]);
  });

  it('leaves the version of the catalog, and counts', () => {
    expect(of(carry())).toMatchObject({ version: catalog.version, overlay: 1 });
    expect(withOverlay(catalog, emptyOverlay)).toBe(catalog);
  });

  it('what was made from a value stays so, whatever comes after', () => {
    const made = of(carry({ derived: true }), carry());
    expect(holdsDerived(table(made), 'note')).toBe(true);
    expect(holdsDerived(table(of(carry())), 'note')).toBe(false);
  });

  it('is the same overlay where nothing is new, and says which datasets are', () => {
    const one = addCarries(emptyOverlay, [carry()]);
    expect(addCarries(one, [carry({ from: ['elsewhere.x'] })])).toBe(one);
    expect(addCarries(one, [])).toBe(one);
    const two = addCarries(one, [carry({ dataset: 'silver.c' })]);
    expect(changedSince(two, 1, ['silver.a', 'silver.c', 'silver.c', 'silver.d'])).toEqual(['silver.c']);
    expect(changedSince(two, 0, ['silver.a'])).toEqual(['silver.a']);
    expect(addCarries(two, [carry({ derived: true })]).count).toBe(3);
  });

  it('keeps what it holds of a dataset that the catalog does not have', () => {
    const kept = addCarries(emptyOverlay, [carry({ dataset: 'silver.gone' })]);
    expect(withOverlay(catalog, kept).datasets.has('silver.gone' as never)).toBe(false);
    expect(readOverlay(overlayJson(kept))).toEqual(kept);
  });

  it('a column may have any name', () => {
    const odd = of(carry({ column: '__proto__' }), carry({ column: 'constructor', class: 'pii.name' }));
    expect(classesOf(table(odd), '__proto__')).toContain('pii.email');
    expect(classesOf(table(odd), 'constructor')).toContain('pii.name');
    expect(classesOf(table(of(carry())), 'valueOf')).toEqual(['pii.unknown']);
  });

  it('only ever grows, in any order, and comes back from its text as it was', () => {
    const some = fc.array(
      fc.record({
        dataset: fc.constantFrom('silver.a', 'silver.b'),
        column: fc.constantFrom('note', 'mail', '*'),
        class: fc.constantFrom('pii.email', 'pii.name', 'pii.unknown'),
        derived: fc.boolean(),
        from: fc.constant([]),
      }),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(some, some, (a, b) => {
        const first = addCarries(emptyOverlay, a);
        const both = addCarries(first, b);
        expect(readOverlay(JSON.parse(JSON.stringify(overlayJson(both))))).toEqual(both);
        expect(both.count).toBeGreaterThanOrEqual(first.count);
        for (const [name, { columns }] of first.datasets)
          for (const [column, had] of Object.entries(columns)) {
            const has = both.datasets.get(name)?.columns[column];
            expect(has?.classes).toEqual(expect.arrayContaining([...had.classes]));
            if (had.isDerived) expect(has?.isDerived).toBe(true);
          }
      }),
    );
  });

  it.each<[string, Json]>([
    ['no object', []],
    ['nothing of its form', {}],
    ['a count below none', { count: -1, datasets: {} }],
    ['a count that is no number', { count: '1', datasets: {} }],
    ['datasets in a list', { count: 1, datasets: [] }],
    ['a dataset without its count', { count: 1, datasets: { a: { columns: {} } } }],
    [
      'classes that are no list',
      { count: 1, datasets: { a: { at: 1, columns: { b: { classes: 'x', derived: false } } } } },
    ],
    [
      'a class that is no text',
      { count: 1, datasets: { a: { at: 1, columns: { b: { classes: [1], derived: false } } } } },
    ],
    [
      'a column that does not say how',
      { count: 1, datasets: { a: { at: 1, columns: { b: { classes: ['x'] } } } } },
    ],
  ])('%s is no overlay', (_, value) => {
    expect(readOverlay(value)).toBeUndefined();
  });

  it('where none was ever written there is none', () => {
    expect(readOverlay(undefined)).toEqual(emptyOverlay);
  });
});
