// The vault: it lends a credential to the holder of the very seal, tells what it cannot resolve, and shows no value.
import { afterEach, describe, expect, it } from 'vitest';
import { createDesk, isNoAnswer } from '../../../actors/desk.js';
import type { LeaseSeal, VaultMessage } from '../../../actors/messages.js';
import { type Credentials, createVault } from '../../../actors/officers/vault.js';
import { type SystemName, systemName } from '../../../src/call/id.js';
import type { SecretRef } from '../../../src/manifest/manifest.js';
import { createFakeClock, settle } from '../../fakes/clock.js';
import { createFakeSecrets } from '../../fakes/secrets.js';

const system = (text: string): SystemName => systemName(text) ?? expect.fail(text);
const lake = system('lake');
const box = system('box');
const file = (path: string): SecretRef => ({ kind: 'file', path });

const two: readonly Credentials[] = [
  { system: lake, secrets: { LAKE_URL: file('/s/lake'), LAKE_KEY: file('/s/key') } },
  { system: box, secrets: { BOX_TOKEN: file('/s/box') } },
];
const valuesOf = (): Record<string, string> => ({
  '/s/lake': 'postgres://lake-secret',
  '/s/key': 'key-of-the-lake',
  '/s/box': 'token-of-the-box',
});

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

function bench(
  values: Record<string, string | Error> = valuesOf(),
  credentials: readonly Credentials[] = two,
  broken?: () => never,
) {
  const clock = createFakeClock();
  const desk = createDesk(clock);
  const lines: string[] = [];
  const changes: string[] = [];
  const deaths: string[] = [];
  const secrets = createFakeSecrets({ files: values });
  const vault = createVault({
    credentials,
    desk,
    log: { line: broken ?? ((level, text) => lines.push(`${level}: ${text}`)) },
    onChanged: (name) => changes.push(name),
    onFailed: (why) => deaths.push(why),
    secrets,
  });
  closing.push(() => vault.close());
  const ask = (message: { type: 'vault.open' } | { type: 'vault.lease'; seal: LeaseSeal }) =>
    desk.ask<object, VaultMessage>(vault.actor, (ticket) => ({ ...message, ticket }), 1_000);
  return {
    ...{ vault, clock, desk, lines, changes, deaths, secrets, values },
    open: () => ask({ type: 'vault.open' }),
    // `as`: a test hands over what a stranger might.
    lease: (seal: unknown) => ask({ type: 'vault.lease', seal: seal as LeaseSeal }),
    rotate: async (path: string, value: string | Error) => {
      values[path] = value;
      secrets.touch(path);
      await settle();
    },
  };
}

class Worded extends Error {
  override readonly name = 'SecretProblem';
}

