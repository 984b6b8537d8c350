/** The rules that decided, as they were written when they did. A text that the state directory has not kept is shown by its digest alone. */
import type { Entry } from '../../actors/outside/auditor.js';
import type { Doors } from '../shell/doors.js';

/** A text that was in force then, as the `config` entry names it and the state directory has kept it. */
export interface Kept {
  readonly file: string;
  readonly digest: string;
  readonly text: string | undefined;
}

export function keptPolicies(doors: Doors, state: string, config: Entry | undefined): readonly Kept[] {
  const files = config?.body.files;
  if (!Array.isArray(files)) return [];
  return files.flatMap((one: unknown): Kept[] => {
    // `as`: each field is checked before it is used.
    const { kind, file, digest } = one as Readonly<Record<string, unknown>>;
    if (kind !== 'policy' || typeof file !== 'string' || typeof digest !== 'string') return [];
    return [{ file, digest, text: doors.kept(state, digest) }];
  });
}

/** Lines of a rule as it was written at most; a longer one is cut. */
const mostLines = 8;

/** The rule's own lines in the text of then, from its id to the next entry of its list. */
export function written({ file, text }: Kept, rule: string): readonly string[] {
  const lines = (text ?? '').split('\n');
  const start = lines.findIndex((line) => new RegExp(`^\\s*- (?:\\{ *)?id: ${rule}\\b`).test(line));
  if (start < 0) return [];
  const rest = lines.slice(start + 1, start + mostLines);
  const end = rest.findIndex((line) => /^\s*(?:- |[a-z-]+:\s*(?:#.*)?$|$)/.test(line));
  return [
    `    as ${file} had it then:`,
    ...[lines[start] ?? '', ...rest.slice(0, end < 0 ? undefined : end)].map((line) => `    ${line}`),
  ];
}

/** Ids of the rules that decided, without the invariant they stand in. */
export const rulesOf = (entries: readonly Entry[]): readonly string[] => [
  ...new Set(
    entries
      .map((entry) => entry.body.rule)
      .filter((rule) => typeof rule === 'string')
      .map((rule) => rule.slice(rule.lastIndexOf('/') + 1))
      .filter((rule) => /^[a-z][a-z0-9-]*$/.test(rule)),
  ),
];
