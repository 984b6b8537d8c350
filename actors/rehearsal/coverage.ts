/** Asks of each line of a policy what it alone decides: every call that it speaks of is rehearsed once more without it. */
import { readParts } from '../../src/policy/compile.js';
import type { PolicyParts } from '../../src/policy/decide.js';
import { type Cover, type Line, linesOf, outcomeOf, spoken } from '../../src/trial/coverage.js';
import type { Judged } from '../../src/trial/judged.js';
import { lifted } from '../../src/trial/lifted.js';
import type { Enacted } from '../law/law.js';
import { type RehearsalMeans, rehearse, type Scene } from './rehearsal.js';

export interface Covered extends Line {
  readonly cover: Cover;
  /** Tests that it alone has decided. */
  readonly tests: readonly string[];
}

export interface Rehearsed {
  readonly name: string;
  readonly scene: Scene;
  readonly judged: Judged;
}

interface Tally {
  readonly spoke: Set<string>;
  readonly decided: Map<string, string[]>;
}

interface Asking {
  readonly means: RehearsalMeans;
  readonly enacted: Enacted;
  readonly parts: PolicyParts;
  readonly tally: Tally;
}

async function ask(
  { means, enacted, parts, tally }: Asking,
  { name, scene, judged }: Rehearsed,
): Promise<void> {
  const known = new Set(linesOf(parts).map(({ id }) => id));
  for (const id of spoken(parts, judged).filter((one) => known.has(one))) {
    tally.spoke.add(id);
    const law = { ...enacted.law, policy: lifted(parts, id, means.digest) };
    const without = await rehearse(means, law, scene);
    // What the line has kept from being asked speaks too.
    for (const other of spoken(parts, without)) tally.spoke.add(other);
    if (outcomeOf(without) === outcomeOf(judged)) continue;
    tally.decided.set(id, [...(tally.decided.get(id) ?? []), name]);
  }
}

const coverOf = ({ spoke, decided }: Tally, id: string): Cover =>
  decided.has(id) ? 'decided' : spoke.has(id) ? 'spoke' : 'silent';

export async function coverageOf(
  means: RehearsalMeans,
  enacted: Enacted,
  rehearsed: readonly Rehearsed[],
): Promise<readonly Covered[]> {
  const read = readParts(enacted.configuration.policyTexts, means.digest);
  if ('problems' in read) return [];
  const { parts } = read;
  const tally: Tally = { spoke: new Set(), decided: new Map() };
  for (const one of rehearsed) await ask({ means, enacted, parts, tally }, one);
  return linesOf(parts).map((line) => ({
    ...line,
    cover: coverOf(tally, line.id),
    tests: tally.decided.get(line.id) ?? [],
  }));
}
