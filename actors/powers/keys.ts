/** The kernel's keys: one for signing, one for the journal's digests, one for tokens. It refuses a key that others may read, or that is not one. */

import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
  verify,
} from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Sha256 } from '../../src/call/id.js';
import type { Digest } from '../../src/digest.js';
import type { Signer } from '../powers.js';
import { makeDirectory, readOwned, writeOnce } from './journal/durable.js';
import { hmacWith, sha256 } from './keyed.js';

export interface Keys {
  readonly signer: Signer;
  /** Tokens join within the session that is named and nowhere else. */
  digestFor(session: string): Digest;
  /** What tokens and the digests of results are made with: for the thread that masks. */
  tokenKeysFor(session: string): TokenKeys;
}

export interface TokenKeys {
  /** Of the tokens that an agent sees in that session. */
  readonly session: Uint8Array;
  /** Of the tokens in datasets. */
  readonly lasting: Uint8Array;
  /** Of the digests of results. */
  readonly log: Uint8Array;
}

// `as`: hex of a SHA-256 is what the brand stands for.
const hex = (text: string): Sha256 => text as Sha256;

export const plainDigest: Pick<Digest, 'sha256'> = { sha256: (text) => hex(sha256(text)) };

function keyFile(directory: string, name: string, make: () => Buffer | string): Buffer {
  const path = join(directory, name);
  if (!existsSync(path)) writeOnce(path, make());
  return readOwned(path);
}

const secretSize = 32;

function secretFile(directory: string, name: string): Buffer {
  const key = keyFile(directory, name, () => randomBytes(secretSize));
  if (key.length === secretSize) return key;
  throw new Error(`${join(directory, name)} is not a key of ${secretSize} bytes; put the right file back`);
}

const newSigningKey = (): string =>
  generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

function signingKey(directory: string): KeyObject {
  const name = 'signing.pem';
  const problem = `${join(directory, name)} is not an Ed25519 key; put the right file back`;
  const pem = keyFile(directory, name, newSigningKey);
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    // What the parser says could quote the key.
  }
  throw new Error(problem);
}

function signerOf(secret: KeyObject): Signer {
  const open = createPublicKey(secret);
  const publicKey = open.export({ type: 'spki', format: 'pem' }).toString();
  return {
    sign: (text) => sign(null, Buffer.from(text), secret).toString('base64'),
    verify(text, signature) {
      const bytes = Buffer.from(signature, 'base64');
      // Base64 is read leniently: only the one spelling that signing gives is taken.
      return bytes.toString('base64') === signature && verify(null, Buffer.from(text), open, bytes);
    },
    keyId: sha256(publicKey).slice(0, 32),
    publicKey,
  };
}

export function openKeys(state: string): Keys {
  const directory = join(state, 'keys');
  makeDirectory(directory);
  // Not mended in silence: who could write here could have put a key of their own in place.
  if ((statSync(directory).mode & 0o077) !== 0)
    throw new Error(`${directory} is open to other users; look at what is in it, then run chmod 700 on it`);
  const signer = signerOf(signingKey(directory));
  const log = secretFile(directory, 'log.key');
  const token = secretFile(directory, 'token.key');
  const derived = (what: string): Buffer => createHmac('sha256', token).update(what).digest();
  // No id of a session has a space in it.
  const lasting = derived('of datasets');
  return {
    signer,
    tokenKeysFor: (session) => ({ session: derived(session), lasting, log }),
    digestFor(session) {
      const logged = hmacWith(log);
      const [tokenised, kept] = [hmacWith(derived(session)), hmacWith(lasting)];
      return {
        ...plainDigest,
        hmac: (text) => hex(logged(text)),
        pseudonym: (text) => hex(tokenised(text)),
        lasting: (text) => hex(kept(text)),
      };
    },
  };
}

/** Of keys that end with the process: tokens made with them join within one run and one session, and nowhere else. */
export function fleetingDigests(): Keys['digestFor'] {
  const [log, token] = [randomBytes(secretSize), randomBytes(secretSize)];
  const keyed = (key: Buffer, text: string): Sha256 =>
    hex(createHmac('sha256', key).update(text).digest('hex'));
  return (session) => {
    const own = createHmac('sha256', token).update(session).digest();
    return {
      ...plainDigest,
      hmac: (text) => keyed(log, text),
      pseudonym: (text) => keyed(own, text),
      lasting: (text) => keyed(token, text),
    };
  };
}
