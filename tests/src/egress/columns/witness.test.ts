/** A text is read off a pattern without running it, and where one is, the pattern takes it. */
import { describe, expect, it } from 'vitest';
import { fits } from '../../../../src/egress/columns/fit.js';
import { witnessOf } from '../../../../src/egress/columns/witness.js';

const read = [
  ['^\\d{3}-\\d{2}-\\d{4}$', 0, Infinity],
  ['^[^@\\s]+@[^@\\s]+\\.[a-z]{2,}$', 0, Infinity],
  ['^\\+[0-9 ()-]+$', 10, 20],
  ['^[0-9]{13,19}$', 15, 16],
  ['^[A-Z]{2}\\d{2}[A-Z0-9]{11,30}$', 0, 34],
  ['^\\d{4}-\\d{2}-\\d{2}$', 0, 10],
  ['^\\S*$', 3, 3],
  ['^.+$', 2, 9],
  ['^[\\w.+-]+$', 0, 9],
  ['^a?b*c{2,3}?$', 4, 9],
  ['^\\$\\d+\\.\\d\\d$', 0, 9],
  ['^(a|b)$', 0, 9],
  ['^(\\+|00)[0-9]{9,15}$', 0, 20],
  ['^(?:[A-Z]{2}-)?\\d{4}(?:-\\d{2}){2}$', 0, 20],
  ['^(?:x(?:y|[)|])|z)+\\)$', 0, 20],
  ['^a|b(c|d)$', 0, 9],
  ['', 0, 9],
] as const;

describe('a pattern', () => {
  it.each(read)('%s is shown by a text of its length', (pattern, least, most) => {
    const text = witnessOf(pattern, least, most);
    expect(text).toMatch(new RegExp(pattern, 'u'));
    expect(text?.length).toBeGreaterThanOrEqual(least);
    expect(text?.length).toBeLessThanOrEqual(most);
  });

  it.each([
    '^(?:a|(?=x)y)(b$',
    '(?=x)y',
    '^(\\d)\\1$',
    '\\bword',
    '^[\\p{L}]+$',
    '^a^b$',
    '^[a',
    '^[\\x41]$',
    'é+',
  ])('%s has none that could be read off it', (pattern) =>
    expect(witnessOf(pattern, 0, Infinity)).toBe(undefined),
  );

  it('that takes no text so long has none', () => {
    expect(witnessOf('^\\d{4}$', 5, 9)).toBe(undefined);
    expect(witnessOf('^\\d{4}$', 0, 3)).toBe(undefined);
  });
});

describe('what is masked under a pattern', () => {
  const under = (schema: object) => ({ type: 'object', properties: { ssn: { type: 'string', ...schema } } });

  it('fits it, and is the same whatever stood there', () => {
    const schema = under({ pattern: '^\\d{3}-\\d{2}-\\d{4}$' });
    for (const ssn of ['512-44-1093', '219-09-9998'])
      expect(fits({ ssn: '[REDACTED:pii.us_ssn]' }, { ssn }, schema)).toEqual({ ssn: '000-00-0000' });
  });

  it('is withheld where it would have to be of two patterns', () => {
    const schema = under({ pattern: '^\\d+$', allOf: [{ type: 'string', pattern: '^.{3}$' }] });
    expect(fits({ ssn: '[REDACTED:x]' }, { ssn: '123' }, schema)).toBe(null);
  });
});
