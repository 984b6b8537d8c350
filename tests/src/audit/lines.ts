// Chains for the tests of the chain: made by the law, hashed by Node and signed with a key that passes the contract.
import { createHash } from 'node:crypto';
import { genesis, hashOf, headText, lineOf } from '../../../src/audit/chain.js';
import type { EntryDraft } from '../../../src/audit/entry.js';
import { sha256Hex } from '../../../src/call/id.js';
import { createFakeSigner } from '../../fakes/signer.js';

export const digest = {
  sha256: (text: string) => sha256Hex(createHash('sha256').update(text).digest('hex')),
};

const signer = createFakeSigner();
export const signText = signer.sign;
export const verifySignature = signer.verify;

export interface Made {
  readonly lines: readonly string[];
  readonly seq: number;
  readonly hash: string;
}

export const draft = (n: number): EntryDraft => ({
  type: 'intent',
  decision: `d${n}`,
  session: 's1',
  body: { tool: 'pg__query', n },
});

export const extend = ({ lines, seq, hash }: Made, one: EntryDraft): Made => {
  const line = lineOf(
    one,
    { seq: seq + 1, prev: hash },
    { at: 1_700_000_000_000 + seq, boot: 'b1', chain: 'kernel-1' },
  );
  return { lines: [...lines, line], seq: seq + 1, hash: hashOf(line, digest) };
};

export const withHead = (made: Made, signature = signText(headText('kernel-1', made.seq, made.hash))): Made =>
  extend(made, {
    type: 'head',
    decision: '',
    session: '',
    body: { size: made.seq + 1, head: made.hash, keyId: 'k', signature },
  });

export const chainOf = (count: number): Made =>
  Array.from({ length: count }, (_, n) => draft(n)).reduce(extend, { lines: [], seq: -1, hash: genesis });
