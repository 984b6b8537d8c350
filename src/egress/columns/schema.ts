/** Whether a value is one of a JSON Schema, as far as masking asks. It refuses what takes it too many steps; patterns and formats are somebody else's, and it runs none. */
import { isArray, isObject, type Json, type JsonObject, own } from '../../call/json.js';

/** The schema that names are looked up in, and how much may still be asked of it. */
export interface Asked {
  readonly root: JsonObject;
  steps: number;
  /** How far names may still lead, one through the other. */
  depth: number;
  /** No text has to be of two patterns, nor of none of them. */
  readonly readsPatterns: boolean;
}

/** As much as a result of some ten thousand members asks of its schema. */
export const asking = (root: JsonObject): Asked => ({
  ...{ root, steps: 1_000_000, depth: 400 },
  readsPatterns: !/"(?:allOf|oneOf|not)":/.test(JSON.stringify(root)),
});

/** Asks one thing more; `enough` where it has been asked enough. */
export function further<T>(asked: Asked, enough: T, ask: () => T): T {
  asked.steps -= 1;
  if (asked.steps <= 0 || asked.depth <= 0) return enough;
  asked.depth -= 1;
  const answer = ask();
  asked.depth += 1;
  return answer;
}

export const typesOf = (schema: JsonObject): readonly string[] => {
  const type = own(schema, 'type');
  if (typeof type === 'string') return [type];
  return type !== undefined && isArray(type) ? type.filter((one) => typeof one === 'string') : [];
};

export const numberAt = (schema: JsonObject, key: string): number | undefined => {
  const value = own(schema, key);
  return typeof value === 'number' ? value : undefined;
};

const same = (one: Json, other: Json): boolean =>
  one === other || (typeof one === 'object' && JSON.stringify(one) === JSON.stringify(other));

export const isAllowed = (value: Json, schema: JsonObject): boolean => {
  const listed = own(schema, 'enum');
  const constant = own(schema, 'const');
  return (
    (listed === undefined || (isArray(listed) && listed.some((one) => same(one, value)))) &&
    (constant === undefined || same(constant, value))
  );
};

/** What a `$ref` into the schema itself names; undefined of one that leads elsewhere or nowhere. */
export function referred(schema: JsonObject, root: JsonObject): Json | undefined {
  const ref = own(schema, '$ref');
  if (typeof ref !== 'string') return undefined;
  if (ref === '#') return root;
  const [, place, name = ''] = /^#\/(\$defs|definitions)\/([^/]+)$/.exec(ref) ?? [];
  const all = place === undefined ? undefined : own(root, place);
  return all !== undefined && isObject(all) ? own(all, name) : undefined;
}

export const listAt = (schema: JsonObject, key: string): readonly Json[] => {
  const value = own(schema, key);
  return value !== undefined && isArray(value) ? value : [];
};

/** What the schema's own words say of a member; undefined where they say nothing. */
export function memberAt(schema: JsonObject, key: string | number): Json | undefined {
  if (typeof key === 'number') return listAt(schema, 'prefixItems')[key] ?? own(schema, 'items');
  const all = own(schema, 'properties');
  const named = all !== undefined && isObject(all) && Object.hasOwn(all, key) ? own(all, key) : undefined;
  return named ?? own(schema, 'additionalProperties');
}

const isBetween = (size: number, schema: JsonObject, unit: 'Length' | 'Items' | 'Properties'): boolean =>
  size >= (numberAt(schema, `min${unit}`) ?? 0) && size <= (numberAt(schema, `max${unit}`) ?? Infinity);

const isMultiple = (value: number, step: number | undefined): boolean => {
  if (step === undefined) return true;
  const times = value / step;
  return Math.abs(times - Math.round(times)) <= 1e-9 * Math.max(1, Math.abs(times));
};

const fitsNumber = (value: number, schema: JsonObject): boolean =>
  value >= (numberAt(schema, 'minimum') ?? -Infinity) &&
  value <= (numberAt(schema, 'maximum') ?? Infinity) &&
  value > (numberAt(schema, 'exclusiveMinimum') ?? -Infinity) &&
  value < (numberAt(schema, 'exclusiveMaximum') ?? Infinity) &&
  isMultiple(value, numberAt(schema, 'multipleOf'));

function typeOf(value: Json): string {
  if (value === null) return 'null';
  if (isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
}

function isTyped(value: Json, schema: JsonObject): boolean {
  const types = typesOf(schema);
  const type = typeOf(value);
  return types.length === 0 || types.includes(type) || (type === 'integer' && types.includes('number'));
}

function fitsItself(value: Json, schema: JsonObject, asked: Asked): boolean {
  if (!isTyped(value, schema) || !isAllowed(value, schema)) return false;
  if (typeof value === 'number') return fitsNumber(value, schema);
  if (typeof value === 'string') return isBetween([...value].length, schema, 'Length');
  if (isArray(value))
    return (
      isBetween(value.length, schema, 'Items') &&
      value.every((item, at) => accepts(item, memberAt(schema, at), asked))
    );
  if (value === null || typeof value !== 'object') return true;
  return (
    isBetween(Object.keys(value).length, schema, 'Properties') &&
    listAt(schema, 'required').every((key) => typeof key === 'string' && Object.hasOwn(value, key)) &&
    Object.entries(value).every(([key, item]) => accepts(item, memberAt(schema, key), asked))
  );
}

function fitsTogether(value: Json, schema: JsonObject, asked: Asked): boolean {
  const fits = (one: Json): boolean => accepts(value, one, asked);
  const [any, one, not] = [listAt(schema, 'anyOf'), listAt(schema, 'oneOf'), own(schema, 'not')];
  return (
    accepts(value, referred(schema, asked.root), asked) &&
    listAt(schema, 'allOf').every(fits) &&
    (any.length === 0 || any.some(fits)) &&
    (one.length === 0 || one.filter(fits).length === 1) &&
    (not === undefined || !fits(not))
  );
}

/** Words of a schema that nobody here knows say nothing: whoever changes a value under one asks `isKnown` first. */
export function accepts(value: Json, schema: Json | undefined, asked: Asked): boolean {
  if (schema === undefined || !isObject(schema)) return schema !== false;
  return further(asked, false, () => fitsItself(value, schema, asked) && fitsTogether(value, schema, asked));
}

const known = new Set([
  ...['type', 'enum', 'const', 'minLength', 'maxLength', 'pattern', 'format', 'minimum', 'maximum'],
  ...['exclusiveMinimum', 'exclusiveMaximum', 'multipleOf', 'title', 'description', 'default', 'examples'],
  ...['properties', 'required', 'additionalProperties', 'minProperties', 'maxProperties', 'prefixItems'],
  ...['items', 'minItems', 'maxItems', 'anyOf', 'oneOf', 'allOf', 'not', '$ref', '$defs', 'definitions'],
  ...['$schema', '$id', '$comment', 'deprecated', 'readOnly', 'writeOnly'],
]);
const isReadable = (schema: JsonObject, root: JsonObject): boolean =>
  (own(schema, '$ref') === undefined || referred(schema, root) !== undefined) &&
  !isArray(own(schema, 'items') ?? null);

export const isKnown = (schema: JsonObject, root: JsonObject): boolean =>
  Object.keys(schema).every((key) => known.has(key)) && isReadable(schema, root);
