// A deposit stands for the very characters that were sent, in the order in which they were.
import { describe, expect, it } from 'vitest';
import {
  type Deposit,
  depositJson,
  depositOf,
  isBodyOf,
  partOf,
  readDeposit,
} from '../../../src/catalog/deposit.js';
import { dataset } from '../../cases/sql/lake.js';
import { digest } from '../egress/fixtures.js';

const source = dataset('silver.customers', { id: 'clear', email: 'pii.email', country: 'clear' });
const parts = ['id,email\r\n1,a\r\n', '2,b\r\n'].map((text) => partOf(text, digest));
const body = 'id,email\r\n1,a\r\n2,b\r\n';
const deposit = (): Deposit => depositOf(source, ['id', 'email', 'country'], parts) ?? expect.fail();

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

it('is not known where two columns have one name, a name is none, or it is in too many parts', () => {
  for (const names of [['id', 'ID '], ['id', 'id'], ['id', 3], [null]])
    expect(depositOf(source, names, parts)).toBe(undefined);
  const many = Array.from({ length: 101 }, () => parts[0] ?? expect.fail());
  expect(depositOf(source, ['id'], many)).toBe(undefined);
  expect(depositOf(source, ['id'], many.slice(1))?.parts).toEqual(many.slice(1));
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
