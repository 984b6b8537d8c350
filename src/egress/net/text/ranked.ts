/** What detectors found, with the place of each in their list. It refuses to leave two that overlap: they become one, named after the detector that stands first. */
import { type Hit, mayPass } from './hit.js';

export interface Ranked extends Hit {
  readonly rank: number;
}

/** Written out: copying by spread takes several times as long, and a text has thousands. */
export const placed = (hit: Ranked, start: number, end: number): Ranked => {
  const { class: columnClass, tier, detector, rank, value } = hit;
  const moved = { start, end, class: columnClass, tier, detector, rank };
  return value === undefined ? moved : { ...moved, value };
};

/** INVARIANT: what may pass gives its name to nothing else, nor to what a name beside it calls somebody's. */
const namesBoth = (one: Ranked, other: Ranked): boolean =>
  mayPass(other) || (!mayPass(one) && one.rank <= other.rank);

/** In the order of their places. */
export function merge(found: readonly Ranked[]): readonly Ranked[] {
  if (found.length < 2) return found;
  const merged: Ranked[] = [];
  for (const hit of [...found].sort((a, b) => a.start - b.start || a.rank - b.rank)) {
    const last = merged.at(-1);
    if (last === undefined || last.end <= hit.start) merged.push(hit);
    else {
      const named = namesBoth(last, hit) ? last : hit;
      merged[merged.length - 1] = placed(named, last.start, Math.max(last.end, hit.end));
    }
  }
  return merged;
}
