/** What a front door reads of a state directory that no kernel of its own has open. It writes nothing. */
import { createPrivateKey, createPublicKey, verify } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { holderOf, listChains, readLines } from '../../actors/powers/index.js';
import type { ChainFile } from '../shell/doors.js';

const linesOf = (path: string): readonly string[] =>
  existsSync(path)
    ? readFileSync(path, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
    : [];

export const chainsOf = async (state: string, heads = join(state, 'heads')): Promise<readonly ChainFile[]> =>
  listChains(state).map(({ name, path }) => ({
    name,
    path,
    lines: () => readLines(path),
    heads: () => linesOf(join(heads, `${name}.heads`)),
    writer: holderOf(join(state, 'audit', `${name}.lock`)),
  }));

/** A text kept at some start, by its digest. */
export function keptText(state: string, digest: string): string | undefined {
  const path = join(state, 'config', digest);
  return /^[0-9a-f]{64}$/.test(digest) && existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

/** Checks heads with the public half of the signing key; without the key nothing is good. */
export function signatureCheck(state: string): (text: string, signature: string) => boolean {
  const path = join(state, 'keys', 'signing.pem');
  if (!existsSync(path)) return () => false;
  const key = createPublicKey(createPrivateKey(readFileSync(path)));
  return (text, signature) => {
    const bytes = Buffer.from(signature, 'base64');
    // One spelling for one signature: Node reads base64 with a loose hand.
    return bytes.toString('base64') === signature && verify(null, Buffer.from(text), key, bytes);
  };
}
