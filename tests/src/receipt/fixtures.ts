/** Receipts for the tests of receipts: terms that stand, and circumstances in which they do. */
import { datasetName, receiptId, requestId, sessionId, sha256Hex } from '../../../src/call/id.js';
import type { ReceiptTerms } from '../../../src/receipt/receipt.js';
import type { Circumstances } from '../../../src/receipt/standing.js';

const policy = sha256Hex('a'.repeat(64));
const catalog = sha256Hex('b'.repeat(64));
const session = sessionId('session-1');
const customers = datasetName('silver.customers') ?? expect('silver.customers');

function expect(name: string): never {
  throw new Error(`${name} is no dataset`);
}

export const termsOf = (over: Partial<ReceiptTerms> = {}): ReceiptTerms => ({
  kind: 'silver_validation',
  dataset: customers,
  version: 'v-17',
  epoch: 3,
  rows: 42,
  checks: ['not_null id', 'unique id'],
  id: receiptId('r1'),
  session,
  request: requestId('q1'),
  policy,
  catalog,
  issued: 1_000_000,
  expires: 2_000_000,
  ...over,
});

export const circumstances = (over: Partial<Circumstances> = {}): Circumstances => ({
  now: 1_500_000,
  session,
  policy,
  catalog,
  epoch: 3,
  isInDoubt: false,
  isConfirmed: true,
  ...over,
});
