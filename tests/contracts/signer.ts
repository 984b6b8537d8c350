// What every signer keeps: its signatures are good for the very text under its own key, in one spelling, and for nothing else.
import { createPublicKey, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Signer } from '../../actors/powers.js';

export function signerContract(name: string, fresh: () => Signer): void {
  describe(`${name}, by the contract of a signer`, () => {
    const signer = fresh();
    const signature = signer.sign('ø');

    it('signs the UTF-8 text so that the public key alone verifies it', () => {
      const key = createPublicKey(signer.publicKey);
      expect(key.asymmetricKeyType).toBe('ed25519');
      expect(verify(null, Buffer.from('ø'), key, Buffer.from(signature, 'base64'))).toBe(true);
      expect(signer.verify('ø', signature)).toBe(true);
    });

    it.each([
      ['another text', 'o', signature],
      ['nothing', 'ø', ''],
      ['another spelling of the same bytes', 'ø', `${signature}\n`],
      ['a signature without its padding', 'ø', signature.replace(/=+$/, '')],
      ['a signature in base64url', 'ø', `${signature.replaceAll('+', '-').replaceAll('/', '_')} `],
      ['what is no base64', 'ø', '***'],
      ['half a signature', 'ø', signature.slice(0, 44)],
    ])('takes no signature for %s', (_, text, given) => {
      expect(signer.verify(text, given)).toBe(false);
    });

    it('takes no signature of another signer, which has another name', () => {
      const other = fresh();
      expect(signer.verify('ø', other.sign('ø'))).toBe(false);
      expect(other.keyId).not.toBe(signer.keyId);
      for (const { keyId } of [signer, other]) expect(keyId).toMatch(/^[0-9a-f]+$/);
    });
  });
}
