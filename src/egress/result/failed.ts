/** What may be said of a downstream's error: a code, and for the kernel's own guards a count. It refuses to pass on any of its text. */
import { isObject, type Json, type JsonObject, own } from '../../call/json.js';
import type { Refusal } from '../../policy/denial.js';
import type { Net } from '../net/net.js';
import { parseJson } from '../net/walk.js';
import type { RawResult } from '../released.js';

const shape = /^[A-Za-z0-9_.:-]{1,64}$/;
const guards = ['row-guard', 'version-mismatch', 'schema-changed', 'hidden-order'] as const;

export function errorBody(raw: RawResult): JsonObject | undefined {
  if (raw.structuredContent !== undefined && isObject(raw.structuredContent)) return raw.structuredContent;
  for (const block of raw.content) {
    const text = isObject(block) ? own(block, 'text') : undefined;
    const parsed = typeof text === 'string' ? parseJson(text) : undefined;
    if (parsed !== undefined && isObject(parsed)) return parsed;
  }
  return undefined;
}

const asCode = (value: Json | undefined): string =>
  typeof value === 'string'
    ? value
    : typeof value === 'number' && Number.isInteger(value)
      ? String(value)
      : '';

/** A code that could be a value (a long number, something a detector knows) is not said either. */
export function refusalOf(raw: RawResult, net: Net): Refusal {
  const body = errorBody(raw) ?? {};
  const stated = ['code', 'sqlstate', 'sqlState'].map((key) => asCode(own(body, key)));
  const code = stated.find(
    (each) => shape.test(each) && !/\d{7}/.test(each) && net.leaf(each, 0) === undefined,
  );
  const guard = guards.find((each) => each === code);
  const changes = own(body, 'changes');
  const counted = guard !== undefined && typeof changes === 'number' ? [`changes: ${changes}`] : [];
  if (guard !== undefined) return { code: guard, phase: 'execute', facts: counted };
  return { code: 'downstream-failed', phase: 'execute', facts: code === undefined ? [] : [code] };
}
