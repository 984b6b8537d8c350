// What seals the kernel: each officer without whom nothing may be served, over hands that exist only here.
import { expect, it } from 'vitest';
import { createStaff, type KernelInput, type Staff } from '../../../actors/kernel/staff.js';
import { createAbort } from '../../../actors/powers/abort.js';
import { createFakeChance } from '../../fakes/chance.js';
import { createFakeClock } from '../../fakes/clock.js';
import { createFakeJournal } from '../../fakes/journal.js';
import { createFakeMasking } from '../../fakes/masking.js';
import { createFakeReader } from '../../fakes/reader.js';
import { createFakeSecrets } from '../../fakes/secrets.js';
import { createFakeSigner } from '../../fakes/signer.js';
import { createMemoryStore } from '../../fakes/store.js';
import { compiled, digest, head } from '../../src/manifest/compiling.js';
import { policyOf } from '../../src/policy/fixtures.js';

async function hire(): Promise<{ readonly staff: Staff; readonly lines: readonly string[] }> {
  const lines: string[] = [];
  const policy = policyOf('version: 1\n');
  const journal = createFakeJournal();
  const start = await journal.open();
  const input: KernelInput = {
    powers: {
      ...{ clock: createFakeClock(), chance: createFakeChance(), digest, signer: createFakeSigner() },
      ...{ journal, store: createMemoryStore(), secrets: createFakeSecrets() },
      ...{ reader: createFakeReader(), masking: createFakeMasking(), abort: createAbort },
      spawner: { connect: async () => expect.fail('nothing is launched here') },
      log: { line: (level, text) => lines.push(`${level}: ${text}`) },
    },
    law: { ...compiled([head]), policy },
    ...{ bootPolicy: policy, role: 'cleaner', version: '0', start, texts: [], dev: false },
    limits: { inFlight: 1, perSession: 1, waiting: 1 },
  };
  return { staff: createStaff(input), lines };
}

it('a vault that has died seals the kernel, and the operator is told once', async () => {
  const { staff, lines } = await hire();
  staff.root.send({ type: 'booted' });
  staff.vault.actor.stop();
  expect(staff.root.getSnapshot().value).toBe('sealed');
  expect(lines).toEqual([expect.stringMatching(/^error: sealed: the vault has died/)]);
});

it('a vault that is closed seals nothing', async () => {
  const { staff, lines } = await hire();
  staff.root.send({ type: 'booted' });
  staff.vault.close();
  expect(staff.root.getSnapshot().value).toBe('serving');
  expect(lines).toEqual([]);
});
