/** Which files of policy tests are meant: a file by its name, a directory by the tests in it. It reads none of them; what is not there stays as it is, to be told by whoever reads it. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Problem } from '../../actors/rehearsal/trials.js';

function isDirectory(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

function testsIn(directory: string): readonly string[] {
  try {
    const names = readdirSync(directory).filter((name) => name.endsWith('.test.yaml'));
    return names.sort().map((name) => join(directory, name));
  } catch {
    return [];
  }
}

const without = (file: string): Problem => ({
  file,
  line: 1,
  column: 1,
  message: `\`${file}\` holds no policy tests that can be read`,
  help: 'a directory stands for the `*.test.yaml` that lie in it, and not for those further down',
});

export interface TestFiles {
  readonly files: readonly string[];
  readonly problems: readonly Problem[];
}

export function testFiles(paths: readonly string[]): TestFiles {
  const found = paths.map((path) => ({ path, files: isDirectory(path) ? testsIn(path) : [path] }));
  return {
    files: found.flatMap(({ files }) => files),
    problems: found.filter(({ files }) => files.length === 0).map(({ path }) => without(path)),
  };
}
