/** Whether a part of a text stands in one of many spans, or touches one; they may overlap. It refuses to look at each of them. */
import type { Span } from './span.js';

/** Spans in order, and where those up to each end at the latest. */
interface Spans {
  readonly inOrder: readonly Span[];
  readonly ends: readonly number[];
}
function ordered(spans: readonly Span[]): Spans {
  const inOrder = [...spans].sort((one, other) => one.start - other.start);
  let last = 0;
  const ends = inOrder.map(({ end }) => {
    last = Math.max(last, end);
    return last;
  });
  return { inOrder, ends };
}

/** How many of them begin no later than there. */
function countUpTo(inOrder: readonly Span[], at: number): number {
  let [low, high] = [0, inOrder.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((inOrder[middle]?.start ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Of all that begin no later than the part, the one that ends last is asked. */
export function withinAny(spans: readonly Span[]): (part: Span) => boolean {
  const { inOrder, ends } = ordered(spans);
  return ({ start, end }) => {
    const count = countUpTo(inOrder, start);
    return count > 0 && (ends[count - 1] ?? 0) >= end;
  };
}

/** The same of all that begin before it ends. */
export function touchingAny(spans: readonly Span[]): (part: Span) => boolean {
  const { inOrder, ends } = ordered(spans);
  return ({ start, end }) => {
    const count = countUpTo(inOrder, end - 1);
    return count > 0 && (ends[count - 1] ?? 0) > start;
  };
}

/** Whether one of them holds the first part and not the other: from the nearest back, as long as one before could hold it. */
export function partingAny(spans: readonly Span[]): (part: Span, other: Span) => boolean {
  const { inOrder, ends } = ordered(spans);
  return (part, other) => {
    for (let i = countUpTo(inOrder, part.start) - 1; i >= 0 && (ends[i] ?? 0) >= part.end; i -= 1) {
      const { start, end } = inOrder[i] ?? part;
      if (end >= part.end && !(start <= other.start && end >= other.end)) return true;
    }
    return false;
  };
}
