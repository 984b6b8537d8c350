/** Reads a document as a schema says, and where parts of it do not fit, the rest of it, so that one run tells all that is wrong. What was read in part is never used. */
import type { z } from 'zod';
import { phrase } from './phrase.js';
import { inOrder, type Problem, partAt, type YamlDocument } from './problem.js';
import { type Pruned, prune, type StandIns } from './pruned.js';
import { nothingUnread, type TakenPart, type Unread, unreadOf } from './unread.js';
import { innermost, issueProblems } from './zod-problems.js';

export interface PartlyFitted<T> {
  /** The parts that fit; undefined when there is nothing to be said of them. INVARIANT: only for more problems, where there is one. */
  readonly value: T | undefined;
  /** The document as it was written, for the paths of the value. */
  readonly document: YamlDocument;
  readonly unread: Unread;
  readonly problems: readonly Problem[];
}

/** What is to be read, of which file, and what stands for a part that the form cannot do without. */
export interface Fitting<T> {
  readonly schema: z.ZodType<T>;
  readonly file: string;
  readonly standIns: StandIns;
}

/** More than a person mends in one go, and an end to the search whatever a schema answers. */
const mostRounds = 64;

interface Search {
  readonly document: YamlDocument;
  readonly file: string;
  readonly standIns: StandIns;
  readonly taken: TakenPart[];
  readonly problems: Problem[];
}

const within = (document: YamlDocument, { value, original }: Pruned): YamlDocument => ({
  ...document,
  value,
  at: (path) => document.at(original(path)),
  keyAt: (path) => document.keyAt(original(path)),
});

const keysOf = (value: unknown): readonly string[] =>
  typeof value === 'object' && value !== null ? Object.keys(value) : [];

/** The parts that the form is better without. What is missing takes along what cannot be without it. */
function partsOf(issue: z.core.$ZodIssue, pruned: Pruned, { standIns }: Search): readonly TakenPart[] {
  return innermost(issue).map(({ path, key }) => {
    if (key !== undefined)
      return { path: [...pruned.original(path), key], beside: keysOf(partAt(pruned.value, path)) };
    const [top] = path;
    const isMissed =
      partAt(pruned.value, path) === undefined && !(path.length === 1 && Object.hasOwn(standIns, top ?? ''));
    return { path: pruned.original(isMissed ? path.slice(0, -1) : path) };
  });
}

/** One reading of what is left. Answers the value, or has taken more away. */
function round<T>(
  schema: z.ZodType<T>,
  search: Search,
): { readonly value: T; readonly pruned: Pruned } | undefined {
  const { document, file, taken, problems, standIns } = search;
  const pruned = prune(
    document.value,
    taken.map((one) => one.path),
    standIns,
  );
  const parsed = schema.safeParse(pruned.value, { error: phrase });
  if (parsed.success) return { value: parsed.data, pruned };
  const found = parsed.error.issues.map((issue) => ({ issue, parts: partsOf(issue, pruned, search) }));
  // What is missing beside a key that nobody knows is told as the misspelling.
  const misspelt = found.flatMap(({ parts }) => parts.filter((part) => part.beside !== undefined));
  const before = unreadOf([...taken, ...misspelt]);
  const where = { document: within(document, pruned), file, base: [] };
  for (const { issue, parts } of found) {
    const isNews = innermost(issue).every(
      ({ path, key }) => key !== undefined || !before.touches(pruned.original(path)),
    );
    if (isNews) problems.push(...issueProblems(issue, where));
    taken.push(...parts);
  }
  return undefined;
}

export function fitPartly<T>(read: YamlDocument, { schema, file, standIns }: Fitting<T>): PartlyFitted<T> {
  const document = { ...read, value: read.salvaged };
  const search: Search = { document, file, standIns, taken: [], problems: [] };
  const nothing = { value: undefined, document, unread: nothingUnread };
  if (document.value === undefined) return { ...nothing, problems: read.problems };
  for (let turn = 0; turn < mostRounds; turn += 1) {
    const found = round(schema, search);
    const isNothing = search.taken.some((one) => one.path.length === 0);
    if (found === undefined && !isNothing) continue;
    const problems = besides(read.problems, search.problems);
    if (found === undefined) return { ...nothing, problems };
    return {
      value: found.value,
      document: within(document, found.pruned),
      unread: unreadOf(search.taken, found.pruned.original),
      problems,
    };
  }
  return { ...nothing, problems: besides(read.problems, search.problems) };
}

/** What the text is refused for, and what its form is at other places: one slip is told once. */
const besides = (text: readonly Problem[], form: readonly Problem[]): readonly Problem[] =>
  inOrder([
    ...text,
    ...form.filter((one) => !text.some(({ line, column }) => line === one.line && column === one.column)),
  ]);
