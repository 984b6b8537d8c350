// Runs a script on a real kernel: officers from the sources, built hands, real children and files in a sandbox of its own.
import { expect } from 'vitest';
import type { Combination } from '../../actors/explored/combinations.js';
import type { Replayed } from '../../actors/explored/replay.js';
import { runScript } from '../../actors/explored/run.js';
import { type Script, scriptOf } from '../../actors/explored/scripted.js';
import { enact } from '../../actors/law/law.js';
import { createAbort } from '../../actors/powers/abort.js';
import type { Law } from '../../actors/trip/trip.js';
import {
  createConfigFiles,
  createSandbox,
  createTrail,
  nodeChance,
  nodeClock,
  plainDigest,
} from '../../dist/actors/powers/index.js';
import type { StepTaken } from '../../src/explore/promises.js';
import { createFakeReader } from '../fakes/reader.js';
import type { Shipped } from './shipped.js';

const files = createConfigFiles();
const { packageRoot } = files;

function composed(law: Law) {
  const path = `${packageRoot}/examples/before-after/aegis.yaml`;
  const enactment = enact(path, { files, digest: plainDigest, dev: true });
  if ('problems' in enactment) throw new Error(JSON.stringify(enactment.problems));
  const { bootPolicy, limits, texts } = enactment.enacted;
  return { law, bootPolicy, limits, texts };
}

export async function ranOn(law: Law, script: Script): Promise<Replayed> {
  const means = { digest: plainDigest, clock: nodeClock, chance: nodeChance, abort: createAbort };
  const run = await runScript({
    ...{ script, enacted: composed(law), role: 'cleaner', version: 'of a test' },
    means: { ...means, reader: createFakeReader() },
    stopped: new Promise(() => undefined),
    hands: {
      trail: createTrail,
      sandbox: (sample) => createSandbox({ sample, packageRoot, name: 'aegis', version: 'of a test' }),
    },
  });
  return 'refused' in run ? expect.fail(run.refused) : run;
}

/** A shortest way to a step for which this holds. */
export async function wayTo(
  { explorer }: Shipped,
  combination: Omit<Combination, 'seeks'>,
  holds: (step: StepTaken) => boolean,
): Promise<Script> {
  const seeks = (step: StepTaken): string | undefined => (holds(step) ? 'found' : undefined);
  const explored = await explorer.explore({ ...combination, seeks });
  expect(explored.broken).toHaveLength(1);
  return scriptOf({ ...combination, explored: { ...explored, broken: [] } });
}

/** What the kernel did otherwise than the script says. */
export const otherwise = ({ told }: Replayed): readonly string[] =>
  told.flatMap(({ who, said, did }) => (said === did ? [] : [`${who}: ${said} | ${did}`]));
