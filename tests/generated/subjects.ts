// What the generated tests are about: the shipped policy on the laboratory's systems, with the reader that the kernel reads statements by.
import { type Enacted, enact } from '../../actors/law/law.js';
import { createConfigFiles, nodeChance, nodeClock, plainDigest } from '../../actors/powers/index.js';
import type { TrialMeans } from '../../actors/rehearsal/trials.js';
import { createReader } from '../../dist/actors/powers/reading/reader.js';
import { type Suite, suiteFor } from '../../src/suite/suite.js';

const files = createConfigFiles();

export const at = (path: string): string => `${files.packageRoot}/${path}`;

/** A reader of its own, to be closed. */
export function meansFor(): { readonly means: TrialMeans; readonly close: () => Promise<void> } {
  const reader = createReader({ deadline: 30_000, voteWithin: 30_000 });
  const means = { files, digest: plainDigest, clock: nodeClock, chance: nodeChance, reader };
  return { means, close: () => reader.close() };
}

export function enacted(config: string, policies?: readonly string[]): Enacted {
  const options = { files, digest: plainDigest, dev: true };
  const enactment = enact(at(config), policies === undefined ? options : { ...options, policies });
  if ('problems' in enactment) throw new Error(JSON.stringify(enactment.problems));
  return enactment.enacted;
}

export const suiteOf = ({ configuration, law }: Enacted): Suite =>
  suiteFor({
    texts: configuration.policyTexts,
    catalog: law.catalog,
    registry: law.registry,
    role: configuration.config.role,
  });
