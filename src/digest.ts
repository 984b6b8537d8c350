/** The cryptography the law needs of the world, as parameters. The law itself holds no key and no algorithm. */
import type { Sha256 } from './call/id.js';

export interface Digest {
  /** Unkeyed, hex: for texts that are not secret (policies, manifests, lines of the journal). */
  sha256(text: string): Sha256;
  /** Keyed by the vault's log key, hex: for values that could be guessed (arguments, results). */
  hmac(text: string): Sha256;
  /** Keyed by the session's token key, hex: for pseudonyms that must join within a session and nowhere else. */
  pseudonym(text: string): Sha256;
  /** Keyed by a key of the state directory, hex: for pseudonyms in datasets, which outlive a session. */
  lasting(text: string): Sha256;
}

/** All that masking needs of it. */
export type Pseudonyms = Pick<Digest, 'pseudonym' | 'lasting'>;
