/** What is derived from a configuration as a whole: the tests that `aegis test gen` writes and the orders that `aegis explore` walks, over `aegis check` of the same one, which starts, reads and checks it. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from './place.js';
import { median, rounded } from './yardstick.js';

export interface DeriveFigures {
  readonly check_s: number;
  readonly generate_s: number;
  readonly generate_over_check: number;
  readonly explore_s: number;
  readonly explore_over_check: number;
}

/** Seconds; throws when the verb does not exit with 0. */
function secondsOf(cwd: string, args: readonly string[]): number {
  const start = performance.now();
  const program = join(packageRoot, 'dist', 'cli', 'main.js');
  const { status, stderr } = spawnSync(process.execPath, [program, ...args], { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`aegis ${args.join(' ')}: exit ${status}: ${stderr}`);
  return (performance.now() - start) / 1_000;
}

/** On what `aegis init` sets up: the shipped policy and manifests over a small lake. In turns. */
export function measureDerive(rounds: number): DeriveFigures {
  const place = mkdtempSync(join(tmpdir(), 'aegis-bench-'));
  try {
    secondsOf(place, ['init']);
    const seen = Array.from({ length: rounds }, (_, round) => ({
      check: secondsOf(place, ['check']),
      generate: secondsOf(place, ['test', 'gen', '--out', `tests-${round}`]),
      explore: secondsOf(place, ['explore', '--pairs', '--triples']),
    }));
    const of = (key: 'check' | 'generate' | 'explore'): number =>
      rounded(median(seen.map((one) => one[key])));
    const over = (key: 'generate' | 'explore'): number =>
      rounded(median(seen.map((one) => one[key] / one.check)));
    return {
      check_s: of('check'),
      ...{ generate_s: of('generate'), generate_over_check: over('generate') },
      ...{ explore_s: of('explore'), explore_over_check: over('explore') },
    };
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}
