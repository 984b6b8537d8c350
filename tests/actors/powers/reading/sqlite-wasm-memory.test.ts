// Texts go into the engine's memory and come back as they were, whatever they hold and however long they are.
import sqlite3InitModule from '@sqlite.org/sqlite-wasm';
import { describe, expect, it } from 'vitest';
import { memoryOf } from '../../../../actors/powers/reading/sqlite-wasm-memory.js';

const memory = memoryOf(await sqlite3InitModule());

describe("the engine's memory", () => {
  it.each([
    ['nothing', ''],
    ['a name', 'full_name'],
    ['64 signs', 'a'.repeat(64)],
    ['65 signs', 'a'.repeat(65)],
    ['more than 64 KB', 'SELECT 1 '.repeat(9_000)],
    ['signs of two, three and four bytes', 'é日😀'],
    ['one such sign at the end of a long name', `${'a'.repeat(70)}é`],
    ['three bytes a sign and many of them', '日'.repeat(20_000)],
  ])('gives back %s', (_, text) => {
    expect(memory.textAt(memory.lay(text))).toBe(text);
  });

  it('keeps a text until the next one, and cuts off what was there before', () => {
    const long = memory.lay('a longer text than the next');
    expect(memory.textAt(long)).toBe('a longer text than the next');
    expect(memory.textAt(memory.lay('short'))).toBe('short');
  });

  it('has no text where there is none', () => {
    expect(memory.textAt(0)).toBe('');
  });
});
