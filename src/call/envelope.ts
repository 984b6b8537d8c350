/** The outermost object of a message, the same in both directions: exactly the protocol's keys. It refuses what two readers could sort differently. */
import { type Flaw, type FlawName, folded, labelOf } from './flaw.js';
import { isObject, type Json, type JsonObject, own } from './json.js';

export type Id = string | number;

export interface Refused {
  readonly flaw: Flaw;
  /** Whose message it was, where that is beyond doubt. */
  readonly id: Id | undefined;
}

export type Envelope =
  | { readonly kind: 'request'; readonly id: Id; readonly method: string; readonly params: JsonObject }
  | { readonly kind: 'notification'; readonly method: string; readonly params: JsonObject }
  /** `message` has a result or an error, not both. */
  | { readonly kind: 'reply'; readonly id: Id; readonly message: JsonObject };

const keys = ['jsonrpc', 'id', 'method', 'params', 'result', 'error'];

/** The keys that a method's params are read by. A key that is none of them is left alone, unless it looks like one. */
const read: Readonly<Record<string, readonly string[]>> = {
  initialize: ['protocolVersion', 'capabilities', 'clientInfo', '_meta'],
  'tools/list': ['cursor', '_meta'],
  'tools/call': ['name', 'arguments', 'task', '_meta'],
  'notifications/cancelled': ['requestId', 'reason', '_meta'],
};

export const isId = (id: unknown): id is Id =>
  typeof id === 'string'
    ? id.length > 0 && id.length <= 128
    : typeof id === 'number' && Number.isSafeInteger(id) && !Object.is(id, -0);

/** A key that some reader would take for a known one. */
const nearKey = (value: JsonObject, known: readonly string[]): string | undefined =>
  Object.keys(value).find(
    (key) => !known.includes(key) && known.some((name) => folded(name) === folded(key)),
  );

const refusal = (flaw: FlawName, at = '', id?: Id): Refused => ({ flaw: { flaw, at }, id });

function asked(message: JsonObject, id: Id | undefined): Envelope | Refused {
  const method = own(message, 'method');
  const params = own(message, 'params') ?? {};
  if (typeof method !== 'string') return refusal('bad-method', '/method', id);
  if (!isObject(params) || own(message, 'params') === null) return refusal('bad-params', '/params', id);
  if (Object.hasOwn(message, 'result') || Object.hasOwn(message, 'error'))
    return refusal('unknown-key', '', id);
  const near = nearKey(params, read[method] ?? []);
  if (near !== undefined) return refusal('near-key', `/params/${labelOf(near)}`, id);
  return id === undefined
    ? { kind: 'notification', method, params }
    : { kind: 'request', id, method, params };
}

function answered(message: JsonObject, id: Id | undefined): Envelope | Refused {
  const isOne = Object.hasOwn(message, 'result') !== Object.hasOwn(message, 'error');
  if (!isOne || Object.hasOwn(message, 'params')) return refusal('bad-method', '/method', id);
  if (id === undefined) return refusal('bad-id', '/id');
  const part = Object.hasOwn(message, 'result') ? 'result' : 'error';
  const body = own(message, part) ?? null;
  const near = isObject(body) ? nearKey(body, readBack[part]) : undefined;
  return near === undefined
    ? { kind: 'reply', id, message }
    : refusal('near-key', `/${part}/${labelOf(near)}`, id);
}

/** The keys that the results and errors of a downstream are read by. */
const readBack = {
  result: ['content', 'structuredContent', 'isError', 'tools', 'nextCursor', 'protocolVersion', '_meta'],
  error: ['code', 'message', 'data'],
} as const;

export function readEnvelope(value: Json): Envelope | Refused {
  if (Array.isArray(value)) return refusal('batch');
  if (!isObject(value)) return refusal('not-an-object');
  const given = own(value, 'id');
  const id = isId(given) ? given : undefined;
  const strange = Object.keys(value).find((key) => !keys.includes(key));
  if (strange !== undefined) return refusal('unknown-key', `/${labelOf(strange)}`, id);
  if (own(value, 'jsonrpc') !== '2.0') return refusal('bad-version', '/jsonrpc', id);
  if (given !== undefined && id === undefined) return refusal('bad-id', '/id');
  return Object.hasOwn(value, 'method') ? asked(value, id) : answered(value, id);
}
