// Values that a typed column of PostgreSQL prints, and others, which are sent to it as nothing.

import { describe, expect, it } from 'vitest';
import { type Form, sentAs } from '../../../src/intercept/form.js';
import { fc } from '../../property.js';

const uuid = '0b7e3c1a-9d52-4f6e-8a11-2f0c5d7e9b34';

describe('a value that is compared with a typed column', () => {
  it.each<readonly [Form, string | number]>([
    ['int2', 32767],
    ['int2', -32768],
    ['int4', 0],
    ['int4', 2147483647],
    ['int4', -2147483648],
    ['int8', 9007199254740991],
    ['int8', '9223372036854775807'],
    ['int8', '-9223372036854775808'],
    ['uuid', uuid],
    ['date', '2024-02-29'],
    ['date', '0001-01-01'],
    ['numeric 2', '1.10'],
    ['numeric 2', '-0.01'],
    ['numeric 2', '0.00'],
    ['numeric 0', '12'],
  ])('is sent as it is where it prints it: %s %j', (form, value) => {
    expect(sentAs(form, value)).toBe(value);
  });

  it.each<readonly [Form, string | number]>([
    ['int2', 32768],
    ['int2', -32769],
    ['int4', 2147483648],
    ['int4', '5'],
    ['int4', ''],
    ['int4', 1.5],
    ['int4', Number.NaN],
    ['int4', -0.5],
    ['int8', '9223372036854775808'],
    ['int8', '5'],
    ['int8', '01'],
    ['int8', ' 1'],
    ['int8', '1e3'],
    ['int8', '99999999999999999999999999999999'],
    ['uuid', uuid.toUpperCase()],
    ['uuid', `{${uuid}}`],
    ['uuid', uuid.replaceAll('-', '')],
    ['uuid', `${uuid} `],
    ['uuid', 7],
    ['date', '2023-02-29'],
    ['date', '2024-13-01'],
    ['date', '2024-00-10'],
    ['date', '2024-01-00'],
    ['date', '2024-04-31'],
    ['date', '0000-01-01'],
    ['date', '2024-1-1'],
    ['date', 'infinity'],
    ['date', 'today'],
    ['date', '2024-01-01 BC'],
    ['numeric 2', '1.1'],
    ['numeric 2', '1.100'],
    ['numeric 2', '01.10'],
    ['numeric 2', '-0.00'],
    ['numeric 2', '1'],
    ['numeric 2', 1.25],
    ['numeric 2', 'NaN'],
    ['numeric 0', '12.'],
    ['numeric 0', '-0'],
  ])('is sent as nothing where it prints none such: %s %j', (form, value) => {
    expect(sentAs(form, value)).toBeNull();
  });

  it('is sent as it is to a column of text', () => {
    fc.assert(fc.property(fc.string(), (value) => sentAs(undefined, value) === value));
  });

  it('is nothing where it is any text that is not written so', () => {
    const forms: readonly Form[] = ['int2', 'int4', 'int8', 'uuid', 'date', 'numeric 2'];
    fc.assert(
      fc.property(fc.string(), fc.constantFrom(...forms), (value, form) => {
        const sent = sentAs(form, value);
        return sent === null || (sent === value && /^[\d.a-f-]+$/.test(value));
      }),
    );
  });
});
