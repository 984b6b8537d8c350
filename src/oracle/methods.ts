/** The functions and methods of a condition that the oracle knows. Any other is `unclear`: it is told, not guessed. */
import { linear } from '../policy/cel.js';
import { type Found, unclear, wrong } from './values.js';

const sizeOf = (value: unknown): Found => {
  if (typeof value === 'string') return [...value].length;
  if (Array.isArray(value)) return value.length;
  return typeof value === 'object' && value !== null ? Object.keys(value).length : wrong;
};

type Test = (text: string, other: string) => boolean;

const tests: Readonly<Record<string, Test>> = {
  startsWith: (text, other) => text.startsWith(other),
  endsWith: (text, other) => text.endsWith(other),
  contains: (text, other) => text.includes(other),
  matches: linear,
};

const changes: Readonly<Record<string, (text: string) => string>> = {
  lowerAscii: (text) => text.replace(/[A-Z]/g, (sign) => sign.toLowerCase()),
  upperAscii: (text) => text.replace(/[a-z]/g, (sign) => sign.toUpperCase()),
  trim: (text) => text.trim(),
};

const named = <T>(table: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;

export function methodOf(name: string, held: unknown, [first]: readonly Found[]): Found {
  if (name === 'size' && first === undefined) return sizeOf(held);
  const test = named(tests, name);
  if (test !== undefined) {
    if (typeof held !== 'string') return wrong;
    return typeof first === 'string' ? test(held, first) : unclear;
  }
  const change = named(changes, name);
  return change !== undefined && first === undefined && typeof held === 'string' ? change(held) : unclear;
}
