// What a copy of a whole dataset takes along, column by column: into a clear namesake nothing may follow.
import { describe, expect, it } from 'vitest';
import type { CarriedColumns, Dataset } from '../../../src/catalog/catalog.js';
import { passedOn } from '../../../src/intercept/passed-on.js';
import { dataset } from '../../cases/sql/lake.js';

type Carried = CarriedColumns['columns'];
const table = (name: string, columns: Readonly<Record<string, string>>, carried?: Carried): Dataset => ({
  ...dataset(name, columns),
  ...(carried === undefined ? {} : { carried: { at: 1, columns: carried } }),
});
const objects = (name: string, columns: Readonly<Record<string, string>>, carried?: Carried): Dataset => ({
  ...table(name, columns, carried),
  form: 'objects',
});
const told = (source: Dataset, target: Dataset) => {
  const { flows, carries } = passedOn([source], [{ dataset: target }]);
  const lines = carries.map((one) => `${one.derived ? 'made ' : ''}${one.class} to ${one.column}`);
  return { flows, carries: lines };
};
const name = { classes: ['pii.name'], isDerived: false };

describe('a copy of a dataset', () => {
  it('is a flow where the target declares clear what the source declares or carries', () => {
    const target = table('gold.t', { a: 'clear', b: 'clear' });
    expect(told(table('silver.s', { a: 'pii.email', b: 'clear' }, { b: name }), target)).toEqual({
      flows: ['silver.s.a -> gold.t.a', 'silver.s.b -> gold.t.b'],
      carries: [],
    });
  });

  it('keeps a class where it is declared, and carries every other', () => {
    const source = table('silver.s', { a: 'pii.email', b: 'pii.email' }, { b: name });
    const target = table('gold.t', { a: 'pii.email', b: 'pii.email' });
    expect(told(source, target)).toEqual({ flows: [], carries: ['pii.name to b'] });
    expect(told(table('silver.s', { a: 'pii.name' }), target)).toEqual({
      flows: [],
      carries: ['pii.name to a'],
    });
  });

  it('what was made from a value is so in the copy as well', () => {
    const source = table('silver.s', { a: 'pii.email' }, { a: { classes: ['pii.email'], isDerived: true } });
    expect(told(source, table('gold.t', { a: 'pii.email' })).carries).toEqual(['made pii.email to a']);
  });

  it('into a column that a table does not declare it is unknown, which is masked', () => {
    const target = table('gold.t', { id: 'clear' });
    expect(told(table('silver.s', { a: 'pii.email' }), target)).toEqual({ flows: [], carries: [] });
  });

  it('into objects that do not declare it it stands for whatever they hold beside', () => {
    const target = objects('gold.o', { id: 'clear', name: 'pii.name' });
    expect(told(table('silver.s', { a: 'pii.email' }), target).carries).toEqual(['pii.email to *']);
    expect(told(objects('silver.o', {}), target).carries).toEqual(['pii.unknown to *']);
    expect(told(objects('silver.o', { id: 'clear' }, { '*': name }), target).carries).toEqual([
      'pii.name to *',
    ]);
    expect(told(objects('silver.o', {}), objects('gold.o', {})).carries).toEqual([]);
  });

  it('into objects that are clear whole nothing follows: it is a flow', () => {
    const target = objects('gold.o', { id: 'clear' });
    const lost = { flows: ['silver.s.* -> gold.o.*'], carries: [] };
    expect(told(table('silver.s', { a: 'pii.email' }), target)).toEqual(lost);
    expect(told(table('silver.s', { a: 'clear' }, { a: name }), target)).toEqual(lost);
    expect(told(table('silver.s', { a: 'clear' }), target)).toEqual({ flows: [], carries: [] });
  });
});
