// The policy tests that the page shows are run as a reader would run them.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { runTrials } from '../../../actors/rehearsal/trials.js';
import { at, meansFor } from '../../generated/subjects.js';

const { means, close } = meansFor();
let place = '';
beforeAll(() => {
  place = mkdtempSync(join(tmpdir(), 'aegis-trials-'));
});
afterAll(async () => {
  rmSync(place, { recursive: true, force: true });
  await close();
});
vi.setConfig({ testTimeout: 60_000 });

const page = readFileSync(at('docs/policy-tests.md'), 'utf8');
const example = /```yaml\n( {2}- name: gold is not even foreseen[\s\S]*?)```/.exec(page)?.[1] ?? '';
const condition = /# forbid: (.*)/.exec(example)?.[1] ?? '';

const asked = async (when: string) => {
  const policy = `version: 1\nforbid: [{ id: not-at-night, when: '${when}', because: nobody watches }]\n`;
  writeFileSync(join(place, 'night.yaml'), policy);
  const head = `version: 1\npolicies: ["{package}/policies/default.yaml", night.yaml]\ngiven: { role: cleaner }\ntests:\n`;
  writeFileSync(join(place, 'night.test.yaml'), `${head}${example}`);
  const ran = await runTrials(means, join(place, 'night.test.yaml'), at('policies/lab/aegis.yaml'));
  return 'run' in ran ? ran.run.results.map(({ differences }) => differences) : ran.problems;
};

it('a preview that the page shows is denied by the line that stands beside it', async () => {
  expect(await asked(condition)).toEqual([[]]);
});

it('and by no other: of the write itself the line does not speak', async () => {
  const [differences] = await asked(condition.replace('call.preview', '!call.preview'));
  expect(differences).not.toEqual([]);
});
