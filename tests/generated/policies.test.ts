// For each recipe of the cookbook, and for the policy that allows everything, oracle and kernel agree on every test that is generated.
import { readdirSync } from 'node:fs';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { filesOf, type Generated, generate } from '../../actors/rehearsal/generation.js';
import { readTrials } from '../../src/trial/read.js';
import { at, meansFor } from './subjects.js';

const { means, close } = meansFor();
afterAll(close);
// A busy machine takes its time over as many calls.
vi.setConfig({ testTimeout: 120_000 });

const folder = 'docs/cookbook';
const recipes = readdirSync(at(folder)).filter(
  (name) => name.endsWith('.yaml') && !name.endsWith('.test.yaml') && name !== 'aegis.yaml',
);

async function made(config: string, policies: readonly string[] | undefined): Promise<Generated> {
  const generated = await generate(means, { config: at(config), policies: policies?.map(at) });
  if ('problems' in generated) throw new Error(JSON.stringify(generated.problems));
  return generated;
}

const subjects: readonly (readonly [string, readonly string[] | undefined])[] = [
  ['examples/before-after/aegis-off.yaml', undefined],
  ...recipes.map((name) => [`${folder}/aegis.yaml`, [`${folder}/${name}`]] as const),
  [`${folder}/aegis.yaml`, ['policies/default.yaml', `${folder}/two-teams.yaml`]],
];

describe('oracle and kernel', () => {
  it.each(subjects)('agree on all that is generated for %s under %s', async (config, policies) => {
    const { cases, disagreements } = await made(config, policies);
    expect(disagreements).toEqual([]);
    expect(cases.length).toBeGreaterThan(300);
  });
});

describe('the files of a suite', () => {
  it('are policy tests, and the same to the byte each time', async () => {
    const [config, policies] = subjects.at(-1) ?? expect.fail('no subject');
    const header = { config: 'aegis.yaml', policies: [] };
    const files = filesOf(await made(config, policies), header);
    expect(files.map(({ name }) => name)).toContain('calls.test.yaml');
    const tests = files.filter(({ name }) => name.endsWith('.yaml'));
    for (const { name, text } of tests) expect(readTrials(text, name).problems).toEqual([]);
    expect(filesOf(await made(config, policies), header)).toEqual(files);
  });
});
