/** Checks by hand that a downstream's answer has the shape of a tool result. It refuses other shapes and drops every key it does not know. */
import type { Json, JsonObject } from '../../../src/call/json.js';
import type { RawResult } from '../../../src/egress/released.js';

/** What `JSON.parse` makes is plain JSON: an object that is no array is a `JsonObject`. */
export const asObject = (value: unknown): JsonObject | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;

const isBlock = (value: unknown): boolean => typeof asObject(value)?.type === 'string';

/** Undefined when it is not a tool result. */
export function rawResult(value: unknown): RawResult | undefined {
  const answer = asObject(value);
  if (answer === undefined) return undefined;
  const { content, structuredContent, isError } = answer;
  if (!Array.isArray(content) || !content.every(isBlock)) return undefined;
  if (isError !== undefined && typeof isError !== 'boolean') return undefined;
  return {
    // Parsed JSON, checked to be an array.
    content: content as readonly Json[],
    ...(structuredContent === undefined ? {} : { structuredContent }),
    isError: isError === true,
  };
}

/** A JSON-RPC error, by its number alone: the message of a foreign server may print values. */
export const rpcError = (error: unknown): RawResult => {
  const code = asObject(error)?.code;
  const name = typeof code === 'number' && Number.isSafeInteger(code) ? `rpc:${code}` : 'rpc:unknown';
  return { content: [], structuredContent: { code: name }, isError: true };
};