describe('a vault', () => {
  it('lends a system its own credentials and nobody else’s', async () => {
    const { vault, open, lease } = bench();
    const seals = [vault.sealFor(lake), vault.sealFor(box)];
    expect(await open()).toEqual({ ready: true });
    expect(await lease(seals[0])).toEqual({
      env: { LAKE_URL: 'postgres://lake-secret', LAKE_KEY: 'key-of-the-lake' },
    });
    expect(await lease(seals[1])).toEqual({ env: { BOX_TOKEN: 'token-of-the-box' } });
  });

  it('gives the seal of a system once', () => {
    const { vault } = bench();
    expect(vault.sealFor(lake)).toEqual({ system: 'lake' });
    expect(vault.sealFor(lake)).toBeUndefined();
    expect(vault.sealFor(box)).toEqual({ system: box });
  });

  it.each<[string, (seal: LeaseSeal) => unknown]>([
    ['a copy', (seal) => ({ ...seal })],
    ['a clone', (seal) => structuredClone(seal)],
    ['a child', (seal) => Object.create(seal)],
    ['a proxy', (seal) => new Proxy(seal, {})],
    ['the name alone', () => 'lake'],
    ['nothing', () => undefined],
    ['null', () => null],
    ['a number', () => 7],
  ])('answers nobody without the very seal: %s of it', async (_, forge) => {
    const { vault, open, lease, lines } = bench();
    const seal = vault.sealFor(lake) ?? expect.fail('no seal');
    await open();
    const answer = await lease(forge(seal));
    expect(answer).toEqual({ failed: 'the vault does not know this seal' });
    expect(lines).toEqual(['warn: the vault was asked for a credential by somebody it does not know']);
  });

  it('does not know the seal of another vault', async () => {
    const [one, other] = [bench(), bench()];
    await one.open();
    one.vault.sealFor(lake);
    expect(await one.lease(other.vault.sealFor(lake))).toEqual({
      failed: 'the vault does not know this seal',
    });
  });

  it('has a seal that cannot be turned to another system', async () => {
    const { vault, open, lease } = bench();
    const seal = vault.sealFor(box) ?? expect.fail('no seal');
    await open();
    expect(() => Object.assign(seal, { system: 'lake' })).toThrow();
    expect(await lease(seal)).toEqual({ env: { BOX_TOKEN: 'token-of-the-box' } });
  });

  it('lends copies: what a borrower does to one changes nothing for the next', async () => {
    const { vault, open, lease } = bench();
    const seal = vault.sealFor(box);
    await open();
    const first = await lease(seal);
    if ('env' in first) Object.assign(first.env as object, { BOX_TOKEN: 'mine', MORE: 'x' });
    expect(await lease(seal)).toEqual({ env: { BOX_TOKEN: 'token-of-the-box' } });
  });

  it('lets whoever asks early wait until it is open', async () => {
    const { vault, open, lease } = bench();
    const early = lease(vault.sealFor(box));
    await settle();
    await open();
    expect(await early).toEqual({ env: { BOX_TOKEN: 'token-of-the-box' } });
  });

  it('lends nothing before it was opened', async () => {
    const { vault, lease, clock } = bench();
    const asked = lease(vault.sealFor(box));
    await clock.advance(1_000);
    expect(isNoAnswer(await asked)).toBe(true);
  });

  it('has nothing for a system without credentials', async () => {
    const { vault, open, lease } = bench({}, []);
    expect(await open()).toEqual({ ready: true });
    expect(await lease(vault.sealFor(lake))).toEqual({ failed: 'its credentials are not resolved' });
  });
});

describe('a vault that cannot resolve', () => {
  it('names every unresolved secret at once, in the words of the hand, and no value', async () => {
    const { open } = bench({
      '/s/lake': new Worded('/s/lake can be read by others; run chmod 600 on it'),
      '/s/key': 'key-of-the-lake',
      '/s/box': new Error('token-of-the-box is not base64'),
    });
    const answer = await open();
    expect(answer).toEqual({
      failed:
        'secrets cannot be resolved: lake: LAKE_URL: /s/lake can be read by others; run chmod 600 on it; box: BOX_TOKEN: cannot be resolved',
    });
    expect(JSON.stringify(answer)).not.toMatch(/key-of-the-lake|token-of-the-box/);
  });

  it('lends none of a system whose secrets are not all there', async () => {
    const { vault, open, lease } = bench({ ...valuesOf(), '/s/key': new Error('gone') });
    const seal = vault.sealFor(lake);
    await open();
    expect(await lease(seal)).toEqual({ failed: 'its credentials are not resolved' });
  });
});

