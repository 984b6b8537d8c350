/** What was found of most requests of one tool is the same: it is kept once. Whatever is not seen at a glance to be the same is kept as it is. */
import type { SeenFacts } from '../../src/inspection/sighting.js';

export interface Alike {
  /** These facts, or the last ones of that tool when they say the same. */
  of(tool: string, facts: SeenFacts): SeenFacts;
}

/** Far more than there are tools. */
const most = 4_096;

type Same<T> = (one: T, other: T) => boolean;

const areSame = <T>(some: readonly T[], others: readonly T[], isSame: Same<T>): boolean =>
  some === others ||
  (some.length === others.length && some.every((one, at) => isSame(one, others[at] ?? one)));

const isIt = <T>(one: T, other: T): boolean => one === other;

/** Field by field, none of them looked into. */
function isSameRecord<T extends object>(one: T, other: T): boolean {
  if (one === other) return true;
  let fields = 0;
  for (const key in one) {
    if (one[key] !== other[key]) return false;
    fields += 1;
  }
  for (const _ in other) fields -= 1;
  return fields === 0;
}

const isSameLive = (one: SeenFacts['live'], other: SeenFacts['live']): boolean =>
  areSame(one.receipts, other.receipts, isIt) &&
  areSame(one.lapsed, other.lapsed, isIt) &&
  areSame(one.doubts, other.doubts, isIt);

const isSame = (one: SeenFacts, other: SeenFacts): boolean =>
  one.rows === other.rows &&
  one.isTruncated === other.isTruncated &&
  isSameRecord(one.effects, other.effects) &&
  areSame(one.trace, other.trace, isSameRecord) &&
  areSame(one.capabilities, other.capabilities, isSameRecord) &&
  areSame(one.obligations, other.obligations, isIt) &&
  areSame(one.findings, other.findings, isIt) &&
  areSame(one.minted, other.minted, isIt) &&
  isSameLive(one.live, other.live);

export function createAlike(): Alike {
  const last = new Map<string, SeenFacts>();
  return {
    of: (tool, facts) => {
      const before = last.get(tool);
      if (before !== undefined && isSame(before, facts)) return before;
      if (before !== undefined || last.size < most) last.set(tool, facts);
      return facts;
    },
  };
}
