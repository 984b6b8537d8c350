// SQLite's lexical rules as this house cuts them; each is one that some other lexer gets wrong.
import { describe, expect, it } from 'vitest';
import { fold, tokenize } from '../../../../../src/intercept/sql/sqlite/index.js';

const cut = (text: string): readonly string[] => tokenize(text).map(({ kind, name }) => `${kind}:${name}`);

describe('token', () => {
  it.each([
    ["SELECT '\\'; DROP", ['word:select', 'string:\\', 'op:;', 'word:drop']],
    ["'it''s'", ["string:it's"]],
    ['"a""B"', ['quoted:a"b']],
    ['[A b]', ['quoted:a b']],
    ['`Q``q`', ['quoted:q`q']],
    ['/* /* */ DROP', ['word:drop']],
    ['a -- x\nb', ['word:a', 'word:b']],
    ['a -- x', ['word:a']],
    ['/* open', []],
    ['$$; DROP', ['param:', 'op:;', 'word:drop']],
    ['a$$', ['word:a$$']],
    ['?1 :a @b #c $d::e(f g', ['param:', 'param:', 'param:', 'param:', 'illegal:']],
    ['$d::e(f)', ['param:']],
    ["x'0aff' X'0'", ['blob:', 'illegal:']],
    ['0x1F .5 1e3 1_000', ['number:0x1F', 'number:.5', 'number:1e3', 'number:1_000']],
    ['1abc', ['illegal:1']],
    ["'open", ['illegal:']],
    ['a->>b||c<>d', ['word:a', 'op:->>', 'word:b', 'op:||', 'word:c', 'op:<>', 'word:d']],
    ['!', ['illegal:']],
    ['é_1', ['word:é_1']],
  ])('%j is cut as SQLite cuts it', (text, tokens) => {
    expect(cut(text)).toEqual(tokens);
  });

  it('a pair of parentheses carries the depth around it', () => {
    expect(tokenize('(a(b))').map((token) => token.depth)).toEqual([0, 1, 1, 2, 1, 0]);
  });

  it('only ASCII folds: a Kelvin sign stays what it is', () => {
    expect(fold('K\u212a')).toBe('k\u212a');
  });
});
