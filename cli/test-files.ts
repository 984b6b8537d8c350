/** Which files of policy tests are meant: a file by its name, a directory by the tests in it. What is not there stays as it is, to be told by whoever reads it. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const isDirectory = (path: string): boolean =>
  statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

const within = (directory: string): readonly string[] => {
  const tests = readdirSync(directory)
    .filter((name) => name.endsWith('.test.yaml'))
    .sort();
  return tests.length === 0 ? [directory] : tests.map((name) => join(directory, name));
};

export const testFiles = (paths: readonly string[]): readonly string[] =>
  paths.flatMap((path) => (isDirectory(path) ? within(path) : [path]));
