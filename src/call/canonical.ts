/** One text for one value: keys sorted by code unit, no white space. For digests of values that two parties must agree on. */
import { isArray, isObject, type Json } from './json.js';

/** It has one spelling already. */
const isKeyless = (value: Json): boolean => (isArray(value) ? value.every(isKeyless) : !isObject(value));

export function canonical(value: Json): string {
  if (isKeyless(value)) return JSON.stringify(value);
  if (isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key] ?? null)}`).join(',')}}`;
}
