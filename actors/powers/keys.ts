/** The kernel's keys: one for signing, one for the journal's digests, one for tokens. Owner-only files, or the kernel does not start. */
import {
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
  verify,
} from 'node:crypto';
import {
  chmodSync,
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Sha256 } from '../../src/call/id.js';
import type { Digest } from '../../src/digest.js';
import type { Signer } from '../powers.js';

export interface Keys {
  readonly signer: Signer;
  /** Tokens join within the session that is named and nowhere else. */
  digestFor(session: string): Digest;
}

// `as`: hex of a SHA-256 is what the brand stands for.
const hex = (text: string): Sha256 => text as Sha256;

export const plainDigest: Pick<Digest, 'sha256'> = {
  sha256: (text) => hex(createHash('sha256').update(text).digest('hex')),
};

/** Whole or not at all, and the first of two writers wins. */
function createOnce(path: string, content: Buffer | string): void {
  const draft = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  const file = openSync(draft, 'wx', 0o600);
  try {
    writeSync(file, content.toString('binary'), null, 'binary');
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  try {
    linkSync(draft, path);
  } catch (problem) {
    if (!(problem instanceof Error && 'code' in problem && problem.code === 'EEXIST')) throw problem;
  } finally {
    unlinkSync(draft);
  }
}

function readKey(path: string): Buffer {
  const status = statSync(path);
  if ((status.mode & 0o077) !== 0) throw new Error(`${path} can be read by others; run chmod 600 on it`);
  return readFileSync(path);
}

function keyFile(directory: string, name: string, make: () => Buffer | string): Buffer {
  const path = join(directory, name);
  if (statSync(path, { throwIfNoEntry: false }) === undefined) createOnce(path, make());
  return readKey(path);
}

function signerOf(secret: KeyObject): Signer {
  const open = createPublicKey(secret);
  const publicKey = open.export({ type: 'spki', format: 'pem' }).toString();
  return {
    sign: (text) => sign(null, Buffer.from(text), secret).toString('base64'),
    verify: (text, signature) => verify(null, Buffer.from(text), open, Buffer.from(signature, 'base64')),
    keyId: createHash('sha256').update(publicKey).digest('hex').slice(0, 32),
    publicKey,
  };
}

const newSigningKey = (): string =>
  generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

export function openKeys(state: string): Keys {
  const directory = join(state, 'keys');
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  chmodSync(directory, 0o700);
  const signer = signerOf(createPrivateKey(keyFile(directory, 'signing.pem', newSigningKey)));
  const log = keyFile(directory, 'log.key', () => randomBytes(32));
  const token = keyFile(directory, 'token.key', () => randomBytes(32));
  return {
    signer,
    digestFor(session) {
      const sessionKey = createHmac('sha256', token).update(session).digest();
      return {
        ...plainDigest,
        hmac: (text) => hex(createHmac('sha256', log).update(text).digest('hex')),
        pseudonym: (text) => hex(createHmac('sha256', sessionKey).update(text).digest('hex')),
      };
    },
  };
}
