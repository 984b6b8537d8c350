/** What is signed of a receipt: DSSE's pre-authentication encoding over an in-toto-shaped statement. The verified bytes are the ones read. */

import { canonical } from '../call/canonical.js';
import { datasetName, receiptId, requestId, sessionId, sha256Hex } from '../call/id.js';
import { isArray, isObject, type Json, type JsonObject, own } from '../call/json.js';
import type { ReceiptTerms } from './receipt.js';

const payloadType = 'application/vnd.in-toto+json';

/** https://github.com/secure-systems-lab/dsse/blob/master/protocol.md: lengths are in bytes; the payload is ASCII by construction. */
export const preAuthentication = (payload: string): string =>
  `DSSEv1 ${payloadType.length} ${payloadType} ${payload.length} ${payload}`;

const ascii = (text: string): string =>
  text.replace(/[\u007f-\uffff]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`);

export function statement(terms: ReceiptTerms): string {
  const { dataset, version, ...rest } = terms;
  return ascii(
    canonical({
      _type: 'https://in-toto.io/Statement/v1',
      subject: [{ name: dataset, digest: { version } }],
      predicateType: `aegis/${terms.kind}/v1`,
      predicate: { ...rest, checks: [...rest.checks] },
    }),
  );
}

const text = (value: Json | undefined): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;
const count = (value: Json | undefined): number | undefined =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;

const parsed = (payload: string): JsonObject | undefined => {
  try {
    // `as`: JSON.parse gives JSON.
    const value = JSON.parse(payload) as Json;
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
};

function subjectOf(value: JsonObject): { readonly name: string; readonly version: string } | undefined {
  const subject = own(value, 'subject');
  const first = subject !== undefined && isArray(subject) ? subject[0] : undefined;
  const digest = isObject(first) ? own(first, 'digest') : undefined;
  const name = isObject(first) ? text(own(first, 'name')) : undefined;
  const version = isObject(digest) ? text(own(digest, 'version')) : undefined;
  return name === undefined || version === undefined ? undefined : { name, version };
}

/** The terms a signed payload states; undefined when any is missing or of another kind. Call it on verified bytes alone. */
export function readStatement(payload: string): ReceiptTerms | undefined {
  const value = parsed(payload);
  const predicate = value === undefined ? undefined : own(value, 'predicate');
  const subject = value === undefined ? undefined : subjectOf(value);
  const dataset = subject === undefined ? undefined : datasetName(subject.name);
  if (predicate === undefined || !isObject(predicate) || subject === undefined || dataset === undefined)
    return undefined;
  const names = ['kind', 'id', 'session', 'request', 'policy', 'catalog'] as const;
  const texts = names.map((name) => text(own(predicate, name)));
  const counts = (['epoch', 'rows', 'issued', 'expires'] as const).map((name) => count(own(predicate, name)));
  const checks = own(predicate, 'checks');
  const [kind, id, session, request, policy, catalog] = texts;
  const [epoch, rows, issued, expires] = counts;
  if (kind === undefined || id === undefined || session === undefined || request === undefined)
    return undefined;
  if (policy === undefined || catalog === undefined || checks === undefined || !isArray(checks))
    return undefined;
  if (epoch === undefined || rows === undefined || issued === undefined || expires === undefined)
    return undefined;
  return {
    kind,
    dataset,
    version: subject.version,
    epoch,
    rows,
    checks: checks.filter((one) => typeof one === 'string'),
    id: receiptId(id),
    session: sessionId(session),
    request: requestId(request),
    policy: sha256Hex(policy),
    catalog: sha256Hex(catalog),
    issued,
    expires,
  };
}
