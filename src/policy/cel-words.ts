/** Whether a condition compares a field with a word the field never holds. It follows names through macros; it evaluates nothing. */
import type { ASTNode } from '@marcbachmann/cel-js';
import { nearest } from '../yaml/nearest.js';
import { closedSets, type NameSets } from './vocabulary.js';

export interface WordProblem {
  readonly message: string;
  readonly help: string;
  readonly at: number;
}

/** What an expression could stand for: fields with a closed set, and words written out. */
interface Meaning {
  readonly fields: readonly string[];
  readonly words: readonly ASTNode[];
  /** From the call's own arguments, whose keys are the agent's and may be named like a field. */
  readonly isForeign: boolean;
}

type Scope = ReadonlyMap<string, Meaning>;

const nothing: Meaning = { fields: [], words: [], isForeign: false };
const foreign: Meaning = { ...nothing, isForeign: true };

const union = (meanings: readonly Meaning[]): Meaning => ({
  fields: meanings.flatMap((one) => one.fields),
  words: meanings.flatMap((one) => one.words),
  isForeign: meanings.some((one) => one.isForeign),
});

const isNode = (value: unknown): value is ASTNode =>
  typeof value === 'object' && value !== null && 'op' in value && 'args' in value;

export function childrenOf(node: ASTNode): readonly ASTNode[] {
  const args: unknown = node.args;
  const parts: readonly unknown[] = Array.isArray(args) ? args.flat(2) : [args];
  return parts.filter(isNode);
}

const macros = ['exists', 'all', 'exists_one', 'filter', 'map'];

/** The scope within a macro's arguments: its variable stands for what the receiver holds. */
function scopeWithin(node: ASTNode, scope: Scope): Scope {
  if (node.op !== 'rcall') return scope;
  const [name, receiver, [variable, bound]] = node.args;
  const standsFor = macros.includes(name) ? receiver : name === 'bind' ? bound : undefined;
  return variable?.op === 'id' && standsFor !== undefined
    ? new Map([...scope, [variable.args, meaningOf(standsFor, scope)]])
    : scope;
}

function fieldMeaning(receiver: ASTNode, name: unknown, scope: Scope): Meaning {
  const held = meaningOf(receiver, scope);
  if (held.isForeign) return foreign;
  return typeof name === 'string' ? { ...nothing, fields: [name] } : nothing;
}

function meaningOf(node: ASTNode, scope: Scope): Meaning {
  switch (node.op) {
    case 'value':
      return typeof node.args === 'string' ? { ...nothing, words: [node] } : nothing;
    case 'list':
      return union(node.args.map((one) => meaningOf(one, scope)));
    case 'id':
      return node.args === 'arguments' ? foreign : (scope.get(node.args) ?? nothing);
    case '.':
    case '.?':
      return fieldMeaning(node.args[0], node.args[1], scope);
    case '[]':
    case '[?]':
      return typeof node.args[1].args === 'string'
        ? fieldMeaning(node.args[0], node.args[1].args, scope)
        : meaningOf(node.args[0], scope);
    case '?:':
      return union(node.args.slice(1).map((one) => meaningOf(one, scope)));
    case 'rcall': {
      const [name, receiver, args] = node.args;
      const last = args.at(-1);
      if (name === 'map' && last !== undefined) return meaningOf(last, scopeWithin(node, scope));
      return name === 'filter' ? meaningOf(receiver, scope) : nothing;
    }
    default:
      return nothing;
  }
}

/** The words a field can hold: a set that never changes, or the names that the manifests declare, where they are known. */
const setOf = (field: string, names: NameSets): readonly string[] | undefined =>
  Object.hasOwn(closedSets, field)
    ? closedSets[field]
    : Object.hasOwn(names, field)
      ? names[field]?.known
      : undefined;

const isWord = (known: readonly string[], node: ASTNode): boolean =>
  typeof node.args !== 'string' || known.includes(node.args);

function strangeWord(meaning: Meaning, words: readonly ASTNode[], names: NameSets): WordProblem | undefined {
  const fields = meaning.fields.filter((field) => setOf(field, names) !== undefined);
  const known = fields.flatMap((field) => setOf(field, names) ?? []);
  const wrong = words.find((node) => !isWord(known, node));
  const [field] = fields;
  if (field === undefined || wrong === undefined) return undefined;
  const word = String(wrong.args);
  if (Object.hasOwn(closedSets, field))
    return {
      message: `\`${word}\` is no value of \`${field}\``,
      help: `use one of ${[...new Set(known)].filter((one) => one !== '').join(', ')}`,
      at: wrong.start,
    };
  return { ...strangeName(names[field]?.of ?? field, word, known), at: wrong.start };
}

/** A name that no manifest declares. */
export function strangeName(what: string, name: string, known: readonly string[]) {
  const near = nearest(name, known);
  return {
    message: `no manifest has the ${what} \`${name}\``,
    help:
      near === undefined ? 'check its spelling, or declare it in a manifest' : `did you mean \`${near}\`?`,
  };
}

interface Reading {
  readonly scope: Scope;
  readonly names: NameSets;
}

function compared(node: ASTNode, { scope, names }: Reading): WordProblem | undefined {
  if (node.op !== '==' && node.op !== '!=' && node.op !== 'in') return undefined;
  const [left, right] = node.args.map((side) => meaningOf(side, scope));
  if (left === undefined || right === undefined) return undefined;
  return strangeWord(left, right.words, names) ?? strangeWord(right, left.words, names);
}

function wordIn(node: ASTNode, { scope, names }: Reading): WordProblem | undefined {
  const here = compared(node, { scope, names });
  if (here !== undefined) return here;
  const within = { scope: scopeWithin(node, scope), names };
  for (const child of childrenOf(node)) {
    const problem = wordIn(child, within);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

export const misspeltWord = (node: ASTNode, names: NameSets = {}): WordProblem | undefined =>
  wordIn(node, { scope: new Map(), names });
