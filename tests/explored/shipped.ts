// The shipped configuration, its law and an explorer over it, with a reader in the test's own process. It changes nothing of either.
import { expect } from 'vitest';
import { type Calls, callsOf, type ExploredCall } from '../../actors/explored/calls.js';
import { createExplorer, type Explorer } from '../../actors/explored/combinations.js';
import { enact } from '../../actors/law/law.js';
import { createAbort } from '../../actors/powers/abort.js';
import { createConfigFiles, nodeChance, nodeClock, plainDigest } from '../../actors/powers/index.js';
import type { Law } from '../../actors/trip/trip.js';
import { createFakeReader } from '../fakes/reader.js';

const files = createConfigFiles();

const configOf = (policies: string): string =>
  [
    'version: 1',
    'role: cleaner',
    'manifests: ["{package}/manifests/postgres.yaml", "{package}/manifests/s3.yaml"]',
    `policies: ${policies}`,
    'state: ./state',
    '',
  ].join('\n');

/** The law of the shipped manifests under other policies: texts by name, in place of the shipped one. */
export function lawWith(texts: Readonly<Record<string, string>> = {}): Law {
  const names = Object.keys(texts).map((name) => `/on/${name}`);
  const policies = JSON.stringify(names.length === 0 ? ['{package}/policies/default.yaml'] : names);
  const read: typeof files.read = (path) => {
    if (path === '/on/aegis.yaml') return { text: configOf(policies) };
    const text = texts[path.slice('/on/'.length)];
    return path.startsWith('/on/') && text !== undefined ? { text } : files.read(path);
  };
  const enactment = enact('/on/aegis.yaml', { files: { ...files, read }, digest: plainDigest, dev: true });
  if ('problems' in enactment) throw new Error(JSON.stringify(enactment.problems));
  return enactment.enacted.law;
}

export interface Shipped extends Calls {
  readonly law: Law;
  readonly explorer: Explorer;
  /** The one call whose tool and arguments hold all these words. */
  readonly call: (...words: readonly string[]) => ExploredCall;
}

export async function shipped(law = lawWith()): Promise<Shipped> {
  const reader = createFakeReader();
  const means = { digest: plainDigest, clock: nodeClock, chance: nodeChance, reader, abort: createAbort };
  const { calls, denied } = await callsOf(means, law, 'cleaner');
  const call = (...words: readonly string[]): ExploredCall => {
    const found = calls.filter(({ id }) => words.every((word) => id.includes(word)));
    return found.length === 1 && found[0] !== undefined
      ? found[0]
      : expect.fail(`${words.join(' ')}: ${found.length} calls`);
  };
  return { law, calls, denied, call, explorer: createExplorer(means, law, 'cleaner') };
}
