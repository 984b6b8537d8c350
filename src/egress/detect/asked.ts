/** Which detectors could answer, as sets of their places in the list: read from tables, for every leaf. It refuses to leave out one that could. */
import type { Detector } from './detector.js';
import { detectors } from './index.js';

// The tuple's members are each a Detector; the wider type lets one list read them all.
const all = detectors as readonly Detector[];

/** Detectors of a group, one bit each, counted from its first. */
export type Ranks = number;
/** As many bits as a small whole number has. */
const size = 30;

const half = 12;
const low = 2 ** half - 1;

/** Who has one of the bits at least. Two tables of half the bits each are as good as one, and small. */
function whoHas(
  group: readonly Detector[],
  bitsOf: (detector: Detector) => number | undefined,
): (bits: number) => Ranks {
  const table = (shift: number): Int32Array =>
    Int32Array.from({ length: low + 1 }, (_, bits) =>
      group.reduce(
        (ranks, one, i) => ((((bitsOf(one) ?? 0) >> shift) & bits) === 0 ? ranks : ranks | (1 << i)),
        0,
      ),
    );
  const [lower, upper] = [table(0), table(half)];
  return (bits) => (lower[bits & low] ?? 0) | (upper[(bits >> half) & low] ?? 0);
}

export interface Group {
  /** Its place among the groups. */
  readonly at: number;
  /** The rank of its first. */
  readonly from: number;
  readonly everybody: Ranks;
  /** Asked whatever the text looks like, as its key speaks of what they look for. */
  readonly hintedBy: (hint: number) => Ranks;
  /** Those that lack no trait. */
  readonly possibleIn: (traits: number) => Ranks;
  /** Those that need no word which speaks of what they look for. */
  readonly unspoken: Ranks;
}

function groupFrom(at: number): Group {
  const from = at * size;
  const group = all.slice(from, from + size);
  const everybody = 2 ** group.length - 1;
  const lacks = whoHas(group, ({ needs }) => needs);
  const unspoken = group.reduce(
    (ranks, { speaks }, i) => (speaks === undefined ? ranks | (1 << i) : ranks),
    0,
  );
  return {
    ...{ at, from, everybody, unspoken },
    hintedBy: whoHas(group, ({ hinted }) => hinted),
    possibleIn: (traits) => everybody & ~lacks(~traits),
  };
}

export const groups: readonly Group[] = Array.from({ length: Math.ceil(all.length / size) }, (_, i) =>
  groupFrom(i),
);

/** The first of them, from the top of the list. */
export const firstOf = (ranks: Ranks): number => 31 - Math.clz32(ranks & -ranks);
