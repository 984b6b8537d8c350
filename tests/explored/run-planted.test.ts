// A bug that is planted in the mint is found by a walk, shown again by a real kernel with that mint, and not by one with a sound mint.
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { ExploredCall } from '../../actors/explored/calls.js';
import { readScript, type Script, scriptOf, scriptText } from '../../actors/explored/scripted.js';
import { ranOn } from './run.js';
import { type Shipped, shipped } from './shipped.js';

type Weakness = 'none' | 'leases' | 'epochs' | 'receipts';
const planted = vi.hoisted(() => ({ weakness: 'none' }));

vi.mock('../../actors/cells/mint-cells.js', async (importOriginal) => {
  const sound = await importOriginal<typeof import('../../actors/cells/mint-cells.js')>();
  const is = (weakness: Weakness): boolean => planted.weakness === weakness;
  const weak: typeof sound = {
    ...sound,
    takeLease: async (store, lease) => is('leases') || sound.takeLease(store, lease),
    moveEpoch: (store, dataset) =>
      is('epochs') ? sound.epochOf(store, dataset) : sound.moveEpoch(store, dataset),
    keepPending: async (store, at, receipt) => {
      await sound.keepPending(store, at, receipt);
      if (is('receipts')) await sound.confirm(store, [at.id]);
    },
  };
  return weak;
});

let on: Shipped;
beforeAll(async () => {
  on = await shipped();
  on.explorer.close();
});

const validation = () => on.call('aegis__validate', 'silver.customers');
const promotion = () => on.call('aegis__promote', 'silver.customers', 'gold.customers');
const deletion = () => on.call('DELETE', 'silver', 'customers');

/** The shortest way to what is broken, as it is printed and read again. */
async function found(calls: readonly ExploredCall[]): Promise<Script> {
  const { explorer } = await shipped(on.law);
  const explored = await explorer.explore({ calls, upset: { kind: 'none' }, kernels: 'one' });
  explorer.close();
  const read = readScript(scriptText(scriptOf({ calls, kernels: 'one', explored })), 'way.yaml');
  return 'script' in read ? read.script : expect.fail(JSON.stringify(read.problems));
}

describe('a mint that', { timeout: 120_000 }, () => {
  it.each<readonly [string, Weakness, () => readonly ExploredCall[], string]>([
    [
      'gives a lease to whoever asks',
      'leases',
      () => [validation(), promotion(), promotion()],
      'leased-promotion',
    ],
    ['leaves the epoch of what is written', 'epochs', () => [validation(), deletion()], 'dead-by-write'],
    ['confirms a receipt as it seals it', 'receipts', () => [validation(), promotion()], 'confirmed-receipt'],
  ])(
    '%s breaks the promise in a real kernel too, and a sound one keeps it on the same way',
    async (_, weakness, calls, promise) => {
      planted.weakness = weakness;
      const script = await found(calls());
      expect(script.breaks).toBe(promise);
      expect(script.why).not.toBe('');
      const weak = await ranOn(on.law, script);
      planted.weakness = 'none';
      const sound = await ranOn(on.law, script);
      expect(weak.found[0]).toMatchObject({ promise, why: script.why });
      expect(sound.found).toEqual([]);
      expect(Object.values(sound.ends)).not.toContain('');
    },
  );
});
