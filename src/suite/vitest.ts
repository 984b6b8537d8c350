/** Generated tests as programs for vitest, for a project that has the kernel installed. They import what the package publishes and nothing else. */
import { type Course, foretell, stagesInOrder } from '../oracle/lifecycle.js';
import type { WrittenFile } from './written.js';

const head = '// Written by `aegis test gen`. Write none of it by hand, write it again.';

export interface NamedCourse extends Course {
  readonly name: string;
}

/** A path with what it must come to; what most stages say is left out. */
function line({ name, says, sent }: NamedCourse): string {
  const odd = Object.fromEntries(Object.entries(says).filter(([, saying]) => saying !== 'wait'));
  return `  ${JSON.stringify([name, { says: odd, sent, comesTo: foretell({ says, sent }) }])},`;
}

/** The program around the paths; they stand below it. */
const runner = `// Every way through the kernel's request machine: what each stage says, what is sent, and what it must come to.
import { denied, observedCourse, on, requestId, tableCourse, wait } from 'aegis-kernel/kernel';
import { describe, expect, it } from 'vitest';

const stages = ${JSON.stringify(stagesInOrder)};
const steps = { on, wait, deny: denied('forbidden') };

function phase(saying) {
  if (saying === 'throw') throw new Error('thrown by a test');
  return steps[saying];
}

const eventOf = (one) => ('to' in one ? { type: 'phase.done', stage: one.to, step: steps[one.says] } : { type: one.event });

function taken(way, { says, sent }) {
  const phases = Object.fromEntries(stages.map((stage) => [stage, () => phase(says[stage] ?? 'wait')]));
  const path = [];
  let context;
  const course = way(
    { id: requestId('generated'), phases },
    {
      stood: (standing) => ({ context } = standing),
      stepped: (state) => (path.at(-1) ?? 'resolve') !== state && path.push(state),
    },
  );
  course.start();
  for (const one of sent) course.send(eventOf(one));
  const { verdict, code, endedIn, executed, ignored } = context;
  return { path, verdict, code, endedIn, executed, ignored };
}

describe('the lifecycle', () => {
  it.each(paths())('%s', (_, path) => {
    expect(taken(observedCourse, path)).toEqual(path.comesTo);
    expect(taken(tableCourse, path)).toEqual(path.comesTo);
  });
});
`;

export const lifecycleFile = (paths: readonly NamedCourse[]): WrittenFile => ({
  name: 'lifecycle.test.mjs',
  text: `${head}
${runner}
function paths() {
  // biome-ignore format: one path a line
  return [
${paths.map((path) => `  ${line(path)}`).join('\n')}
  ];
}
`,
});

/** Runs the policy tests that lie beside it, each as a test of its own. */
export const policiesFile = (names: readonly string[]): WrittenFile => ({
  name: 'policies.test.mjs',
  text: `${head}
// The policy tests beside this file, each rehearsed by the kernel.
import { fileURLToPath } from 'node:url';
import { runTrials } from 'aegis-kernel/kernel';
import { createConfigFiles, createReader, nodeChance, nodeClock, plainDigest } from 'aegis-kernel/powers';
import { afterAll, describe, expect, it } from 'vitest';

const reader = createReader({ deadline: 30_000, voteWithin: 30_000 });
afterAll(() => reader.close());
const means = { files: createConfigFiles(), digest: plainDigest, clock: nodeClock, chance: nodeChance, reader };

for (const name of ${JSON.stringify(names)}) {
  const ran = await runTrials(means, fileURLToPath(new URL(name, import.meta.url)), 'aegis.yaml');
  describe(name, () => {
    it('can be read', () => expect(ran.problems ?? []).toEqual([]));
    it.each((ran.run?.results ?? []).map((one) => [one.name, one]))('%s', (_, { differences }) => {
      expect(differences).toEqual([]);
    });
  });
}
`,
});
