/** The parts of a condition that are true or false by themselves, and the literals that its facts are compared with. */
import { type ASTNode, nodes } from '../policy/cel.js';

const joining = ['&&', '||', '!_', '?:'];
const folding = ['exists', 'all', 'exists_one', 'filter', 'map', 'bind'];

const isJoin = (node: ASTNode): boolean =>
  joining.includes(node.op) || (node.op === 'rcall' && folding.includes(node.args[0]));

/** What stands under the joins: comparisons, memberships, tests of a text, and facts that are true or false. */
export function atomsOf(node: ASTNode): readonly ASTNode[] {
  switch (node.op) {
    case '&&':
    case '||':
    case '?:':
      return [...node.args].flatMap(atomsOf);
    case '!_':
      return atomsOf(node.args);
    case 'value':
      return [];
    case 'rcall': {
      const [name, , args] = node.args;
      const last = args.at(-1);
      return folding.includes(name) && last !== undefined && name !== 'map' ? atomsOf(last) : [node];
    }
    default:
      return isJoin(node) ? [] : [node];
  }
}

export const textOf = (node: ASTNode): string => node.input.slice(node.start, node.end);

/** `session.rowsRead` for the node that reads it; undefined for what is no path of names. */
function pathOf(node: ASTNode): string | undefined {
  if (node.op === 'id') return node.args;
  if (node.op === '.') {
    const held = pathOf(node.args[0]);
    return held === undefined ? undefined : `${held}.${node.args[1]}`;
  }
  if (node.op !== '[]') return undefined;
  const held = pathOf(node.args[0]);
  const [, name] = node.args;
  return held !== undefined && name.op === 'value' && typeof name.args === 'string'
    ? `${held}.${name.args}`
    : undefined;
}

/** What a fact is held against: `size` where the fact is how long something is. */
export interface Compared {
  readonly path: string;
  readonly how: 'value' | 'size' | 'text' | 'pattern';
  readonly literal: string | number | boolean;
}

const literalOf = (node: ASTNode): readonly (string | number | boolean)[] => {
  if (node.op === 'list') return node.args.flatMap(literalOf);
  if (node.op !== 'value') return [];
  if (typeof node.args === 'bigint') return [Number(node.args)];
  return typeof node.args === 'string' || typeof node.args === 'number' || typeof node.args === 'boolean'
    ? [node.args]
    : [];
};

function measured(node: ASTNode): { readonly path: string; readonly how: 'value' | 'size' } | undefined {
  const sized =
    node.op === 'rcall' && node.args[0] === 'size'
      ? node.args[1]
      : node.op === 'call' && node.args[0] === 'size'
        ? node.args[1][0]
        : undefined;
  const path = pathOf(sized ?? node);
  return path === undefined ? undefined : { path, how: sized === undefined ? 'value' : 'size' };
}

const comparing = ['==', '!=', '<', '<=', '>', '>=', 'in'];
const testing = ['startsWith', 'endsWith', 'contains', 'matches'];

function comparedIn(node: ASTNode): readonly Compared[] {
  if (node.op === 'rcall' && testing.includes(node.args[0])) {
    const [name, receiver, args] = node.args;
    const path = pathOf(receiver);
    const how = name === 'matches' ? 'pattern' : 'text';
    return path === undefined ? [] : args.flatMap(literalOf).map((literal) => ({ path, how, literal }));
  }
  if (!comparing.includes(node.op) || !Array.isArray(node.args)) return [];
  // `as`: a comparison has two sides.
  const [left, right] = node.args as unknown as readonly [ASTNode, ASTNode];
  const sides: readonly (readonly [ASTNode, ASTNode])[] = [
    [left, right],
    [right, left],
  ];
  return sides.flatMap(([fact, other]) => {
    const found = measured(fact);
    return found === undefined ? [] : literalOf(other).map((literal) => ({ ...found, literal }));
  });
}

export const comparisonsIn = (node: ASTNode): readonly Compared[] => [...nodes(node)].flatMap(comparedIn);

/** Every text that is written in it, whatever for. */
export const wordsIn = (node: ASTNode): readonly string[] =>
  [...nodes(node)].flatMap((one) => (one.op === 'value' && typeof one.args === 'string' ? [one.args] : []));

/** Every path that it reads. */
export const pathsIn = (node: ASTNode): readonly string[] =>
  [...nodes(node)].flatMap((one) => pathOf(one) ?? []);
