/** A value that fits what a manifest says of an argument. Undefined where it knows none: then the call is left out. */
import { isArray, type Json, type JsonObject, own } from '../call/json.js';
import type { Argument, Tool } from '../manifest/manifest.js';

const numberIn = (schema: JsonObject, name: string): number | undefined => {
  const found = own(schema, name);
  return typeof found === 'number' ? found : undefined;
};

function ofType(schema: JsonObject): Json | undefined {
  const least = numberIn(schema, 'minimum') ?? Math.min(1, numberIn(schema, 'maximum') ?? 1);
  switch (own(schema, 'type')) {
    case 'string':
      return 'x'.repeat(Math.max(1, numberIn(schema, 'minLength') ?? 1));
    case 'integer':
    case 'number':
      return Math.ceil(least);
    case 'boolean':
      return false;
    case 'array':
      return [];
    default:
      return undefined;
  }
}

export function sampleOf({ schema }: Pick<Argument, 'schema'>): Json | undefined {
  const listed = own(schema, 'enum');
  return listed !== undefined && isArray(listed) ? listed[0] : ofType(schema);
}

/** What the agent has to give beside what is given already; undefined where a value is not known. */
export function filledIn(tool: Tool, given: JsonObject): JsonObject | undefined {
  const missing = tool.arguments.filter(
    ({ name, isRequired, value }) => isRequired && value === undefined && own(given, name) === undefined,
  );
  const samples = missing.map((argument) => [argument.name, sampleOf(argument)] as const);
  if (samples.some(([, value]) => value === undefined)) return undefined;
  // `as`: none of them is undefined, as was just seen.
  return { ...given, ...(Object.fromEntries(samples) as JsonObject) };
}
