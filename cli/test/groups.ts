/** Runs that are about the same policies, taken together: what one file of tests is silent about, another may be about. It judges no test. */
import type { Covered, TrialRun } from '../../actors/rehearsal/trials.js';

export interface Group {
  readonly runs: readonly TrialRun[];
  /** What each line did over all of them. */
  readonly covered: readonly Covered[];
}

/** From least to most. */
const covers: readonly Covered['cover'][] = ['silent', 'spoke', 'decided'];

const most = (found: readonly Covered[]): Covered['cover'] =>
  covers.findLast((cover) => found.some((one) => one.cover === cover)) ?? 'silent';

function together(runs: readonly TrialRun[]): readonly Covered[] {
  const all = runs.flatMap(({ covered }) => covered);
  return (runs[0]?.covered ?? []).map((line) => {
    const found = all.filter(({ id, kind }) => id === line.id && kind === line.kind);
    return { ...line, cover: most(found), tests: found.flatMap(({ tests }) => tests) };
  });
}

export function grouped(runs: readonly TrialRun[]): readonly Group[] {
  const policies = [...new Set(runs.map(({ policy }) => policy))];
  return policies.map((policy) => {
    const own = runs.filter((run) => run.policy === policy);
    return { runs: own, covered: together(own) };
  });
}
