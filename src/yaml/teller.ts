/** Collects what is wrong with one document beyond its form. It tells where; it stops nothing. */
import type { Path, Problem, YamlDocument } from './problem.js';

export interface Teller {
  readonly problems: readonly Problem[];
  /** About the value at the path. */
  value(path: Path, message: string, help: string): void;
  /** About the key at the end of the path. */
  key(path: Path, message: string, help: string): void;
}

export function createTeller(document: YamlDocument, file: string): Teller {
  const problems: Problem[] = [];
  return {
    problems,
    value: (path, message, help) => problems.push({ file, ...document.at(path), message, help }),
    key: (path, message, help) => problems.push({ file, ...document.keyAt(path), message, help }),
  };
}
