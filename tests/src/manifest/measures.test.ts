import { describe, expect, it } from 'vitest';
import { parseDuration, parseSize } from '../../../src/manifest/measures.js';

describe('a duration', () => {
  it.each([
    ['500ms', 500],
    ['30s', 30_000],
    ['2m', 120_000],
    ['24h', 86_400_000],
    ['1d', 86_400_000],
    ['30', undefined],
    ['0s', undefined],
    ['-1s', undefined],
    ['1.5s', undefined],
    ['30 s', undefined],
    ['30S', undefined],
    ['1h30m', undefined],
    ['10000000ms', undefined],
    ['s', undefined],
    ['', undefined],
  ])('`%s` is %s milliseconds', (text, expected) => {
    expect(parseDuration(text)).toBe(expected);
  });
});

describe('a size', () => {
  it.each([
    ['1B', 1],
    ['256KiB', 262_144],
    ['1MiB', 1_048_576],
    ['256KB', undefined],
    ['256', undefined],
    ['0KiB', undefined],
    ['256kib', undefined],
  ])('`%s` is %s bytes', (text, expected) => {
    expect(parseSize(text)).toBe(expected);
  });

  it('never passes what a number can count exactly', () => {
    expect(Number.isSafeInteger(parseSize('9999999MiB'))).toBe(true);
    expect(Number.isSafeInteger(parseDuration('9999999d'))).toBe(true);
  });
});
