/** Finds the headings of rows that stand apart from them, and rows that stand beside theirs, in the shapes that drivers print. It refuses to tell which headings say something. */
import { isArray, isObject, type Json, type JsonObject, own } from '../../../call/json.js';

/** A value that a driver wraps: `{"v": 1}`, `{"VarCharValue": "1"}`. */
function unwrapped(value: Json): Json {
  if (!isObject(value)) return value;
  const [only, ...others] = Object.values(value);
  return only === undefined || others.length > 0 ? value : only;
}

const valueKeys = ['value', 'val', 'values', 'v', 'data', 'text', 'content'];
const nameKeys = ['name', 'column', 'column_name', 'columnName', 'field', 'key', 'label', 'attribute'];

function nameOf(value: Json): string | undefined {
  const plain = unwrapped(value);
  if (typeof plain === 'string') return plain;
  // One that says its value as well is a cell.
  if (!isObject(plain) || valueKeys.some((key) => Object.hasOwn(plain, key))) return undefined;
  const named = nameKeys.map((key) => own(plain, key)).find((name) => typeof name === 'string');
  return typeof named === 'string' ? named : undefined;
}

/** The names that a list is of; undefined where one of them is none. */
export function namesIn(value: readonly Json[]): readonly string[] | undefined {
  const names = value.flatMap((one) => nameOf(one) ?? []);
  return names.length > 0 && names.length === value.length ? names : undefined;
}

/** Every list of names in a value, and in the texts of it that `parse` makes one of. */
export function* headingsIn(
  value: Json,
  parse: (text: string) => Json | undefined,
): Generator<readonly string[]> {
  if (typeof value === 'string') {
    const inner = parse(value);
    if (typeof inner === 'object') yield* headingsIn(inner, parse);
  } else if (isArray(value)) {
    const names = namesIn(value);
    if (names !== undefined) yield names;
    for (const item of value) yield* headingsIn(item, parse);
  } else if (isObject(value)) for (const item of Object.values(value)) yield* headingsIn(item, parse);
}

/** A list of wrapped values: a row, wherever it stands. */
export const isWrappedRow = (value: readonly Json[]): boolean =>
  value.every((one) => {
    const plain = unwrapped(one);
    return isObject(one) && !isObject(plain) && !isArray(plain);
  });

/** `{"name": "email", "value": …}`: the name that an object gives, and the members that stand under it. */
export function pairIn(
  value: JsonObject,
): { readonly name: string; readonly keys: readonly string[] } | undefined {
  const keys = valueKeys.filter((key) => Object.hasOwn(value, key));
  if (keys.length === 0) return undefined;
  const name = nameKeys.map((key) => own(value, key)).find((one) => typeof one === 'string');
  return typeof name === 'string' ? { name, keys } : undefined;
}
