/** The maker of Receipts. Only mint calls it: once when a claim is sealed, and once when a stored one has been verified again. */

import { preAuthentication, readStatement, statement } from './envelope.js';
import type { Receipt, ReceiptTerms } from './receipt.js';

const sealed = new WeakSet<object>();

/** What the store keeps: the signed payload and its signature. */
export interface Envelope {
  readonly payload: string;
  readonly signature: string;
  readonly keyId: string;
}

export interface Seals {
  sign(text: string): string;
  verify(text: string, signature: string): boolean;
  readonly keyId: string;
}

const made = (terms: ReceiptTerms): Receipt => {
  // `as`: the brand is what this file is for.
  const receipt = Object.freeze({ ...terms }) as Receipt;
  sealed.add(receipt);
  return receipt;
};

export function sealReceipt(
  terms: ReceiptTerms,
  seals: Seals,
): { readonly receipt: Receipt; readonly envelope: Envelope } {
  const payload = statement(terms);
  return {
    receipt: made(terms),
    envelope: { payload, signature: seals.sign(preAuthentication(payload)), keyId: seals.keyId },
  };
}

/** The only way back in after a restart. INVARIANT: the terms are read from the very bytes that were verified. */
export function admitReceipt(envelope: Envelope, seals: Seals): Receipt | undefined {
  if (!seals.verify(preAuthentication(envelope.payload), envelope.signature)) return undefined;
  const terms = readStatement(envelope.payload);
  return terms === undefined ? undefined : made(terms);
}

/**
 * What an envelope says of itself, before anybody has verified it: enough to pass it over, never to trust it.
 * Verifying costs a hundred times as much, and most envelopes in a shared store are of other sessions.
 */
export const unverified = (
  envelope: Envelope,
): Pick<ReceiptTerms, 'session' | 'kind' | 'issued' | 'expires'> | undefined =>
  readStatement(envelope.payload);

export const isReceipt = (value: object): value is Receipt => sealed.has(value);
