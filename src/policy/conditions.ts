/** The conditions of a policy file: where each is written, and what is wrong with it there. It reads no rule's meaning. */
import { isArray, isObject } from '../call/json.js';
import type { Path, Problem, YamlDocument } from '../yaml/problem.js';
import { type Condition, type ConditionProblem, compileCondition } from './cel.js';
import { placeWithin } from './place.js';
import type { NameSets } from './vocabulary.js';

export interface WrittenCondition {
  /** To the scalar that holds the condition. */
  readonly path: Path;
  readonly text: string;
}

/** What is read: the file as it was written, and its document. */
export interface Source {
  readonly file: string;
  readonly text: string;
  readonly document: YamlDocument;
  /** What its rules may name. */
  readonly names: NameSets;
}

/** The line of the condition that the problem is in, with a caret under it. */
function caret(text: string, at: number): string {
  const start = text.lastIndexOf('\n', at - 1) + 1;
  const end = text.indexOf('\n', start);
  const line = text.slice(start, end < 0 ? undefined : end);
  return `    ${line}\n    ${' '.repeat(Math.max(0, at - start))}^`;
}

const problemAt = (source: Source, { path, text }: WrittenCondition, problem: ConditionProblem): Problem => ({
  file: source.file,
  ...placeWithin(source.text, source.document.at(path), { text, at: problem.at }),
  message: `${problem.message}\n${caret(text, problem.at)}`,
  help: problem.help,
});

export function readCondition(
  source: Source,
  written: WrittenCondition,
): { readonly condition: Condition } | { readonly problem: Problem } {
  const compiled = compileCondition(written.text, source.names);
  return 'problem' in compiled ? { problem: problemAt(source, written, compiled.problem) } : compiled;
}

const kinds = ['forbid', 'limit', 'require'];
const keys = ['when', 'unless'];

const withinSection = (section: unknown, base: Path): readonly WrittenCondition[] =>
  !isObject(section)
    ? []
    : kinds.flatMap((kind) => {
        const rules = section[kind];
        return rules === undefined || !isArray(rules)
          ? []
          : rules.flatMap((rule, at) =>
              keys.flatMap((key): readonly WrittenCondition[] => {
                const text = isObject(rule) ? rule[key] : undefined;
                return typeof text === 'string' ? [{ path: [...base, kind, at, key], text }] : [];
              }),
            );
      });

/** The conditions of a file whose form is wrong, so that one reading tells all that is to be mended. */
function written(value: unknown): readonly WrittenCondition[] {
  if (!isObject(value)) return [];
  const invariants = isObject(value.invariants) ? Object.entries(value.invariants) : [];
  return [
    ...withinSection(value, []),
    ...invariants.flatMap(([name, section]) => withinSection(section, ['invariants', name])),
  ];
}

export const conditionProblems = (source: Source): readonly Problem[] =>
  written(source.document.value).flatMap((one) => {
    const read = readCondition(source, one);
    return 'problem' in read ? [read.problem] : [];
  });
