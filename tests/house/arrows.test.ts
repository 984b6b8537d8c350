// Pins what dependency-cruiser cannot say: who sees both officers and hands, and who ends the process.
import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { imports } from './syntax.js';
import { read, sourceFiles } from './tree.js';

const resolved = (path: string): readonly string[] =>
  imports(path, read(path))
    .filter((specifier) => specifier.startsWith('.'))
    .map((specifier) => posix.join(posix.dirname(path), specifier));

const isHand = (path: string): boolean => path.startsWith('actors/powers/');
const isOfficer = (path: string): boolean =>
  path.startsWith('actors/') && !isHand(path) && !/^actors\/powers\.[jt]s$/.test(path);

const OURS = /^(src|actors|cli|console)\//;

describe('arrows', () => {
  it('cli/main.ts is the only file of the kernel that sees both officers and hands', () => {
    const both = sourceFiles()
      .filter((path) => OURS.test(path) && path !== 'cli/main.ts')
      .filter((path) => !isHand(path) && !isOfficer(path))
      .filter((path) => resolved(path).some(isHand) && resolved(path).some(isOfficer));
    expect(both).toEqual([]);
  });

  it('cli/main.ts is the only file of the kernel that exits the process', () => {
    const exits = sourceFiles()
      .filter((path) => OURS.test(path) && path !== 'cli/main.ts')
      .filter((path) => /\bprocess\.(exit\s*\(|exitCode\b|abort\s*\(|reallyExit)/.test(read(path)));
    expect(exits).toEqual([]);
  });

  it('no source file loads a module by a computed name', () => {
    const computed = sourceFiles().filter((path) => /\bimport\(\s*(?!['"])/.test(read(path)));
    expect(computed).toEqual([]);
  });

  it('the check reads imports, type imports and re-exports', () => {
    const text =
      "import a from './a.js';\nimport type { B } from './b.js';\nexport { c } from './c.js';\nimport './d.js';";
    expect(imports('x.ts', text)).toEqual(['./a.js', './b.js', './c.js', './d.js']);
  });
});
