// A text made from a pattern fits the pattern.
import { describe, expect, it } from 'vitest';
import { linear } from '../../../src/policy/cel.js';
import { spelt } from '../../../src/suite/spelt.js';

describe('a text made from a pattern', () => {
  it.each([
    '(?i)[.](sh|exe)$',
    '^bronze/[a-z0-9_]+\\.csv$',
    '^(?:a|b){3}c*d?$',
    '\\d{4}-\\d\\d',
    '[^a]x',
    '^\\w+@\\w+[.]com$',
    '.+',
  ])('fits `%s`', (pattern) => {
    expect(linear(spelt(pattern), pattern)).toBe(true);
  });

  it.each(['(', ')', '[', 'a{', '\\'])('ends, whatever the pattern: `%s`', (pattern) => {
    expect(typeof spelt(pattern)).toBe('string');
  });
});
