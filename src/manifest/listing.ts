/** A tool as an agent sees it: the manifest's words, never the downstream's own. Small, because it stays in a model's context. */
import type { JsonObject } from '../call/json.js';
import type { Action } from '../intercept/effects.js';
import type { Tool } from './manifest.js';

const reading: readonly Action[] = ['read', 'validate', 'list', 'describe', 'explain'];
const destroying: readonly Action[] = ['update', 'delete', 'alter', 'drop', 'truncate'];
/** Doing it twice leaves what doing it once leaves. */
const repeatable: readonly Action[] = [...reading, 'delete', 'drop', 'truncate', 'promote'];

const cursorArgument = 'cursor';

const published = (tool: Tool) => tool.arguments.filter((argument) => argument.isKernelOnly !== true);

export function inputSchemaOf(tool: Tool): JsonObject {
  const own = published(tool).map((argument): [string, JsonObject] => [argument.name, argument.schema]);
  const cursor: readonly [string, JsonObject][] =
    tool.result.rows === 'none' ? [] : [[cursorArgument, { type: 'string' }]];
  const required = published(tool).filter((argument) => argument.isRequired);
  return {
    type: 'object',
    properties: Object.fromEntries([...own, ...cursor]),
    ...(required.length === 0 ? {} : { required: required.map(({ name }) => name) }),
    additionalProperties: false,
  };
}

/** A denial has a `kind`; saying more of it in every tool would cost a model more than it tells. */
const denial: JsonObject = { required: ['kind'] };

/**
 * INVARIANT: nothing is required at the root, and one branch takes any object: clients check denials against it too,
 * and a mask may turn a number into a text.
 */
export const outputSchemaOf = (tool: Tool): JsonObject => ({
  type: 'object',
  anyOf: [tool.result.rows === 'none' ? {} : { properties: { rows: { type: 'array' } } }, denial],
});

/** From what the tool can do; what a downstream says of itself is not asked. */
export const annotationsOf = ({ can }: Tool): JsonObject => ({
  readOnlyHint: can.every((action) => reading.includes(action)),
  destructiveHint: can.some((action) => destroying.includes(action)),
  idempotentHint: can.every((action) => repeatable.includes(action)),
  openWorldHint: false,
});

/**
 * INVARIANT: a schema is a promise that every result is structured, and clients refuse one that is not. Rows and the kernel's own
 * answers always are; a result without rows is whatever its system sends, which may be text alone.
 */
const isStructured = (tool: Tool): boolean => tool.result.rows !== 'none' || tool.system === 'aegis';

export const listing = (tool: Tool): JsonObject => ({
  name: tool.name,
  description: tool.description,
  inputSchema: inputSchemaOf(tool),
  ...(isStructured(tool) ? { outputSchema: outputSchemaOf(tool) } : {}),
  annotations: annotationsOf(tool),
});
