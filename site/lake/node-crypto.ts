/** What the downstream uses of Node's `crypto`, by `@noble/hashes`: SHA-256 in pieces. It has no other algorithm. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

export interface Hash {
  update(piece: string | Uint8Array): Hash;
  digest(form: 'hex'): string;
}

export function createHash(algorithm: 'sha256'): Hash {
  if (algorithm !== 'sha256') throw new Error('only SHA-256 is here');
  const inner = sha256.create();
  const hash: Hash = {
    update: (piece) => {
      inner.update(typeof piece === 'string' ? utf8ToBytes(piece) : piece);
      return hash;
    },
    digest: () => bytesToHex(inner.digest()),
  };
  return hash;
}
