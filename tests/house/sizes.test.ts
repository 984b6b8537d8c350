// Pins the sizes past which a file or a function is two things. Refuses to be told how to split them.
import { describe, expect, it } from 'vitest';
import { longFunctions } from './syntax.js';
import { lineCount, read, sourceFiles } from './tree.js';

const FILE_LIMIT = 250;
const FUNCTION_LIMIT = 40;

describe('sizes', () => {
  it('no source file is longer than 250 lines', () => {
    const long = sourceFiles().filter((path) => lineCount(read(path)) > FILE_LIMIT);
    expect(long).toEqual([]);
  });

  it('no function in the source rooms is longer than 40 lines', () => {
    const long = sourceFiles().flatMap((path) =>
      longFunctions(path, read(path), FUNCTION_LIMIT).map((found) => `${path}:${found.line} ${found.what}`),
    );
    expect(long).toEqual([]);
  });

  it('a text of three lines counts three, with or without a last newline', () => {
    expect([lineCount('a\nb\nc'), lineCount('a\nb\nc\n')]).toEqual([3, 3]);
  });

  it('a function one line past the limit is found', () => {
    const body = Array.from({ length: 3 }, () => '  f();').join('\n');
    expect(longFunctions('x.ts', `const g = () => {\n${body}\n};`, 4)).toEqual([
      { what: 'a function of 5 lines', line: 1 },
    ]);
  });
});
