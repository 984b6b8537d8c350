// What speaks for a class of a column, and that nothing speaks for `clear`.
import { describe, expect, it } from 'vitest';
import { evidenceFor, sampleOf } from '../../../src/catalog/evidence.js';

const column = (name: string, comment = '') => ({ name, type: '', inKey: 0, comment });
const guess = (name: string, values?: readonly (string | number | null)[], comment = '') =>
  evidenceFor(column(name, comment), values).guess;

describe('evidence', () => {
  it.each([
    ['email', 'pii.email'],
    ['Phone_Number', 'pii.phone'],
    ['fullName', 'pii.name'],
    ['date_of_birth', 'pii.birth_date'],
    ['passport_no', 'pii.passport'],
    ['ssn', 'pii.us_ssn'],
    ['national_id', 'pii.national_id'],
    ['street_address', 'pii.address'],
    ['password', 'secret.key'],
    ['notes', 'pii.free_text'],
    ['amount', 'pii.unknown'],
  ])('a column called %s is guessed to be %s by its name alone', (name, expected) => {
    expect(guess(name)).toBe(expected);
  });

  it('a comment speaks where a name does not', () => {
    expect(guess('c1', undefined, 'e-mail of the customer')).toBe('pii.email');
    expect(guess('c1', undefined, 'a counter')).toBe('pii.unknown');
  });

  it('the form of most values goes before the name', () => {
    expect(guess('phone', ['ann@example.org', 'bob@example.org', ''])).toBe('pii.email');
    expect(guess('phone', ['ann@example.org', 'x', 'y', 'z'])).toBe('pii.phone');
  });

  it('one value of a form is enough where nothing else speaks', () => {
    expect(guess('c1', ['x', 'y', 'z', 'ann@example.org'])).toBe('pii.email');
  });

  it('a column of sentences is free text, whatever else is in it', () => {
    const said = 'please call the customer back about the late order';
    expect(guess('c1', [said, said, `${said} at ann@example.org`])).toBe('pii.free_text');
  });

  it('no column is ever guessed to be clear', () => {
    expect(guess('id', [1, 2, 3])).toBe('pii.unknown');
    expect(guess('status', ['open', 'shut'])).toBe('pii.unknown');
    expect(guess('empty', [null, ''])).toBe('pii.unknown');
  });

  it('what is absent is not counted', () => {
    expect(sampleOf(['ann@example.org', null, ''], 'c1')).toEqual({
      of: 1,
      forms: [{ class: 'pii.email', values: 1 }],
      isProse: false,
    });
  });
});
