/** What was read of a text, kept by all that it hangs on. It refuses to grow past a count and a weight: the longest unused is forgotten first. */
import type { Effects } from '../../../src/intercept/effects.js';

interface Kept {
  readonly effects: Effects;
  readonly weight: number;
}

const perName = 64;
/** About as many bytes as a verdict and its key take: a text may be long, and so may what it gives. */
const weightOf = (key: string, { egress, reads, writes, flows }: Effects): number =>
  key.length +
  perName *
    [...egress.map(({ from }) => from), ...[...reads, ...writes].map(({ columns }) => columns), flows]
      .map((names) => 1 + names.length)
      .reduce((sum, names) => sum + names, 0);

export interface Verdicts {
  get(key: string): Effects | undefined;
  put(key: string, effects: Effects): void;
}

/** Keeps the latest verdicts; a full cache forgets those unused for longest, until there is room. */
export function createVerdicts(most: number, heaviest: number): Verdicts {
  const verdicts = new Map<string, Kept>();
  let weight = 0;
  const forget = (key: string): void => {
    weight -= verdicts.get(key)?.weight ?? 0;
    verdicts.delete(key);
  };
  return {
    get(key: string): Effects | undefined {
      const found = verdicts.get(key);
      if (found === undefined) return undefined;
      verdicts.delete(key);
      verdicts.set(key, found);
      return found.effects;
    },
    put(key: string, effects: Effects): void {
      forget(key);
      const kept = { effects, weight: weightOf(key, effects) };
      verdicts.set(key, kept);
      weight += kept.weight;
      for (const oldest of verdicts.keys()) {
        if (verdicts.size <= most && weight <= heaviest) return;
        forget(oldest);
      }
    },
  };
}
