/** Makes what was masked fit the published schema again: null where the schema allows it, else a value that says nothing. It refuses what it cannot make fit. */
import { isArray, isObject, type Json, type JsonObject, own } from '../../call/json.js';

const typesOf = (schema: JsonObject): readonly string[] => {
  const type = own(schema, 'type');
  if (typeof type === 'string') return [type];
  return type !== undefined && isArray(type) ? type.filter((one) => typeof one === 'string') : [];
};

const surrogates: Readonly<Record<string, string>> = {
  email: 'masked@masked.invalid',
  date: '0001-01-01',
  'date-time': '0001-01-01T00:00:00Z',
  time: '00:00:00Z',
  uri: 'masked:',
  uuid: '00000000-0000-0000-0000-000000000000',
  ipv4: '0.0.0.0',
  ipv6: '::',
};

const numberAt = (schema: JsonObject, key: string): number | undefined => {
  const value = own(schema, key);
  return typeof value === 'number' ? value : undefined;
};

/** A pattern is not run, as it is somebody else's: a text under one is taken for not fitting. */
function fitsText(text: string, schema: JsonObject): boolean {
  const length = [...text].length;
  return (
    own(schema, 'pattern') === undefined &&
    own(schema, 'format') === undefined &&
    length >= (numberAt(schema, 'minLength') ?? 0) &&
    length <= (numberAt(schema, 'maxLength') ?? Infinity)
  );
}

function fitsNumber(value: number, schema: JsonObject): boolean {
  const types = typesOf(schema);
  const isTyped =
    types.length === 0 || types.includes('number') || (types.includes('integer') && Number.isInteger(value));
  return (
    isTyped &&
    own(schema, 'multipleOf') === undefined &&
    value >= (numberAt(schema, 'minimum') ?? -Infinity) &&
    value <= (numberAt(schema, 'maximum') ?? Infinity) &&
    value > (numberAt(schema, 'exclusiveMinimum') ?? -Infinity) &&
    value < (numberAt(schema, 'exclusiveMaximum') ?? Infinity)
  );
}

const isAllowed = (value: Json, schema: JsonObject): boolean => {
  const listed = own(schema, 'enum');
  const constant = own(schema, 'const');
  return (
    (listed === undefined || (isArray(listed) && listed.includes(value))) &&
    (constant === undefined || constant === value)
  );
};

function zeroOf(schema: JsonObject): number | undefined {
  const step = numberAt(schema, 'multipleOf') ?? 1;
  const above = numberAt(schema, 'exclusiveMinimum');
  const below = numberAt(schema, 'exclusiveMaximum');
  const least = Math.max(
    numberAt(schema, 'minimum') ?? -Infinity,
    above === undefined ? -Infinity : above + step,
  );
  const most = Math.min(
    numberAt(schema, 'maximum') ?? Infinity,
    below === undefined ? Infinity : below - step,
  );
  const value = least > 0 ? Math.ceil(least / step) * step : most < 0 ? Math.floor(most / step) * step : 0;
  return value >= least && value <= most ? value : undefined;
}

/** A text of the asked length that no masked value decides. */
function textOf(schema: JsonObject): string | undefined {
  const format = own(schema, 'format');
  const plain =
    typeof format === 'string' && Object.hasOwn(surrogates, format) ? surrogates[format] : undefined;
  const least = numberAt(schema, 'minLength') ?? 0;
  const most = numberAt(schema, 'maxLength') ?? Infinity;
  if (own(schema, 'pattern') !== undefined || (format !== undefined && plain === undefined) || least > 4096)
    return undefined;
  const text = plain ?? '*'.repeat(Math.max(least, Math.min(most, 8)));
  return text.length >= least && text.length <= most ? text : undefined;
}

function emptyOf(schema: JsonObject): Json | undefined {
  const types = typesOf(schema);
  if ((types.length === 0 || types.includes('null')) && isAllowed(null, schema)) return null;
  const candidates: readonly (Json | undefined)[] = [
    types.includes('number') || types.includes('integer') ? zeroOf(schema) : undefined,
    types.includes('string') ? textOf(schema) : undefined,
    types.includes('boolean') ? false : undefined,
  ];
  return candidates.find((one) => one !== undefined && isAllowed(one, schema));
}

