/** Weighs a condition from its syntax alone. It shares no code with the evaluator that the kernel decides by, and says `unclear` to what it does not know. */
import type { ASTNode } from '../policy/cel.js';
import { methodOf } from './methods.js';
import { addition, compared, contained, type Found, fieldOf, isLost, sum, unclear, wrong } from './values.js';

/** What each name stands for, the innermost first. */
export interface Scope {
  readonly names: Readonly<Record<string, unknown>>;
  readonly outer: Scope | undefined;
}

function lookUp(scope: Scope | undefined, name: string): Found {
  if (scope === undefined) return unclear;
  return Object.hasOwn(scope.names, name) ? scope.names[name] : lookUp(scope.outer, name);
}

/** What is asked beside the answer: what would be if one part said something else, and what was compared with what. */
export interface Watching {
  readonly forced?: { readonly node: ASTNode; readonly to: boolean };
  readonly saw?: (node: ASTNode, left: Found, right: Found) => void;
}

interface Asking extends Watching {
  readonly scope: Scope;
}

/** Either side may settle it, whatever came of the other: a lost side counts only where the other does not decide. */
function settled(node: ASTNode & { op: '&&' | '||' }, asking: Asking): Found {
  const decisive = node.op === '||';
  const sides = node.args.map((side) => foundOf(side, asking));
  if (sides.includes(decisive)) return decisive;
  return lostOf(sides) ?? (sides.every((side) => side === !decisive) ? !decisive : wrong);
}

const lostOf = (found: readonly Found[]): Found | undefined =>
  found.includes(unclear) ? unclear : found.includes(wrong) ? wrong : undefined;

const negated = (found: Found): Found => {
  if (isLost(found)) return found;
  return typeof found === 'boolean' ? !found : wrong;
};

function chosen([when, then, otherwise]: readonly ASTNode[], asking: Asking): Found {
  if (when === undefined || then === undefined || otherwise === undefined) return unclear;
  const found = foundOf(when, asking);
  if (typeof found !== 'boolean') return isLost(found) ? found : wrong;
  return foundOf(found ? then : otherwise, asking);
}

/** Operators of two values that are both there. */
function operated(node: ASTNode, asking: Asking): Found {
  if (!Array.isArray(node.args)) return unclear;
  // `as`: what is not one of the forms above has its two sides as arguments, or is not known here.
  const [left, right] = (node.args as readonly ASTNode[]).map((side) => foundOf(side, asking));
  const lost = lostOf([left, right]);
  if (lost !== undefined) return lost;
  asking.saw?.(node, left, right);
  switch (node.op) {
    case '==':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return compared(node.op, left, right);
    case 'in':
      return contained(left, right);
    case '+':
      return addition(left, right);
    case '-':
    case '*':
      return sum(node.op, left, right);
    default:
      return unclear;
  }
}

const within = ({ forced, saw, scope }: Asking, variable: string, value: unknown): Asking => ({
  ...(forced === undefined ? {} : { forced }),
  ...(saw === undefined ? {} : { saw }),
  scope: { names: { [variable]: value }, outer: scope },
});

/** `all` and `exists` are settled by one element; the others need them all. */
function folded(name: string, list: readonly unknown[], each: (value: unknown) => Found): Found {
  const found = list.map(each);
  if (name === 'exists' || name === 'all') {
    const decisive = name === 'exists';
    if (found.includes(decisive)) return decisive;
    return lostOf(found) ?? !decisive;
  }
  const lost = lostOf(found);
  if (lost !== undefined) return lost;
  if (name === 'exists_one') return found.filter((one) => one === true).length === 1;
  return name === 'map' ? found : list.filter((_, at) => found[at] === true);
}

const macros = ['exists', 'all', 'exists_one', 'filter', 'map'];

function called(node: ASTNode & { op: 'rcall' }, asking: Asking): Found {
  const [name, receiver, args] = node.args;
  const [first, second, third] = args;
  if (name === 'bind' && first?.op === 'id' && second !== undefined && third !== undefined)
    return foundOf(third, within(asking, first.args, foundOf(second, asking)));
  const held = foundOf(receiver, asking);
  if (isLost(held)) return held;
  if (macros.includes(name) && first?.op === 'id' && second !== undefined && third === undefined)
    return Array.isArray(held)
      ? folded(name, held, (value) => foundOf(second, within(asking, first.args, value)))
      : unclear;
  const given = args.map((arg) => foundOf(arg, asking));
  const lost = lostOf(given);
  if (lost !== undefined) return lost;
  if (given[0] !== undefined) asking.saw?.(node, held, given[0]);
  return methodOf(name, held, given);
}

function applied(node: ASTNode & { op: 'call' }, asking: Asking): Found {
  const [name, [first]] = node.args;
  if (first === undefined) return unclear;
  const found = foundOf(first, asking);
  if (name === 'has') return found === wrong ? false : found === unclear ? unclear : true;
  return isLost(found) ? found : methodOf(name, found, []);
}

const literal = (value: unknown): Found => (typeof value === 'bigint' ? Number(value) : value);

function foundOf(node: ASTNode, asking: Asking): Found {
  if (asking.forced?.node === node) return asking.forced.to;
  switch (node.op) {
    case 'value':
      return literal(node.args);
    case 'id':
      return lookUp(asking.scope, node.args);
    case '.':
      return fieldOf(foundOf(node.args[0], asking), node.args[1]);
    case '[]':
      return fieldOf(foundOf(node.args[0], asking), foundOf(node.args[1], asking));
    case 'list': {
      const found = node.args.map((one) => foundOf(one, asking));
      return lostOf(found) ?? found;
    }
    case '&&':
    case '||':
      return settled(node, asking);
    case '!_':
      return negated(foundOf(node.args, asking));
    case '-_':
      return sum('-', 0, foundOf(node.args, asking));
    case '?:':
      return chosen(node.args, asking);
    case 'rcall':
      return called(node, asking);
    case 'call':
      return applied(node, asking);
    default:
      return operated(node, asking);
  }
}

export type Answer = boolean | 'error' | 'unclear';

export function weigh(node: ASTNode, scope: Scope, watching: Watching = {}): Answer {
  const found = foundOf(node, { ...watching, scope });
  if (found === unclear) return 'unclear';
  return typeof found === 'boolean' ? found : 'error';
}
