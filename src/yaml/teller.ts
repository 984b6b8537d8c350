/** Collects what is wrong with one document beyond its form. It tells where; it stops nothing. */
import type { Path, Problem, YamlDocument } from './problem.js';
import { nothingUnread, type Unread } from './unread.js';

export interface Teller {
  readonly problems: readonly Problem[];
  /** About the value at the path. */
  value(path: Path, message: string, help: string): void;
  /** About the key at the end of the path. */
  key(path: Path, message: string, help: string): void;
  /** Says nothing where one of these parts could not be read: what it would say may come of that alone. */
  restingOn(...paths: readonly Path[]): Teller;
  readonly unread: Unread;
}

export function createTeller(document: YamlDocument, file: string, unread = nothingUnread): Teller {
  const problems: Problem[] = [];
  const telling = (isMute: boolean): Teller => ({
    problems,
    unread,
    value: (path, message, help) => {
      if (!isMute && !unread.holds(path)) problems.push({ file, ...document.at(path), message, help });
    },
    key: (path, message, help) => {
      if (!isMute && !unread.holds(path)) problems.push({ file, ...document.keyAt(path), message, help });
    },
    restingOn: (...paths) => telling(isMute || paths.some((path) => unread.touches(path))),
  });
  return telling(false);
}
