/** Digests and the Ed25519 key, by `@noble`: the same algorithms that Node runs for the kernel. The keys are drawn here and end with the page. */
import { ed25519 } from '@noble/curves/ed25519.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, randomBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Signer } from '../../actors/index.js';
import type { Digest, Sha256 } from '../../src/index.js';

// `as`: hex of a SHA-256 is what the brand stands for.
const hex = (bytes: Uint8Array): Sha256 => bytesToHex(bytes) as Sha256;

export const plainDigest: Pick<Digest, 'sha256'> = { sha256: (text) => hex(sha256(utf8ToBytes(text))) };

const keySize = 32;

export function drawDigest(): Digest {
  const [log, token] = [randomBytes(keySize), randomBytes(keySize)];
  return {
    ...plainDigest,
    hmac: (text) => hex(hmac(sha256, log, utf8ToBytes(text))),
    pseudonym: (text) => hex(hmac(sha256, token, utf8ToBytes(text))),
    lasting: (text) => hex(hmac(sha256, token, utf8ToBytes(`of datasets ${text}`))),
  };
}

const base64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));

/** Undefined for a text that is not base64, or not the one spelling that signing gives. */
function fromBase64(text: string): Uint8Array | undefined {
  try {
    const bytes = Uint8Array.from(atob(text), (one) => one.charCodeAt(0));
    return base64(bytes) === text ? bytes : undefined;
  } catch {
    return undefined;
  }
}

/** What stands before the 32 bytes of an Ed25519 key in its SPKI form. */
const spkiHead = Uint8Array.of(0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00);

const pemOf = (key: Uint8Array): string =>
  `-----BEGIN PUBLIC KEY-----\n${base64(Uint8Array.of(...spkiHead, ...key))}\n-----END PUBLIC KEY-----\n`;

const signatureSize = 64;

export function drawSigner(): Signer {
  const { secretKey, publicKey: open } = ed25519.keygen();
  const publicKey = pemOf(open);
  return {
    sign: (text) => base64(ed25519.sign(utf8ToBytes(text), secretKey)),
    verify(text, signature) {
      const bytes = fromBase64(signature);
      return bytes?.length === signatureSize && ed25519.verify(bytes, utf8ToBytes(text), open);
    },
    keyId: plainDigest.sha256(publicKey).slice(0, 32),
    publicKey,
  };
}
