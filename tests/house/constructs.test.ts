// Pins the constructs that the source rooms do without.
import { describe, expect, it } from 'vitest';
import { banned } from './syntax.js';
import { read, sourceFiles } from './tree.js';

const kinds = (text: string): readonly string[] => banned('x.ts', text).map((found) => found.what);

describe('constructs', () => {
  it('no source file holds any, enum, !, ts-ignore, a default export, export * or a TODO', () => {
    const found = sourceFiles().flatMap((path) =>
      banned(path, read(path)).map(({ line, what }) => `${path}:${line} ${what}`),
    );
    expect(found).toEqual([]);
  });

  it('each source file opens with a sentence that says what it is', () => {
    const opens = /^(?:#!.*\n)?(?:\/\*\*?|\/\/) ?\S?/;
    expect(sourceFiles().filter((path) => !opens.test(read(path)))).toEqual([]);
  });

  it.each([
    ['any', 'export const f = (x: any) => x;'],
    ['enum', 'export enum E { A }'],
    ['enum', 'export const enum E { A }'],
    ['non-null assertion', 'export const f = (x?: { y: 1 }) => x!.y;'],
    ['default export', 'export default 1;'],
    ['default export', 'export default function f() {}'],
    ['default export', 'const a = 1; export { a as default };'],
    ['export *', "export * from './a.js';"],
    ['ts-ignore', '// @ts-ignore: because\nexport const a = 1;'],
    ['TODO', 'export const a = [\n  // TODO later\n];'],
  ])('the check finds %s in `%s`', (what, text) => {
    expect(kinds(text)).toContain(what);
  });

  it('the check leaves words in strings and names alone', () => {
    const text = "export const many = ['any', 'TODO', 'enum']; export const company = !many;";
    expect(kinds(text)).toEqual([]);
  });

  it('the check leaves a named namespace export alone', () => {
    expect(kinds("export { a } from './a.js';\nexport * as b from './b.js';")).toEqual([]);
  });
});
