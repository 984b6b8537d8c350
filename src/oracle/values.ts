/** What a part of a condition comes to, as the oracle has it. Two values that it cannot compare are `unclear`, never equal or unequal by chance. */

/** The evaluator would say error. */
export const wrong: unique symbol = Symbol('wrong');
/** The oracle does not know. */
export const unclear: unique symbol = Symbol('unclear');

/** A value, or one of the two marks above. */
export type Found = unknown;

export const isLost = (found: Found): boolean => found === wrong || found === unclear;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function fieldOf(holder: Found, name: Found): Found {
  if (isLost(holder)) return holder;
  if (isLost(name)) return name;
  if (Array.isArray(holder) && typeof name === 'number') {
    const list: readonly unknown[] = holder;
    return Number.isInteger(name) && name >= 0 && name < list.length ? list[name] : wrong;
  }
  if (!isRecord(holder) || typeof name !== 'string') return wrong;
  return Object.hasOwn(holder, name) ? holder[name] : wrong;
}

const ordered = (a: unknown, b: unknown): boolean =>
  (typeof a === 'number' && typeof b === 'number') || (typeof a === 'string' && typeof b === 'string');

const isPlain = (value: unknown): boolean =>
  value === null || ['string', 'number', 'boolean'].includes(typeof value);

/** Lists one by one; what holds fields is not compared here. */
function same(a: unknown, b: unknown): boolean | typeof unclear {
  if (Array.isArray(a) && Array.isArray(b)) {
    const [left, right]: [readonly unknown[], readonly unknown[]] = [a, b];
    const each = left.map((one, at) => same(one, right[at]));
    if (left.length !== right.length) return false;
    return each.includes(unclear) ? unclear : !each.includes(false);
  }
  return isPlain(a) && isPlain(b) ? a === b : unclear;
}

type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>=';

export function compared(op: Comparison, a: unknown, b: unknown): Found {
  if (op === '==' || op === '!=') {
    const equal = same(a, b);
    return equal === unclear ? unclear : equal === (op === '==');
  }
  if (!ordered(a, b)) return wrong;
  // `as`: two numbers or two texts, as was just seen; both are ordered alike.
  const [left, right] = [a, b] as [number, number];
  if (op === '<') return left < right;
  if (op === '<=') return left <= right;
  return op === '>' ? left > right : left >= right;
}

export function contained(value: unknown, holder: unknown): Found {
  if (isRecord(holder)) return typeof value === 'string' ? Object.hasOwn(holder, value) : wrong;
  if (!Array.isArray(holder)) return wrong;
  const found = holder.map((one) => same(value, one));
  if (found.includes(true)) return true;
  return found.includes(unclear) ? unclear : false;
}

export function addition(a: unknown, b: unknown): Found {
  if (typeof a === 'string' && typeof b === 'string') return a + b;
  if (Array.isArray(a) && Array.isArray(b)) return [...a, ...b];
  return typeof a === 'number' && typeof b === 'number' ? a + b : wrong;
}

export function sum(op: '-' | '*', a: unknown, b: unknown): Found {
  if (isLost(b)) return b;
  if (typeof a !== 'number' || typeof b !== 'number') return wrong;
  return op === '-' ? a - b : a * b;
}
