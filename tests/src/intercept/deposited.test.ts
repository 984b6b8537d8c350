// The columns of a body that the kernel has put into an object have every class they ever had.
import { describe, expect, it } from 'vitest';
import type { Carried, Dataset } from '../../../src/catalog/catalog.js';
import { type Deposit, depositOf } from '../../../src/catalog/deposit.js';
import { depositedIn } from '../../../src/intercept/deposited.js';
import { catalogOf, dataset } from '../../cases/sql/lake.js';

const source = dataset('silver.customers', { id: 'clear', email: 'pii.email', country: 'clear' });
const target: Dataset = {
  ...dataset('gold.files', { country: 'pii.address', id: 'clear' }),
  form: 'objects',
  prefix: 'gold/',
};
const deposit = (of = source): Deposit => depositOf(of, ['id', 'email', 'country'], []) ?? expect.fail();
const carrying = (column: string, one: Carried): Dataset => ({
  ...source,
  carried: { at: 1, columns: { [column]: one } },
});
const egress = (of: Deposit, now: Dataset) =>
  depositedIn(of, catalogOf([now, target]), { target, at: 0 })?.egress.map(({ classes, how }) => [
    classes,
    how,
  ]);

describe('its columns', () => {
  it('are of the classes of the source and of those that are declared where it lies', () => {
    expect(egress(deposit(), source)).toEqual([
      [[], 'identity'],
      [['pii.email'], 'identity'],
      [['pii.address'], 'identity'],
    ]);
  });

  it('keep a class that the source had, and gain one that it has gained since', () => {
    const carried = carrying('id', { classes: ['pii.name'], isDerived: true });
    expect(egress(deposit(carried), source)?.[0]).toEqual([['pii.name'], 'transformed']);
    expect(egress(deposit(), carried)?.[0]).toEqual([['pii.name'], 'transformed']);
    const reclassed = { ...source, columns: { ...source.columns, id: 'pii.national_id' } };
    expect(egress(deposit(), reclassed)?.[0]).toEqual([['pii.national_id'], 'identity']);
    const { email: _, ...fewer } = source.columns;
    expect(egress(deposit(), { ...source, columns: { ...fewer, email: 'clear' } })?.[1]?.[0]).toEqual([
      'pii.email',
    ]);
  });

  it('are unknown where the source does not declare them', () => {
    const { country: _, ...fewer } = source.columns;
    const one = depositedIn(deposit(), catalogOf([{ ...source, columns: fewer }, target]), { target, at: 0 });
    expect(one?.egress[2]).toMatchObject({ classes: ['pii.address', 'pii.unknown'], from: [] });
  });

  it('are not known where the source is catalogued no more', () => {
    expect(depositedIn(deposit(), catalogOf([target]), { target, at: 0 })).toBe(undefined);
  });

  it('are unknown once the day is over until which somebody vouches for them', () => {
    const vouched = { id: { reason: 'ours', by: 'ada', until: '2026-01-01' } };
    const catalog = catalogOf([{ ...source, vouched }, target]);
    const classes = (at: string) =>
      depositedIn(deposit(), catalog, { target, at: Date.parse(at) })?.egress.map((one) => one.classes);
    expect(classes('2026-01-01T12:00:00Z')?.[0]).toEqual([]);
    expect(classes('2026-01-02T00:00:00Z')?.[0]).toEqual(['pii.unknown']);
  });
});
