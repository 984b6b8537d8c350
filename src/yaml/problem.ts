/** A problem in a configuration file, with its place. It tells what is wrong and what to do; it never repairs a file. */
export interface Problem {
  readonly file: string;
  /** Counted from 1, like the column. */
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly help: string;
}

export interface Place {
  readonly line: number;
  readonly column: number;
}

export type Path = readonly (string | number)[];

export interface YamlDocument {
  /** Undefined when there is any problem: what was not read in full is not used in part. */
  readonly value: unknown;
  /** What can be said to be written there although some of it is refused; only to look for more problems. */
  readonly salvaged: unknown;
  readonly problems: readonly Problem[];
  /** Where the value at the path begins; where it does not exist, its nearest existing ancestor. */
  at(path: Path): Place;
  /** Where the key at the end of the path is written; otherwise as `at`. */
  keyAt(path: Path): Place;
}

/** Undefined where nothing is written: YAML has no value that is undefined. */
export const partAt = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (at, step) =>
      typeof at === 'object' && at !== null && Object.hasOwn(at, step) ? Reflect.get(at, step) : undefined,
    value,
  );

const byPlace = (a: Problem, b: Problem): number => a.line - b.line || a.column - b.column;

const isSame = (one: Problem, other: Problem): boolean =>
  byPlace(one, other) === 0 && one.message === other.message;

/** Files in the order they were read, problems in the order of their lines, each once. */
export function inOrder(problems: readonly Problem[]): readonly Problem[] {
  const files = [...new Set(problems.map((problem) => problem.file))];
  return files.flatMap((file) => {
    const own = problems.filter((problem) => problem.file === file).sort(byPlace);
    return own.filter((problem, at) => own.findIndex((one) => isSame(one, problem)) === at);
  });
}

export function renderProblems(problems: readonly Problem[]): string {
  return inOrder(problems)
    .map(({ file, line, column, message, help }) => {
      const first = `${file}:${line}:${column}: ${message}`;
      return help === '' ? first : `${first}\n  help: ${help}`;
    })
    .join('\n');
}
