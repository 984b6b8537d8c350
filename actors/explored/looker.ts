/** Asks children of its own, beside every kernel, which content is in a dataset. It goes by no officer, and what nobody can tell it leaves out. */
import { createMessageReader } from '../../src/call/message.js';
import { systemRules } from '../../src/call/strict-rules.js';
import { textAt } from '../../src/explore/seen.js';
import type { AbortSignalLike, Link, Spawner } from '../powers.js';
import type { Law } from '../trip/trip.js';

export interface Looker {
  /** By dataset: the version of what is there now. */
  readonly look: () => Promise<Readonly<Record<string, string>>>;
  readonly close: () => Promise<void>;
}

const calm: AbortSignalLike = {
  aborted: false,
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
};

const nothing = (): void => undefined;
const patience = 60_000;

interface Question {
  readonly dataset: string;
  readonly remote: string;
  readonly link: Link;
}

async function versionBy({ dataset, remote, link }: Question): Promise<readonly [string, string][]> {
  const args = { table: dataset, checks: [] };
  const { structuredContent } = await link.call(remote, args, { signal: calm, deadline: patience });
  const version = textAt(structuredContent, 'version');
  return version === '' ? [] : [[dataset, version]];
}

export async function createLooker(
  { registry, catalog }: Law,
  spawner: Spawner,
  names: readonly string[],
): Promise<Looker> {
  const questions: Question[] = [];
  for (const { system, launch, kernelTools } of registry.manifests) {
    const tool = kernelTools.check === undefined ? undefined : registry.tools.get(kernelTools.check);
    if (tool === undefined || launch === 'native') continue;
    const read = createMessageReader(systemRules);
    const link = await spawner.connect(launch, launch.env, {
      ...{ read, exit: nothing, stderr: nothing, toolsChanged: nothing },
    });
    for (const dataset of catalog.datasets.values())
      if (dataset.system === system && names.includes(dataset.name))
        questions.push({ dataset: dataset.name, remote: tool.remote, link });
  }
  return {
    look: async () => {
      const found: (readonly [string, string])[] = [];
      for (const question of questions) found.push(...(await versionBy(question)));
      return Object.fromEntries(found);
    },
    close: async () => {
      for (const link of new Set(questions.map((one) => one.link))) await link.close(0);
    },
  };
}
