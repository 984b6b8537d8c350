// Pins the keys: made once, for their owner alone, and never one that somebody else could have read or put there.
import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { nodeChance } from '../../../actors/powers/chance.js';
import { nodeClock } from '../../../actors/powers/clock.js';
import { openKeys, plainDigest } from '../../../actors/powers/keys.js';

const made: string[] = [];
const place = (): string => {
  const path = mkdtempSync(join(tmpdir(), 'aegis-keys-'));
  made.push(path);
  return path;
};
afterAll(() => {
  for (const path of made) rmSync(path, { recursive: true, force: true });
});

const names = ['log.key', 'signing.pem', 'token.key'];
const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);

describe('keys', () => {
  it('are made when they are missing, whole and for their owner alone', () => {
    const state = place();
    openKeys(state);
    const directory = join(state, 'keys');
    expect(readdirSync(directory).sort()).toEqual(names);
    expect(modeOf(directory)).toBe('700');
    expect(names.map((name) => modeOf(join(directory, name)))).toEqual(['600', '600', '600']);
  });

  it('stay the same from start to start', () => {
    const state = place();
    const [one, other] = [openKeys(state), openKeys(state)];
    expect(other.signer.publicKey).toBe(one.signer.publicKey);
    expect(other.signer.keyId).toBe(one.signer.keyId);
    expect(other.digestFor('s').hmac('x')).toBe(one.digestFor('s').hmac('x'));
    expect(other.digestFor('s').pseudonym('x')).toBe(one.digestFor('s').pseudonym('x'));
  });

  it.each(names)('are refused when %s is open to others, with the file and what to do', (name) => {
    const state = place();
    openKeys(state);
    chmodSync(join(state, 'keys', name), 0o644);
    expect(() => openKeys(state)).toThrow(new RegExp(`${name}.*chmod 600`));
  });

  it('are refused when their directory is open to others', () => {
    const state = place();
    mkdirSync(join(state, 'keys'));
    chmodSync(join(state, 'keys'), 0o755);
    expect(() => openKeys(state)).toThrow(/chmod 700/);
    expect(readdirSync(join(state, 'keys'))).toEqual([]);
  });

  it.each([
    ['log.key', Buffer.alloc(31), /log.key is not a key/],
    ['token.key', Buffer.alloc(0), /token.key is not a key/],
    ['signing.pem', 'not a key', /signing.pem is not an Ed25519 key/],
    [
      'signing.pem',
      generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }),
      /signing.pem is not an Ed25519 key/,
    ],
  ])('are refused when %s is another thing', (name, content, why) => {
    const state = place();
    openKeys(state);
    writeFileSync(join(state, 'keys', name), content);
    expect(() => openKeys(state)).toThrow(why);
  });

  it('are not read through a symbolic link', () => {
    const state = place();
    openKeys(state);
    const path = join(state, 'keys', 'log.key');
    const elsewhere = join(state, 'elsewhere');
    writeFileSync(elsewhere, Buffer.alloc(32), { mode: 0o600 });
    rmSync(path);
    symlinkSync(elsewhere, path);
    expect(() => openKeys(state)).toThrow(/ELOOP/);
  });
});

describe('the signer', () => {
  const { signer } = openKeys(place());
  const signature = signer.sign('ø');

  it('signs the UTF-8 text so that the public key alone verifies it', () => {
    const key = createPublicKey(signer.publicKey);
    expect(verify(null, Buffer.from('ø'), key, Buffer.from(signature, 'base64'))).toBe(true);
    expect(signer.verify('ø', signature)).toBe(true);
  });

  it.each([
    ['another text', 'o', signature],
    ['nothing', 'ø', ''],
    ['another spelling of the same bytes', 'ø', `${signature}\n`],
    ['a signature without its padding', 'ø', signature.replace(/=+$/, '')],
    ['what is no base64', 'ø', '***'],
  ])('takes no signature for %s', (_, text, given) => {
    expect(signer.verify(text, given)).toBe(false);
  });
});

describe('digests', () => {
  const keys = openKeys(place());
  it('of plain texts are SHA-256', () => {
    expect(plainDigest.sha256('abc')).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
    expect(keys.digestFor('s').sha256('abc')).toBe(plainDigest.sha256('abc'));
  });

  it('of values are keyed: another state directory gives others', () => {
    const other = openKeys(place());
    expect(keys.digestFor('s').hmac('x')).not.toBe(other.digestFor('s').hmac('x'));
    expect(keys.digestFor('s').hmac('x')).not.toBe(plainDigest.sha256('x'));
    expect(keys.digestFor('s').hmac('x')).toBe(keys.digestFor('t').hmac('x'));
  });

  it('for tokens join within a session and nowhere else', () => {
    expect(keys.digestFor('s').pseudonym('x')).toBe(keys.digestFor('s').pseudonym('x'));
    expect(keys.digestFor('s').pseudonym('x')).not.toBe(keys.digestFor('t').pseudonym('x'));
    expect(keys.digestFor('s').pseudonym('x')).not.toBe(keys.digestFor('s').hmac('x'));
  });
});

describe('the clock and chance', () => {
  it('chance gives 26 characters of base32, never the same', () => {
    const ids = Array.from({ length: 1_000 }, () => nodeChance.id());
    expect(ids.every((id) => /^[a-z2-7]{26}$/.test(id))).toBe(true);
    expect(new Set(ids).size).toBe(1_000);
  });

  it('a timer that is taken back does not run, and a far one does not run at once', async () => {
    const ran: string[] = [];
    nodeClock.after(1, () => ran.push('taken back'))();
    const stop = nodeClock.after(2 ** 40, () => ran.push('far'));
    nodeClock.soon(() => ran.push('soon'));
    await new Promise<void>((resolve) => void nodeClock.after(20, resolve));
    stop();
    expect(ran).toEqual(['soon']);
  });

  it('the clock tells milliseconds', () => {
    expect(Math.abs(nodeClock.now() - Date.now())).toBeLessThan(1_000);
    const before = nodeClock.monotonic();
    expect(nodeClock.monotonic()).toBeGreaterThanOrEqual(before);
  });
});
