/** Whether a part of a text stands in one of many spans, which may overlap. It refuses to look at each of them. */
import type { Span } from './span.js';

/** Of all that begin no later than the part, the one that ends last is asked. */
export function withinAny(spans: readonly Span[]): (part: Span) => boolean {
  const inOrder = [...spans].sort((one, other) => one.start - other.start);
  let last = 0;
  const ends = inOrder.map(({ end }) => {
    last = Math.max(last, end);
    return last;
  });
  return ({ start, end }) => {
    let [low, high] = [0, inOrder.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((inOrder[middle]?.start ?? 0) <= start) low = middle + 1;
      else high = middle;
    }
    return low > 0 && (ends[low - 1] ?? 0) >= end;
  };
}
