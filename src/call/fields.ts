/** What stands in JSON that somebody else wrote, read as what it ought to be. It trusts nothing: what is not of its form is as if it were not there. */
import { isArray, isObject, type Json, type JsonObject, own } from './json.js';

export const text = (value: Json | undefined): string => (typeof value === 'string' ? value : '');
export const inner = (body: JsonObject, name: string): JsonObject => {
  const found = own(body, name);
  return found !== undefined && isObject(found) ? found : {};
};
export const texts = (value: Json | undefined): readonly string[] =>
  value !== undefined && isArray(value) ? value.filter((one) => typeof one === 'string') : [];
export const objects = (value: Json | undefined): readonly JsonObject[] =>
  value !== undefined && isArray(value) ? value.filter(isObject) : [];
export const whole = (value: Json | undefined): number => (Number.isSafeInteger(value) ? Number(value) : 0);
