/** Counts what requests came to, as each ends. A name that would make one list too long is counted under one for the rest. */

import { plainId } from '../src/inspection/rules.js';
import type { SeenFacts, Sighting } from '../src/inspection/sighting.js';
import type { EndCount, RuleCount, Tally } from '../src/inspection/tally.js';
import { latencyBounds, never } from '../src/inspection/tally.js';

/** What is counted of a request that has ended. */
export interface EndedRequest
  extends Pick<Sighting, 'verdict' | 'code' | 'endedIn' | 'system' | 'rule' | 'at' | 'took'> {
  readonly facts: {
    readonly trace: SeenFacts['trace'];
    readonly findings: readonly { readonly class: string }[];
  };
}

export interface Tallies {
  ended(request: EndedRequest): void;
  read(): Tally;
}

/** Far more than a policy has rules, and than there are codes and phases. */
const most = 4_096;
const rest = '(more)';

type Counts = Map<string, RuleCount>;

const keyIn = (counts: ReadonlyMap<string, unknown>, key: string): string =>
  counts.has(key) || counts.size < most ? key : rest;

function count(counts: Counts, name: string, more: Partial<RuleCount>): void {
  const key = keyIn(counts, name);
  const had = counts.get(key) ?? never;
  counts.set(key, {
    fired: had.fired + (more.fired ?? 0),
    denied: had.denied + (more.denied ?? 0),
    erred: had.erred + (more.erred ?? 0),
    last: more.last ?? had.last,
  });
}

function countRules(rules: Counts, { facts, rule, at }: EndedRequest): void {
  for (const { rule: name, said } of facts.trace) {
    if (said === 'no-match') continue;
    count(rules, plainId(name), { ...(said === 'error' ? { erred: 1 } : { fired: 1 }), last: at });
  }
  if (rule !== '') count(rules, plainId(rule), { denied: 1, last: at });
}

export function createTallies(): Tallies {
  const rules: Counts = new Map();
  const classes: Counts = new Map();
  const ends = new Map<string, EndCount>();
  const counts = Array.from({ length: latencyBounds.length + 1 }, () => 0);
  let [sum, all] = [0, 0];
  const spread = (took: number): void => {
    const at = latencyBounds.findIndex((bound) => took <= bound);
    const slot = at < 0 ? latencyBounds.length : at;
    counts[slot] = (counts[slot] ?? 0) + 1;
    sum += took;
    all += 1;
  };
  return {
    ended: (request) => {
      const { verdict, code, endedIn, system, facts, at, took = 0 } = request;
      const key = keyIn(ends, `${verdict} ${code} ${endedIn} ${system}`);
      const had = ends.get(key)?.count ?? 0;
      ends.set(key, { verdict, code, phase: endedIn, system, count: had + 1 });
      countRules(rules, request);
      for (const name of new Set(facts.findings.map((finding) => finding.class)))
        count(classes, name, { fired: 1, last: at });
      spread(took);
    },
    read: () => ({
      rules,
      classes,
      ends: [...ends.values()],
      spread: { bounds: latencyBounds, counts: [...counts], sum, count: all },
    }),
  };
}
