/** Writes down a way that was found as a script, so that a real kernel can be taken along it. It leaves out no step. */
import type { ReachQuestion } from '../../src/explore/questions.js';
import type { Script, ScriptStep } from '../../src/explore/script.js';
import type { ExploredCall } from './calls.js';
import type { Combination } from './combinations.js';
import type { Explored } from './exploration.js';
import type { Walked } from './state.js';

export interface Way {
  readonly calls: readonly ExploredCall[];
  readonly kernels: Combination['kernels'];
  readonly explored: Pick<Explored, 'broken' | 'way'>;
  /** What was asked, where the way answers a question. */
  readonly question?: ReachQuestion;
}

const names = ['a', 'b', 'c', 'd'];

function stepsOf({ who, does, hands }: Walked): readonly ScriptStep[] {
  if (does === 'answer' || does === 'execute') return hands.map((words) => ({ who, does: 'hand', words }));
  return [{ who: who === '' ? 'somebody' : who, does, words: hands.join(' ') }];
}

export function scriptOf({ calls, kernels, explored, question }: Way): Script {
  const [broken] = question === undefined ? explored.broken : [];
  return {
    ...{ breaks: broken?.promise ?? '', why: broken?.why ?? '', kernels },
    ...(question === undefined ? {} : { question }),
    calls: Object.fromEntries(calls.map(({ tool, args }, at) => [names[at] ?? 'z', { tool, args }])),
    steps: explored.way.flatMap(stepsOf),
  };
}

export { readScript, type Script, scriptText } from '../../src/explore/script.js';
