// A second opinion on strict JSON, by another way: a parser that keeps every member it meets, and questions asked of the tree. It shares no line with what it checks.
type Tree =
  | { readonly kind: 'list'; readonly items: readonly Tree[] }
  | { readonly kind: 'object'; readonly members: readonly (readonly [string, Tree])[] }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'number'; readonly digits: string }
  | { readonly kind: 'word' };

const TOKEN =
  /[ \t\n\r]*(?:([{}[\]:,])|("(?:[^"\\\u0000-\u001f]|\\["\\/bfnrt]|\\u[0-9a-fA-F]{4})*")|(-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?)|(true|false|null))/y;

class NotJson extends Error {}

function tokensOf(text: string): readonly string[] {
  const found: string[] = [];
  let at = 0;
  while (/[^ \t\n\r]/.test(text.slice(at))) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(text);
    if (match === null) throw new NotJson();
    found.push(match.slice(1).find((part) => part !== undefined) ?? '');
    at = TOKEN.lastIndex;
  }
  return found;
}

/** The tree, and how deep it is. */
function treeOf(tokens: readonly string[]): Tree {
  let at = 0;
  const next = (): string => tokens[at++] ?? '';
  const string = (token: string): string => {
    if (!token.startsWith('"')) throw new NotJson();
    return JSON.parse(token) as string;
  };
  const several = <T>(close: string, one: () => T): T[] => {
    const all: T[] = [];
    if (tokens[at] === close) {
      at++;
      return all;
    }
    for (;;) {
      all.push(one());
      const token = next();
      if (token === close) return all;
      if (token !== ',') throw new NotJson();
    }
  };
  const member = (): readonly [string, Tree] => {
    const key = string(next());
    if (next() !== ':') throw new NotJson();
    return [key, tree()];
  };
  const tree = (): Tree => {
    const token = next();
    if (token === '{') return { kind: 'object', members: several('}', member) };
    if (token === '[') return { kind: 'list', items: several(']', tree) };
    if (token.startsWith('"')) return { kind: 'text', value: string(token) };
    if (/^[-0-9]/.test(token)) return { kind: 'number', digits: token };
    if (token === 'true' || token === 'false' || token === 'null') return { kind: 'word' };
    throw new NotJson();
  };
  const whole = tree();
  if (at !== tokens.length) throw new NotJson();
  return whole;
}

const children = (tree: Tree): readonly Tree[] =>
  tree.kind === 'list' ? tree.items : tree.kind === 'object' ? tree.members.map(([, value]) => value) : [];
const depthOf = (tree: Tree): number =>
  tree.kind === 'list' || tree.kind === 'object' ? 1 + Math.max(0, ...children(tree).map(depthOf)) : 0;
const all = (tree: Tree): readonly Tree[] => [tree, ...children(tree).flatMap(all)];

const isWhole = (text: string): boolean => [...text].every((one) => !/^[\ud800-\udfff]$/.test(one));
const alike = (key: string): string => key.normalize('NFKC').toUpperCase().toLowerCase();

function keysAreFine(keys: readonly string[], isAgent: boolean): boolean {
  const counted = isAgent ? keys.map(alike) : keys;
  if (new Set(counted).size !== keys.length) return false;
  const reserved = isAgent ? ['__proto__', 'constructor', 'prototype'] : ['__proto__'];
  if (counted.some((key) => reserved.includes(key))) return false;
  const banned = isAgent
    ? /\p{Cc}|\p{Cf}|[\u2028\u2029]/u
    : /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/;
  return keys.every((key) => isWhole(key) && !banned.test(key));
}

/** By whole numbers of any size, not by what a double makes of them. */
function numberIsFine(digits: string, isAgent: boolean): boolean {
  const value = Number(digits);
  if (Math.abs(value) === Number.POSITIVE_INFINITY) return false;
  const isInteger = value === Math.trunc(value);
  if (!isAgent) return !/^-?[0-9]+$/.test(digits) || BigInt(digits) ** 2n < 2n ** 106n;
  if (isInteger && Math.abs(value) >= 2 ** 53) return false;
  const mantissa = digits.split(/[eE]/)[0] ?? '';
  return value !== 0 || (!digits.startsWith('-') && !/[1-9]/.test(mantissa));
}

/** Whether a text has one reading. */
export function isStrict(text: string, who: 'agent' | 'system'): boolean {
  const isAgent = who === 'agent';
  try {
    const tree = treeOf(tokensOf(text));
    const nodes = all(tree);
    if (depthOf(tree) > 64 || (isAgent && nodes.length > 10_000)) return false;
    return nodes.every((node) => {
      if (node.kind === 'object')
        return keysAreFine(
          node.members.map(([key]) => key),
          isAgent,
        );
      if (node.kind === 'number') return numberIsFine(node.digits, isAgent);
      return node.kind !== 'text' || isWhole(node.value);
    });
  } catch (problem) {
    if (problem instanceof NotJson) return false;
    throw problem;
  }
}
