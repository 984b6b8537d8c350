// A signer whose key lives as long as the test, with a real Ed25519 key. It refuses every spelling of a signature but its own.
import { createHash, generateKeyPairSync, sign, verify } from 'node:crypto';
import type { Signer } from '../../actors/powers.js';

export function createFakeSigner(): Signer {
  const keys = generateKeyPairSync('ed25519');
  const publicKey = keys.publicKey.export({ type: 'spki', format: 'pem' }).toString();
  return {
    publicKey,
    keyId: createHash('sha256').update(publicKey).digest('hex').slice(0, 32),
    sign: (text) => sign(null, Buffer.from(text), keys.privateKey).toString('base64'),
    verify: (text, signature) => {
      const bytes = Buffer.from(signature, 'base64');
      return bytes.toString('base64') === signature && verify(null, Buffer.from(text), keys.publicKey, bytes);
    },
  };
}
