/** Takes all combinations of a configuration in turn and keeps count. What is not walked to its end is told as not walked. */

import type { ExploredCall } from './calls.js';
import { type Combination, type Explorer, pairsOf, triplesOf, upsetsOf } from './combinations.js';
import type { Explored } from './exploration.js';

export interface Choice {
  readonly size: 'pairs' | 'triples' | 'both';
  /** Calls of these tools alone, one of each; empty for all calls. */
  readonly tools: readonly string[];
  readonly isUpset: boolean;
  readonly kernels: Combination['kernels'];
}

export interface Walk extends Combination {
  readonly explored: Explored;
}

const meet = (calls: readonly ExploredCall[]): boolean =>
  calls.every((one, at) =>
    calls.some((other, place) => place !== at && one.datasets.some((name) => other.datasets.includes(name))),
  );

/** One call of each tool, such that each meets another. */
function ofTools(
  calls: readonly ExploredCall[],
  tools: readonly string[],
): readonly (readonly ExploredCall[])[] {
  const all = tools.reduce<readonly (readonly ExploredCall[])[]>(
    (so, tool) =>
      so.flatMap((some) => calls.filter((call) => call.tool === tool).map((call) => [...some, call])),
    [[]],
  );
  return all.length === 1 || tools.length < 2 ? all : all.filter(meet);
}

function meetings(
  calls: readonly ExploredCall[],
  { size, tools }: Choice,
): readonly (readonly ExploredCall[])[] {
  if (tools.length > 0) return ofTools(calls, tools);
  return [...(size === 'triples' ? [] : pairsOf(calls)), ...(size === 'pairs' ? [] : triplesOf(calls))];
}

/** Upsets are walked where calls meet; where they do not, each call is as it is alone. */
export function combinations(calls: readonly ExploredCall[], choice: Choice): readonly Combination[] {
  const { kernels, isUpset } = choice;
  return meetings(calls, choice).flatMap((some): readonly Combination[] => {
    const quiet: Combination = { calls: some, upset: { kind: 'none' }, kernels };
    if (!isUpset || !meet(some)) return [quiet];
    return [quiet, ...upsetsOf(some, kernels).map((upset) => ({ ...quiet, upset }))];
  });
}

export async function* tour(explorer: Explorer, all: readonly Combination[]): AsyncGenerator<Walk> {
  for (const combination of all) yield { ...combination, explored: await explorer.explore(combination) };
}

export { meet };
