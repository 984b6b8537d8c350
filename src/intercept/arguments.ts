/** Whether a call's arguments fit the tool's schema. It names arguments, never values, and knows a small subset of JSON Schema. */
import { isArray, isObject, type Json, type JsonObject, own } from '../call/json.js';
import type { Argument, Tool } from '../manifest/manifest.js';
import { mostText, textIn } from './parameters.js';

const typeOf = (value: Json): string => {
  if (value === null) return 'null';
  if (isArray(value)) return 'array';
  return typeof value;
};

const fitsType = (value: Json, type: string): boolean =>
  type === 'integer'
    ? typeof value === 'number' && Number.isSafeInteger(value)
    : type === 'number'
      ? typeof value === 'number' && Number.isFinite(value)
      : typeOf(value) === type;

const numberOf = (schema: JsonObject, word: string): number | undefined => {
  const limit = own(schema, word);
  return typeof limit === 'number' ? limit : undefined;
};

const within = (size: number, least: number | undefined, most: number | undefined): boolean =>
  size >= (least ?? -Infinity) && size <= (most ?? Infinity);

function typeProblem(value: Json, schema: JsonObject): string | undefined {
  const declared = own(schema, 'type');
  if (declared === undefined) return undefined;
  const types = isArray(declared) ? declared : [declared];
  const fits = types.some((type) => typeof type === 'string' && fitsType(value, type));
  return fits ? undefined : `is not ${types.filter((type) => typeof type === 'string').join(' or ')}`;
}

function sizeProblem(value: Json, schema: JsonObject): string | undefined {
  const limit = (word: string): number | undefined => numberOf(schema, word);
  if (typeof value === 'number' && !within(value, limit('minimum'), limit('maximum')))
    return 'is out of range';
  if (typeof value === 'string' && !within([...value].length, limit('minLength'), limit('maxLength')))
    return 'is too long or too short';
  if (isArray(value) && !within(value.length, limit('minItems'), limit('maxItems')))
    return 'has too many or too few items';
  return undefined;
}

/** Enumerated values are compared as JSON; objects never equal. */
const isListed = (value: Json, list: readonly Json[]): boolean =>
  typeof value === 'object' && value !== null ? false : list.includes(value);

function problemOf(value: Json, schema: JsonObject, depth = 0): string | undefined {
  if (depth > 16) return 'is nested too deeply';
  const type = typeProblem(value, schema) ?? sizeProblem(value, schema);
  if (type !== undefined) return type;
  const list = own(schema, 'enum');
  if (list !== undefined && isArray(list) && !isListed(value, list)) return 'is not one of the listed values';
  const constant = own(schema, 'const');
  if (constant !== undefined && constant !== value) return 'is not the fixed value';
  const items = own(schema, 'items');
  if (!isArray(value) || items === undefined || !isObject(items)) return undefined;
  const bad = value.map((item) => problemOf(item, items, depth + 1)).find((found) => found !== undefined);
  return bad === undefined ? undefined : `has an item that ${bad}`;
}

/** INVARIANT: what a reading cannot see must be too short to make an answer grow past a bound. */
const parameterProblem = ({ readsAs }: Argument, value: Json): string | undefined =>
  readsAs === 'parameters' && isArray(value) && textIn(value) > mostText
    ? `holds more than ${mostText} characters`
    : undefined;

const check = (argument: Argument, args: JsonObject): string | undefined => {
  const value = own(args, argument.name);
  if (value === undefined) return argument.isRequired ? `\`${argument.name}\` is required` : undefined;
  const problem = problemOf(value, argument.schema) ?? parameterProblem(argument, value);
  return problem === undefined ? undefined : `\`${argument.name}\` ${problem}`;
};

/** All problems at once. A name that the schema does not have is the agent's own text, so it is counted and not repeated. */
export function validateArguments(tool: Tool, args: JsonObject): string[] {
  // A value of the manifest's own is not the agent's to give: under its name anything is unknown.
  const asked = tool.arguments.filter((argument) => argument.value === undefined);
  const names = new Set(asked.map((argument) => argument.name));
  const unknown = Object.keys(args).filter((name) => !names.has(name)).length;
  const problems = asked.flatMap((argument) => check(argument, args) ?? []);
  return unknown === 0 ? problems : [...problems, `${unknown} unknown argument${unknown === 1 ? '' : 's'}`];
}
