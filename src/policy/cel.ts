/** The one door of the CEL evaluator. A condition is parsed and type-checked when it loads; what goes wrong later is an error, never false. */
import { type ASTNode, Environment } from '@marcbachmann/cel-js';
import { RE2JS } from 're2js';
import { childrenOf, misspeltWord } from './cel-words.js';
import { marks, type NameSets, objects, variables } from './vocabulary.js';

/** Where in the text of the condition, counted from 0. */
export interface ConditionProblem {
  readonly message: string;
  readonly help: string;
  readonly at: number;
}

export interface Condition {
  readonly text: string;
  /** True, false, or `error` for anything else that happens. */
  evaluate(bindings: Readonly<Record<string, unknown>>): boolean | 'error';
}

/** INVARIANT: patterns run on a linear engine; V8 takes seconds for 27 characters of the wrong pattern. */
export const linear = (text: string, pattern: string): boolean => RE2JS.compile(pattern).matcher(text).find();

function environment(): Environment {
  const env = new Environment({
    unlistedVariablesAreDyn: false,
    limits: { maxAstNodes: 2_000, maxDepth: 64 },
  });
  for (const [name, fields] of Object.entries(objects)) {
    const ctor = marks.get(name);
    env.registerType(name, { fields: { ...fields }, ...(ctor === undefined ? {} : { ctor }) });
  }
  for (const [name, type] of Object.entries(variables)) env.registerVariable(name, type);
  env.registerFunction('string.linearMatches(string): bool', linear);
  env.registerFunction('linearMatches(string, string): bool', linear);
  return env;
}

const shared = environment();

export type { ASTNode };

/** What a condition says, for whoever weighs it without the evaluator; undefined for what cannot be read. */
export function syntaxOf(text: string): ASTNode | undefined {
  try {
    return shared.parse(text).ast;
  } catch {
    return undefined;
  }
}

export function* nodes(node: ASTNode): Generator<ASTNode> {
  yield node;
  for (const child of childrenOf(node)) yield* nodes(child);
}

/** What is called, of a function or a method. */
const calledName = (node: ASTNode): string | undefined =>
  node.op === 'rcall' || node.op === 'call' ? node.args[0] : undefined;

const isMatches = (node: ASTNode): boolean => calledName(node) === 'matches';

const patternOf = (node: ASTNode): ASTNode | undefined =>
  node.op === 'rcall' ? node.args[2][0] : node.op === 'call' ? node.args[1][1] : undefined;

function badPattern(node: ASTNode): ConditionProblem | undefined {
  const pattern = isMatches(node) ? patternOf(node) : undefined;
  if (pattern === undefined) return undefined;
  if (pattern.op !== 'value' || typeof pattern.args !== 'string')
    return {
      message: 'the pattern of `matches` is not written out',
      help: 'write it as a text, so that it is checked when the policy loads',
      at: pattern.start,
    };
  try {
    RE2JS.compile(pattern.args);
    return undefined;
  } catch {
    return {
      message: 'the pattern is not a regular expression',
      help: 'RE2 syntax: no look-around, no back-references',
      at: pattern.start,
    };
  }
}

/** Functions of the evaluator that are not for conditions: one would undo the types, the other is how `matches` runs. */
function banned(node: ASTNode): ConditionProblem | undefined {
  const name = calledName(node);
  return name === 'dyn' || name === 'linearMatches'
    ? { message: `\`${name}\` is not for conditions`, help: 'leave it out', at: node.start }
    : undefined;
}

/** Where the word `matches` of a call stands: behind its receiver, or at the start. */
const nameAt = (node: ASTNode, text: string): number =>
  text.indexOf('matches', node.op === 'rcall' ? node.args[1].end : node.start);

/** The text with every `matches` sent to the linear engine. */
function linearised(root: ASTNode, text: string): string {
  const places = [...nodes(root)]
    .filter(isMatches)
    .map((node) => nameAt(node, text))
    .sort((a, b) => b - a);
  return places.reduce(
    (whole, at) => `${whole.slice(0, at)}linearMatches${whole.slice(at + 'matches'.length)}`,
    text,
  );
}

const problemOf = (error: unknown): ConditionProblem => {
  const known = error as {
    readonly summary?: unknown;
    readonly message?: unknown;
    readonly range?: { readonly start?: unknown };
    readonly node?: { readonly pos?: unknown };
  };
  const summary =
    typeof known.summary === 'string'
      ? known.summary
      : (String(known.message ?? 'the condition cannot be read').split('\n')[0] ?? '');
  const at =
    typeof known.range?.start === 'number'
      ? known.range.start
      : typeof known.node?.pos === 'number'
        ? known.node.pos
        : 0;
  return { message: lower(summary), help: 'the words a condition may use are in docs/policy.md', at };
};

const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1).replace(/\.$/, '');

function problemIn(ast: ASTNode, names: NameSets): ConditionProblem | undefined {
  for (const node of nodes(ast)) {
    const problem = banned(node) ?? badPattern(node);
    if (problem !== undefined) return problem;
  }
  return misspeltWord(ast, names);
}

export function compileCondition(
  text: string,
  names: NameSets = {},
): { readonly condition: Condition } | { readonly problem: ConditionProblem } {
  try {
    const checked = shared.check(text);
    if (!checked.valid) return { problem: problemOf(checked.error) };
    if (checked.type !== 'bool')
      return {
        problem: {
          message: `the condition is \`${checked.type}\`, not true or false`,
          help: 'compare it with something',
          at: 0,
        },
      };
    const { ast } = shared.parse(text);
    const problem = problemIn(ast, names);
    if (problem !== undefined) return { problem };
    const program = shared.parse(linearised(ast, text));
    // INVARIANT: no pattern is left to the evaluator's own engine, which backtracks. A comment can hide the word.
    const left = [...nodes(program.ast)].find(isMatches);
    if (left !== undefined)
      return {
        problem: { message: '`matches` is written around a comment', help: 'move the comment', at: 0 },
      };
    return { condition: conditionOf(text, program) };
  } catch (error) {
    return { problem: problemOf(error) };
  }
}

type Program = ReturnType<Environment['parse']>;

/** INVARIANT: a condition is asked anew for each call; an answer that is kept would hide an engine that has begun to fail. */
const conditionOf = (text: string, program: Program): Condition => ({
  text,
  evaluate: (bindings) => evaluated(program, bindings),
});

function evaluated(
  program: (context: Record<string, unknown>) => unknown,
  bindings: Readonly<Record<string, unknown>>,
): boolean | 'error' {
  try {
    const value = program({ ...bindings });
    return typeof value === 'boolean' ? value : 'error';
  } catch {
    return 'error';
  }
}
