// Pins the keys: made once, for their owner alone, and never one that somebody else could have read or put there.
import { createHmac, generateKeyPairSync } from 'node:crypto';
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openKeys, plainDigest } from '../../../actors/powers/keys.js';
import { signerContract } from '../../contracts/signer.js';
import { createFakeSigner } from '../../fakes/signer.js';
import { fc } from '../../property.js';
import { placesFor } from './places.js';

const { place } = placesFor('keys');

const names = ['log.key', 'signing.pem', 'token.key'];
const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);

describe('keys', () => {
  it('digest as HMAC-SHA256 does, whatever the text and however long', () => {
    const state = place();
    const { hmac, pseudonym } = openKeys(state).digestFor('a session');
    const log = readFileSync(join(state, 'keys', 'log.key'));
    const tokens = createHmac('sha256', readFileSync(join(state, 'keys', 'token.key'))).update('a session');
    const session = tokens.digest();
    const by = (key: Buffer, text: string): string => createHmac('sha256', key).update(text).digest('hex');
    const same = (text: string): void => {
      expect(hmac(text)).toBe(by(log, text));
      expect(pseudonym(text)).toBe(by(session, text));
    };
    for (const length of [0, 1, 1_365, 1_366, 4_096, 70_000]) same('x\u20ac'.repeat(length / 2));
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), same));
    fc.assert(
      fc.property(
        fc.array(fc.nat(0xffff)).map((units) => String.fromCharCode(...units)),
        same,
      ),
    );
  });

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

signerContract('the key in the state directory', () => openKeys(place()).signer);
signerContract('the key of a test', createFakeSigner);

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

  it('for tokens in datasets outlive a session, and are no token of one', () => {
    const { lasting, pseudonym, hmac } = keys.digestFor('s');
    expect(lasting('x')).toBe(keys.digestFor('t').lasting('x'));
    expect(lasting('x')).not.toBe(pseudonym('x'));
    expect(lasting('x')).not.toBe(hmac('x'));
  });
});
