// Spellings of one value are one, and two values never are.
import { describe, expect, it } from 'vitest';
import { canonical } from '../../../../src/egress/operators/canonical.js';

const same: readonly (readonly [columnClass: string, ...spellings: string[]])[] = [
  [
    'pii.email',
    'ann@example.com',
    ' Ann@Example.COM ',
    'mailto:ann@example.com',
    '<ann@example.com>',
    'ａｎｎ@example.com',
  ],
  [
    'pii.phone',
    '+31612345678',
    '+31 6 1234 5678',
    '0031612345678',
    '+31 (0)6 1234 5678',
    'tel:+31-6-12-34-56-78',
  ],
  ['pii.card', '4111111111111111', '4111 1111 1111 1111', '4111-1111-1111-1111'],
  ['pii.us_ssn', '536904399', '536-90-4399'],
  ['pii.iban', 'NL91ABNA0417164300', 'nl91 abna 0417 1643 00'],
  ['pii.mac', 'aa:bb:cc:dd:ee:ff', 'AA-BB-CC-DD-EE-FF', 'aabb.ccdd.eeff'],
  ['pii.ip', '2001:db8::1', '2001:0DB8:0:0:0:0:0:1', '2001:db8:0::0:1'],
  ['pii.birth_date', '1970-05-06', '1970-05-06T00:00:00Z', '1970-05-06 00:00:00', '1970-05-06T00:00:00.000Z'],
];
const different: readonly (readonly [columnClass: string, ...values: string[]])[] = [
  [
    'pii.email',
    'ann@example.com',
    'ann@example.org',
    'a.nn@example.com',
    'ann+1@example.com',
    'ann',
    '<ann>',
    '',
  ],
  ['pii.phone', '+31612345678', '0612345678', '+31612345679', '(0)31612345678', '000', '0', ''],
  ['pii.mac', 'aabbccddeeff', 'aabbccddeefe', 'aabbccddeef', 'not-a-mac-at'],
  [
    'pii.ip',
    '2001:db8::1',
    '2001:db8::10',
    '2001:db8:1::',
    '::',
    '10.0.0.1',
    '10.0.0.10',
    '1::2::3',
    ':::',
    '1:2',
  ],
  [
    'pii.birth_date',
    '1970-05-06',
    '1970-05-06T00:01:00Z',
    '1970-05-06T00:00:00+02:00',
    '1970-05-07',
    '1970-06-05',
  ],
  ['pii.name', 'Ann Smith', 'ann smith', 'AnnSmith'],
];

describe('the spelling of a value', () => {
  it.each(same)('%s: spellings of one are one', (columnClass, ...spellings) => {
    expect(new Set(spellings.map((one) => canonical(columnClass, one))).size).toBe(1);
  });
  it.each(different)('%s: two values stay two', (columnClass, ...values) => {
    expect(new Set(values.map((one) => canonical(columnClass, one))).size).toBe(values.length);
  });
});
