/** Gives each issue of a schema its line and column. It repairs nothing and guesses no default. */
import type { z } from 'zod';
import { phrase } from './phrase.js';
import { type Path, type Problem, partAt, type YamlDocument } from './problem.js';

/** How far a branch went into the value: not at all, to a word it does not know, or into its parts. */
function depth(issues: readonly z.core.$ZodIssue[]): number {
  const root = issues.filter((issue) => issue.path.length === 0).map((issue) => issue.code);
  if (root.includes('invalid_type')) return 0;
  return root.includes('invalid_value') ? 1 : 2 + Math.max(0, ...issues.map((issue) => issue.path.length));
}

/** Of a union's branches, the one that went furthest: that is the form the writer meant. */
function deepest(branches: readonly (readonly z.core.$ZodIssue[])[]): readonly z.core.$ZodIssue[] {
  const [best] = [...branches].sort((a, b) => depth(b) - depth(a) || a.length - b.length);
  return best !== undefined && depth(best) > 0 ? best : [];
}

const plainPath = (path: readonly PropertyKey[]): Path =>
  path.map((step) => (typeof step === 'number' ? step : String(step)));

const subject = (path: Path): string => {
  const names = path.filter((step) => typeof step === 'string');
  const last = names.at(-1);
  if (last === undefined) return 'the file';
  return typeof path.at(-1) === 'number' ? `an entry of \`${last}\`` : `\`${last}\``;
};

/** `as`: a raw issue is a finished one with its input; finishing took the input away, and the document has it. */
const asRaw = (issue: z.core.$ZodIssue, input: unknown): z.core.$ZodRawIssue =>
  ({ ...issue, input }) as z.core.$ZodRawIssue;

interface Where {
  readonly document: YamlDocument;
  readonly file: string;
  readonly base: Path;
}

export function issueProblems(issue: z.core.$ZodIssue, where: Where): readonly Problem[] {
  const { document, file } = where;
  const path = [...where.base, ...plainPath(issue.path)];
  // A plain parse words its issues in zod's English, on one line; ours always have a second line.
  const said =
    issue.message.includes('\n') || issue.code === 'custom'
      ? issue.message
      : phrase(asRaw(issue, partAt(document.value, path)));
  const [first = '', ...rest] = said.split('\n');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key, at) => ({
      file,
      ...document.keyAt([...path, key]),
      message: `unknown key \`${key}\`${path.length === 0 ? '' : ` in ${subject(path)}`}`,
      help: rest[at] ?? '',
    }));
  }
  if (issue.code === 'invalid_union') {
    const inner = deepest(issue.errors);
    if (inner.length > 0) return inner.flatMap((one) => issueProblems(one, { ...where, base: path }));
  }
  const place = issue.code === 'invalid_key' ? document.keyAt(path) : document.at(path);
  // A schema's own refinement words its message whole.
  const message = issue.code === 'custom' ? first : `${subject(path)} ${first}`;
  // The key's own schema says best which names it takes.
  const keyHelp = issue.code === 'invalid_key' ? issue.issues[0]?.message.split('\n')[1] : undefined;
  return [{ file, ...place, message, help: keyHelp ?? rest.join(' ') }];
}

export const zodProblems = (error: z.ZodError, document: YamlDocument, file: string): Problem[] =>
  error.issues.flatMap((issue) => issueProblems(issue, { document, file, base: [] }));

export interface Innermost {
  readonly path: Path;
  /** A key that nobody knows there. */
  readonly key?: string;
}

/** The places an issue is about: of a union, those of the branch that the writer meant. */
export function innermost(issue: z.core.$ZodIssue, base: Path = []): readonly Innermost[] {
  const path = [...base, ...plainPath(issue.path)];
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => ({ path, key }));
  const inner = issue.code === 'invalid_union' ? deepest(issue.errors) : [];
  return inner.length > 0 ? inner.flatMap((one) => innermost(one, path)) : [{ path }];
}
