/** One text for one value: keys sorted by code unit, no white space. For digests of values that two parties must agree on. */
import { isArray, isObject, type Json } from './json.js';

export function canonical(value: Json): string {
  if (isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key] ?? null)}`).join(',')}}`;
}
