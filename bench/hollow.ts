/** The shipped kernel with a system that answers at once inside the same process: what is left to measure is the kernel. */

import { join } from 'node:path';
import { createKernel, enact, type Journal, type Kernel, type Powers } from 'aegis-kernel/kernel';
import {
  createAbort,
  createConfigFiles,
  createJournal,
  createMasking,
  createReader,
  createSecrets,
  nodeChance,
  nodeClock,
  openKeys,
  openStore,
  plainDigest,
} from 'aegis-kernel/powers';
import type { Place } from './place.js';

/** Nothing is kept: for figures without the disk. */
const noJournal: Journal = {
  name: 'nowhere',
  open: async () => ({ seq: -1, hash: '0'.repeat(64), open: [], sealedCount: 0 }),
  append: async () => undefined,
  keep: async () => undefined,
  publishHead: async () => undefined,
  countSealed: () => undefined,
  adopt: async () => [],
  close: async () => undefined,
};

const answer = { content: [{ type: 'text', text: 'a small echo' }], isError: false };
const spawner: Powers['spawner'] = {
  connect: async () => ({
    pid: 0,
    call: async () => answer,
    listTools: async () => [],
    close: async () => undefined,
  }),
};

function enacted({ config }: Place) {
  const files = createConfigFiles();
  const enactment = enact(config, { files, digest: plainDigest, dev: false });
  if ('problems' in enactment) throw new Error(enactment.problems.map((one) => one.message).join('; '));
  return enactment.enacted;
}

export const diskJournal = ({ directory }: Place): Journal =>
  createJournal({ state: join(directory, 'state'), heads: join(directory, 'state', 'heads'), boot: 'bench' });

export async function openHollow(place: Place, kept: 'on disk' | 'nowhere'): Promise<Kernel> {
  const state = join(place.directory, 'state');
  const keys = openKeys(state);
  const { law, bootPolicy, limits, texts, configuration } = enacted(place);
  const journal = kept === 'on disk' ? diskJournal(place) : noJournal;
  const powers: Powers = {
    clock: nodeClock,
    chance: nodeChance,
    digest: keys.digestFor('bench'),
    signer: keys.signer,
    journal,
    store: openStore(state),
    secrets: createSecrets({ dev: false, env: {} }),
    spawner,
    reader: createReader(),
    masking: createMasking({ tokenKeys: keys.tokenKeysFor('bench') }),
    log: { line: () => undefined },
    abort: createAbort,
  };
  const start = await journal.open();
  const { role } = configuration.config;
  const kernel = createKernel({
    ...{ powers, start, law, bootPolicy, limits, texts, role },
    dev: false,
    version: 'bench',
  });
  const booted = await kernel.boot();
  if (!booted.ok) throw new Error(booted.problem);
  return kernel;
}

/** One call as the agent's side would make it; a call that is not allowed would measure something else. */
export async function callOnce({ face }: Kernel): Promise<void> {
  const { signal } = createAbort();
  const result = await face.callTool({ tool: 'fixture__echo', args: { text: 'a small echo' }, signal });
  if (result.isError === true) throw new Error(`the call was denied: ${result.content[0]?.text ?? ''}`);
}

/** Milliseconds for `count` runs of `work`, so many at a time. */
export async function timed(work: () => Promise<void>, count: number, inFlight: number): Promise<number> {
  let left = count;
  const worker = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await work();
    }
  };
  const start = performance.now();
  await Promise.all(Array.from({ length: inFlight }, worker));
  return performance.now() - start;
}
