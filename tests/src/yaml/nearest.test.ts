import { describe, expect, it } from 'vitest';
import { nearest } from '../../../src/yaml/nearest.js';

describe('the nearest word', () => {
  it.each([
    ['tols', 'tools'],
    ['Tools', 'tools'],
    ['desciption', 'description'],
    ['a', undefined],
    ['something', undefined],
    ['x'.repeat(100), undefined],
  ])('to `%s` is %s', (word, near) => {
    expect(nearest(word, ['tools', 'description', 'launch'])).toBe(near);
  });

  it('is the nearer of two that are near', () => {
    expect(nearest('row', ['rows-at', 'rows', 'arrow'])).toBe('rows');
  });
});
