// Ways that were found are taken by a real kernel: real children, real files, in a sandbox.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAbort } from '../../actors/powers/abort.js';
import { reach } from '../../actors/explored/questions.js';
import { runScript } from '../../actors/explored/run.js';
import { scriptOf } from '../../actors/explored/scripted.js';
import { createConfigFiles, createSandbox, createTrail, nodeChance, nodeClock, plainDigest } from '../../dist/actors/powers/index.js';
import { createFakeReader } from '../fakes/reader.js';
import { lawWith, type Shipped, shipped } from './shipped.js';
import { enact } from '../../actors/law.js';

const forgetful = `version: 1
about: A policy that forgot gold.
grant:
  - { id: all, to: [cleaner], can: [read, list, insert, update, delete, validate, promote], datasets: ["*"] }
`;
const { packageRoot } = createConfigFiles();
let off: Shipped;
beforeAll(async () => { off = await shipped(lawWith({ 'forgetful.yaml': forgetful })); });
afterAll(() => off.explorer.close());
it('x', async () => {
  const calls = off.calls.filter(({ tool }) => tool.startsWith('aegis__') || tool.startsWith('postgres__'));
  const question = { reach: 'gold', without: 'silver_validation' };
  const { found } = await reach(off.explorer, { law: off.law, calls }, question);
  if (found === undefined) return expect.fail();
  const script = scriptOf({ calls: found.calls, kernels: 'one', explored: found.explored, question });
  const enactment = enact(`${packageRoot}/examples/before-after/aegis.yaml`, { files: createConfigFiles(), digest: plainDigest, dev: true });
  if ('problems' in enactment) throw new Error(JSON.stringify(enactment.problems));
  const { enacted } = enactment;
  const means = { digest: plainDigest, clock: nodeClock, chance: nodeChance, reader: createFakeReader(), abort: createAbort };
  for (const law of [off.law, (await shipped()).law]) {
    const run = await runScript({ script, enacted: { ...enacted, law }, role: 'cleaner', version: '0', means,
      hands: { trail: createTrail, sandbox: (tables) => createSandbox({ tables, packageRoot, name: 'aegis', version: '0' }) } });
    console.log(JSON.stringify(run, null, 1));
  }
}, 60_000);