describe('a credential that changes', () => {
  it('is lent anew, and its system is told', async () => {
    const { vault, open, lease, rotate, changes } = bench();
    const seal = vault.sealFor(box);
    await open();
    await rotate('/s/box', 'second-token');
    expect(changes).toEqual(['box']);
    expect(await lease(seal)).toEqual({ env: { BOX_TOKEN: 'second-token' } });
  });

  it('is scrubbed with its new value, and still with its old one: a child may hold it yet', async () => {
    const { vault, open, rotate } = bench();
    await open();
    await rotate('/s/box', 'second-token');
    expect(vault.scrub('a second-token b token-of-the-box c key-of-the-lake')).toEqual({
      text: 'a [SECRET] b [SECRET] c [SECRET]',
      hits: 3,
    });
  });

  it('is forgotten by the scrubber only after many more: the last 64 changed values and all that are held', async () => {
    const { vault, open, rotate } = bench();
    await open();
    for (let at = 0; at < 66; at += 1) await rotate('/s/box', `value-number-${at}.`);
    const held = (text: string): boolean => vault.scrub(text).hits > 0;
    expect(['value-number-65.', 'value-number-1.', 'key-of-the-lake'].map(held)).toEqual([true, true, true]);
    expect(['value-number-0.', 'token-of-the-box'].map(held)).toEqual([false, false]);
  });

  it('stays as it was when the new one cannot be resolved; the operator is told, without a value', async () => {
    const { vault, open, lease, rotate, changes, lines } = bench();
    const seal = vault.sealFor(box);
    await open();
    await rotate('/s/box', new Worded('/s/box is empty'));
    expect([changes, lines]).toEqual([
      [],
      ['error: a credential changed and box: BOX_TOKEN: /s/box is empty'],
    ]);
    expect(await lease(seal)).toEqual({ env: { BOX_TOKEN: 'token-of-the-box' } });
  });

  it('whose file was touched and says the same restarts nothing', async () => {
    const { open, rotate, changes } = bench();
    await open();
    await rotate('/s/box', 'token-of-the-box');
    expect(changes).toEqual([]);
    await rotate('/s/key', 'another-key-of-the-lake');
    expect(changes).toEqual(['lake']);
  });

  it('seen twice at once is read one after the other, and its system is told once', async () => {
    const values = valuesOf();
    const { vault, open, lease, secrets, changes } = bench(values);
    const seal = vault.sealFor(box);
    await open();
    values['/s/box'] = 'second-token';
    secrets.touch('/s/box');
    secrets.touch('/s/box');
    await settle();
    expect(changes).toEqual(['box']);
    expect(await lease(seal)).toEqual({ env: { BOX_TOKEN: 'second-token' } });
  });

  it('is not watched any more once the vault is closed', () => {
    const { vault, secrets } = bench();
    expect(secrets.watched()).toEqual(['/s/lake', '/s/key', '/s/box']);
    vault.close();
    expect(secrets.watched()).toEqual([]);
  });
});

describe('what the vault scrubs', () => {
  it('is nothing before it was opened, and every held value after, in other encodings too', async () => {
    const { vault, open } = bench();
    expect(vault.scrub('token-of-the-box')).toEqual({ text: 'token-of-the-box', hits: 0 });
    await open();
    const base64 = Buffer.from('token-of-the-box').toString('base64');
    for (const form of ['token-of-the-box', base64, Buffer.from('token-of-the-box').toString('hex')])
      expect(vault.scrub(`<${form}>`).text, form).not.toContain(form);
  });

  it('is in no line that it logs, nor in an answer to a stranger', async () => {
    const { open, lease, lines, rotate } = bench();
    const answers = [await open(), await lease({ system: 'lake' })];
    await rotate('/s/box', new Error('token-of-the-box is malformed'));
    expect(JSON.stringify([lines, answers])).not.toMatch(/lake-secret|key-of-the-lake|token-of-the-box/);
    expect(lines).toHaveLength(2);
  });
});

describe('a vault that dies', () => {
  it('says so once, whoever ended it, and lends nothing more', async () => {
    const { vault, open, deaths, lease } = bench();
    const seal = vault.sealFor(lake) ?? expect.fail('no seal');
    await open();
    vault.actor.stop();
    expect(deaths).toEqual(['the vault has died']);
    vault.close();
    expect(deaths).toHaveLength(1);
    expect(isNoAnswer(await lease(seal))).toBe(true);
  });

  it('does not die when it is closed', async () => {
    const { vault, open, deaths } = bench();
    await open();
    vault.close();
    expect(deaths).toEqual([]);
  });

  it('of a throw while it lends, answers with a failure and has no value left', async () => {
    const { vault, open, lease, deaths } = bench(undefined, undefined, () => {
      throw new Error('the log is gone');
    });
    const seal = vault.sealFor(lake) ?? expect.fail('no seal');
    await open();
    expect(await lease({})).toEqual({ failed: 'the vault has died' });
    expect(deaths).toEqual(['the vault has died']);
    expect(await lease(seal)).toEqual({ failed: 'its credentials are not resolved' });
  });

  it('of a hand that throws before it has opened, is dead from the start', () => {
    const deaths: string[] = [];
    const desk = createDesk(createFakeClock());
    createVault({
      ...{ credentials: two, desk, log: { line: () => undefined }, onChanged: () => undefined },
      onFailed: (why) => deaths.push(why),
      secrets: {
        ...createFakeSecrets(),
        watch: () => {
          throw new Error('no more watchers');
        },
      },
    });
    expect(deaths).toEqual(['the vault has died']);
  });
});
