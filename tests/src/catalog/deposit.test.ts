// A deposit stands for the very characters that were sent, in the order in which they were; its columns have every class they ever had.
import { describe, expect, it } from 'vitest';
import type { Carried, Dataset } from '../../../src/catalog/catalog.js';
import {
  type Deposit,
  depositedIn,
  depositJson,
  depositOf,
  isBodyOf,
  partOf,
  readDeposit,
} from '../../../src/catalog/deposit.js';
import { catalogOf, dataset } from '../../cases/sql/lake.js';
import { digest } from '../egress/fixtures.js';

const source = dataset('silver.customers', { id: 'clear', email: 'pii.email', country: 'clear' });
const target: Dataset = {
  ...dataset('gold.files', { country: 'pii.address', id: 'clear' }),
  form: 'objects',
  prefix: 'gold/',
};
const parts = ['id,email\r\n1,a\r\n', '2,b\r\n'].map((text) => partOf(text, digest));
const body = 'id,email\r\n1,a\r\n2,b\r\n';
const deposit = (of = source): Deposit => depositOf(of, ['id', 'email', 'country'], parts) ?? expect.fail();
const carrying = (column: string, one: Carried): Dataset => ({
  ...source,
  carried: { at: 1, columns: { [column]: one } },
});
const egress = (of: Deposit, now: Dataset) =>
  depositedIn(of, catalogOf([now, target]), target)?.egress.map(({ classes, how }) => [classes, how]);

describe('the body', () => {
  it('is that which was sent, part by part', () => {
    expect(isBodyOf(parts, body, digest)).toBe(true);
  });

  it.each([
    ['one cell is another', body.replace('1,a', '1,b')],
    ['two columns have changed places', 'email,id\r\na,1\r\nb,2\r\n'],
    ['two cells have changed places', body.replace('1,a', 'a,1')],
    ['two lines have changed places', 'id,email\r\n2,b\r\n1,a\r\n'],
    ['somebody has added a line', `${body}3,c\r\n`],
    ['a part is missing', 'id,email\r\n1,a\r\n'],
    ['it begins later', body.slice(1)],
    ['it has another end of line', body.replaceAll('\r\n', '\n')],
    ['it is empty', ''],
  ])('is none where %s', (_, other) => {
    expect(isBodyOf(parts, other, digest)).toBe(false);
  });

  it('is none under another key, and a digest of a value in a dataset is no digest of a part', () => {
    const other = { lasting: (text: string) => digest.hmac(text) };
    expect(isBodyOf(parts, body, other)).toBe(false);
    expect(partOf('x', digest).digest).not.toBe(digest.lasting('x'));
  });
});

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
    const one = depositedIn(deposit(), catalogOf([{ ...source, columns: fewer }, target]), target);
    expect(one?.egress[2]).toMatchObject({ classes: ['pii.address', 'pii.unknown'], from: [] });
  });

  it('are not known where the source is catalogued no more, two have one name or a name is none', () => {
    expect(depositedIn(deposit(), catalogOf([target]), target)).toBe(undefined);
    for (const names of [['id', 'ID '], ['id', 'id'], ['id', 3], [null]])
      expect(depositOf(source, names, parts)).toBe(undefined);
    const many = Array.from({ length: 101 }, () => parts[0] ?? expect.fail());
    expect(depositOf(source, ['id'], many)).toBe(undefined);
    expect(depositOf(source, ['id'], many.slice(1))).toBeDefined();
  });
});

it('is read back as it was written, and not at all where something in it has another form', () => {
  const json = depositJson(deposit());
  expect(readDeposit(JSON.parse(JSON.stringify(json)))).toEqual(deposit());
  for (const broken of [
    null,
    [],
    { ...json, source: 1 },
    { ...json, columns: [{ name: 'id', derived: false }] },
    { ...json, columns: [{ name: 'id', classes: [1], derived: false }] },
    { ...json, columns: {} },
    { ...json, parts: [{ length: '10', digest: 'a' }] },
    { ...json, parts: null },
  ])
    expect(readDeposit(broken)).toBe(undefined);
});
