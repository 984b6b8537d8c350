/** The parser's tree as plain JSON: one key a node, its tag. It understands no statement and trusts no shape it has not looked at. */
import { isArray, isObject, type Json, type JsonObject, own } from '../../../../call/json.js';
import { once } from '../../../../once.js';

export type Node = Json | undefined;
export interface Tagged {
  readonly tag: string;
  readonly body: JsonObject;
}

const nothing: JsonObject = {};

/** `{ ColumnRef: { … } }`; the tag is '' for anything else. */
export function tagged(node: Node): Tagged {
  if (node === undefined || !isObject(node)) return { tag: '', body: nothing };
  const keys = Object.keys(node);
  const [tag = ''] = keys;
  const body = own(node, tag);
  const isNode = keys.length === 1 && /^[A-Z]/.test(tag) && body !== undefined && isObject(body);
  return isNode ? { tag, body } : { tag: '', body: nothing };
}

export const bodyOf = (node: Node, tag: string): JsonObject | undefined => {
  const found = tagged(node);
  return found.tag === tag ? found.body : undefined;
};

export const part = (body: JsonObject, name: string): JsonObject | undefined => {
  const value = own(body, name);
  return value !== undefined && isObject(value) ? value : undefined;
};

export const list = (body: JsonObject | undefined, name: string): readonly Json[] => {
  const value = body === undefined ? undefined : own(body, name);
  return value !== undefined && isArray(value) ? value : [];
};

export const text = (body: JsonObject | undefined, name: string): string => {
  const value = body === undefined ? undefined : own(body, name);
  return typeof value === 'string' ? value : '';
};

export const isTrue = (body: JsonObject, name: string): boolean => own(body, name) === true;
export const has = (body: JsonObject, name: string): boolean => own(body, name) !== undefined;

export const textIn = (node: Node): string => text(bodyOf(node, 'String'), 'sval');
/** The texts of String nodes. */
export const texts = (nodes: readonly Json[]): readonly string[] => nodes.map(textIn);

export const itemsOf = (node: Node): readonly Json[] => list(bodyOf(node, 'List'), 'items');

const isPlace = (name: string): boolean =>
  name === 'location' || name.endsWith('_location') || name.startsWith('list_');

type Part = readonly [name: string, value: Json];

const partsOf = (node: JsonObject | readonly Json[]): readonly Part[] =>
  Object.entries(node).filter(([name]) => !isPlace(name));

/** The same expression wherever it stands. It calls nothing again and again, as trees may be deep. */
export function isSame(one: Node, other: Node): boolean {
  const waiting: (readonly [Node, Node])[] = [[one, other]];
  for (let pair = waiting.pop(); pair !== undefined; pair = waiting.pop()) {
    const [left = null, right = null] = pair;
    if (left === right) continue;
    if (left === null || right === null || typeof left !== 'object' || typeof right !== 'object')
      return false;
    const [mine, theirs] = [partsOf(left), partsOf(right)];
    if (isArray(left) !== isArray(right) || mine.length !== theirs.length) return false;
    for (const [at, [name, value]] of mine.entries()) {
      const [same, facing] = theirs[at] ?? ['', null];
      if (same !== name) return false;
      waiting.push([value, facing]);
    }
  }
  return true;
}

/** Whoever goes down a tree by calling itself goes no further: a tree may be deeper than a stack. */
export const deepest = 400;

/** Every tagged node below, itself included; none that `stops`. */
export function* below(node: Node, stops: (found: Tagged) => boolean = () => false): Generator<Tagged> {
  const waiting: Node[] = [node];
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (next === undefined || next === null || typeof next !== 'object') continue;
    if (isArray(next)) {
      waiting.push(...next);
      continue;
    }
    const found = tagged(next);
    if (found.tag !== '' && stops(found)) continue;
    if (found.tag !== '') yield found;
    if (isObject(next)) waiting.push(...Object.values(found.tag === '' ? next : found.body));
  }
}

/** The tables and views that are named below, without their schemas. */
export const namesIn = (node: Node): ReadonlySet<string> =>
  new Set([...below(node)].flatMap(({ tag, body }) => (tag === 'RangeVar' ? [text(body, 'relname')] : [])));

export const statementsIn = (tree: Node): readonly { readonly stmt: Node }[] => {
  const root = tree !== undefined && isObject(tree) ? tree : undefined;
  return list(root, 'stmts').map((one) => ({ stmt: isObject(one) ? own(one, 'stmt') : undefined }));
};

export interface Calling {
  readonly names: readonly string[];
  readonly body: JsonObject;
}

const callsOf = once((node: object & Json): readonly Calling[] => {
  const calls: Calling[] = [];
  for (const { tag, body } of below(node))
    if (tag === 'FuncCall') calls.push({ names: texts(list(body, 'funcname')), body });
  return calls;
});

/** Every call below; a tree never changes. */
export const callsIn = (node: Node): readonly Calling[] =>
  typeof node === 'object' && node !== null ? callsOf(node) : [];
