// How much is done while something runs, counted by the engine itself: how often each block of the reader's own code is entered. The same on every machine.
import { type Profiler, Session } from 'node:inspector';

const isReader = (url: string): boolean => /\/(?:src|actors\/powers)\//.test(url) && !/\/(?:node_modules|tests)\//.test(url);

const countsIn = (scripts: readonly Profiler.ScriptCoverage[]): number =>
  scripts
    .filter(({ url }) => isReader(url))
    .flatMap(({ functions }) => functions.flatMap(({ ranges }) => ranges.map(({ count }) => count)))
    .reduce((sum, count) => sum + count, 0);

/** Opened once for all that is counted: whoever counts makes the whole process slower. */
export function openCounter() {
  const session = new Session();
  session.connect();
  session.post('Profiler.enable');
  session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  const taken = (): number => {
    let count = 0;
    session.post('Profiler.takePreciseCoverage', (failed, coverage) => {
      if (failed !== null) throw failed;
      count = countsIn(coverage.result);
    });
    return count;
  };
  return {
    /** What is done for the first time, or the second, is counted otherwise: that is left out. */
    workOf(act: () => unknown): number {
      act();
      act();
      taken();
      act();
      return taken();
    },
    close: () => session.disconnect(),
  };
}
