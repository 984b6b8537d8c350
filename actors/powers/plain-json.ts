/** Whether what an agent sent is plain JSON of a sane size. It refuses keys that reach a prototype, depth, bulk and numbers that JSON.parse bent. */
import type { JsonObject } from '../../src/call/json.js';
import { asObject } from './raw-result.js';

const DEPTH = 64;
const NODES = 10_000;
const reaching = new Set(['__proto__', 'constructor', 'prototype']);

/** An integer past 2^53 was rounded when it was parsed: what would be decided on is not what was sent. */
const isExact = (value: number): boolean =>
  Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value));

function isPlain(value: unknown, depth: number, left: { nodes: number }): boolean {
  left.nodes--;
  if (left.nodes < 0) return false;
  if (typeof value === 'number') return isExact(value);
  if (typeof value !== 'object' || value === null) return true;
  if (depth === 0) return false;
  if (Array.isArray(value)) return value.every((item) => isPlain(item, depth - 1, left));
  return Object.entries(value).every(([key, item]) => !reaching.has(key) && isPlain(item, depth - 1, left));
}

/** The arguments of a call; absent means none. Undefined when they are refused. */
export function plainArguments(value: unknown): JsonObject | undefined {
  if (value === undefined) return {};
  const args = asObject(value);
  return args !== undefined && isPlain(args, DEPTH, { nodes: NODES }) ? args : undefined;
}