const known = new Set([
  ...['type', 'enum', 'const', 'minLength', 'maxLength', 'pattern', 'format', 'minimum', 'maximum'],
  ...['exclusiveMinimum', 'exclusiveMaximum', 'multipleOf', 'title', 'description', 'default', 'examples'],
]);
const alternatives = (schema: JsonObject): readonly JsonObject[] => {
  const listed = own(schema, 'anyOf') ?? own(schema, 'oneOf');
  return listed !== undefined && isArray(listed) ? listed.filter(isObject) : [];
};

function leaf(masked: Json, schema: JsonObject): Json | undefined {
  const options = alternatives(schema);
  if (options.length > 0) return options.map((one) => leaf(masked, one)).find((one) => one !== undefined);
  if (Object.keys(schema).some((key) => !known.has(key))) return undefined;
  const types = typesOf(schema);
  const isText = typeof masked === 'string' && (types.length === 0 || types.includes('string'));
  const isFit = isText ? fitsText(masked, schema) : typeof masked === 'number' && fitsNumber(masked, schema);
  if (isFit && isAllowed(masked, schema)) return masked;
  return emptyOf(schema);
}

function follow(schema: JsonObject, root: JsonObject, left = 8): JsonObject {
  const ref = own(schema, '$ref');
  if (typeof ref !== 'string' || left === 0) return schema;
  const [, place, name = ''] = /^#\/(\$defs|definitions)\/([^/]+)$/.exec(ref) ?? [];
  const all = place === undefined ? undefined : own(root, place);
  const found = all !== undefined && isObject(all) ? own(all, name) : undefined;
  return found !== undefined && isObject(found) ? follow(found, root, left - 1) : schema;
}

function schemaAt(schema: JsonObject, key: string | number, value: Json): JsonObject | undefined {
  const all = own(schema, 'properties');
  const direct =
    typeof key === 'number'
      ? own(schema, 'items')
      : all !== undefined && isObject(all) && Object.hasOwn(all, key)
        ? own(all, key)
        : own(schema, 'additionalProperties');
  const list = own(schema, 'prefixItems');
  const nth = typeof key === 'number' && list !== undefined && isArray(list) ? list[key] : undefined;
  const found = nth ?? direct;
  if (found !== undefined && isObject(found)) return found;
  const option = alternatives(schema).find((one) =>
    typesOf(one).includes(isArray(value) ? 'array' : 'object'),
  );
  return option === undefined ? undefined : schemaAt(option, key, value);
}

const misfit: unique symbol = Symbol('misfit');

function suit(
  masked: Json,
  raw: Json,
  at: { readonly schema: JsonObject; readonly root: JsonObject },
): Json | typeof misfit {
  const schema = follow(at.schema, at.root);
  if (masked === raw) return masked;
  if (isArray(masked) && isArray(raw)) {
    const items = masked.map((item, i) => inside(item, raw[i] ?? null, { ...at, schema, key: i }));
    // None of them is the mark, as has just been seen.
    return items.includes(misfit) ? misfit : (items as readonly Json[]);
  }
  if (isObject(masked) && isObject(raw)) {
    const keys = Object.keys(raw);
    const isClosed = own(schema, 'additionalProperties') === false;
    if (isClosed && Object.keys(masked).some((key, i) => key !== keys[i])) return misfit;
    const entries = Object.entries(masked).map(
      ([key, item], i) =>
        [key, inside(item, own(raw, keys[i] ?? '') ?? null, { ...at, schema, key })] as const,
    );
    // None of them is the mark, as has just been seen.
    return entries.some(([, item]) => item === misfit)
      ? misfit
      : Object.fromEntries(entries as readonly (readonly [string, Json])[]);
  }
  const fit = leaf(masked, schema);
  if (fit !== undefined) return fit;
  return typesOf(schema).includes('null') && isAllowed(null, schema) ? null : misfit;
}

function inside(
  item: Json,
  raw: Json,
  at: { readonly schema: JsonObject; readonly root: JsonObject; readonly key: string | number },
): Json | typeof misfit {
  if (item === raw) return item;
  const below = schemaAt(at.schema, at.key, raw);
  return below === undefined ? item : suit(item, raw, { schema: below, root: at.root });
}

/** Null when nothing fits: the whole of it is withheld then. */
export function fits(masked: Json, raw: Json, schema: JsonObject): Json {
  const found = suit(masked, raw, { schema, root: schema });
  return found === misfit ? null : found;
}
