/** Counts what requests came to, as each ends. A name that would make one list too long is counted under one for the rest. */

import { plainId } from '../../src/inspection/rules.js';
import type { SeenFacts, Sighting } from '../../src/inspection/sighting.js';
import type { EndCount, RuleCount, Tally } from '../../src/inspection/tally.js';
import { latencyBounds, never } from '../../src/inspection/tally.js';

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

/** The count under a name, made when there is none yet. */
function under<C>(counts: Map<string, C>, name: string, made: () => C): C {
  const known = counts.get(name);
  if (known !== undefined) return known;
  const key = counts.size < most ? name : rest;
  const count = counts.get(key) ?? made();
  counts.set(key, count);
  return count;
}

type Counting<C> = { -readonly [K in keyof C]: C[K] };
type Counts = Map<string, Counting<RuleCount>>;

const unasked = (): Counting<RuleCount> => ({ ...never });

function note(counted: Counting<RuleCount>, what: 'fired' | 'denied' | 'erred', at: number): void {
  counted[what] += 1;
  counted.last = at;
}

function countRules(rules: Counts, { facts, rule, at }: EndedRequest): void {
  for (const { rule: name, said } of facts.trace)
    if (said !== 'no-match')
      note(under(rules, plainId(name), unasked), said === 'error' ? 'erred' : 'fired', at);
  if (rule !== '') note(under(rules, plainId(rule), unasked), 'denied', at);
}

function countClasses(classes: Counts, { facts: { findings }, at }: EndedRequest): void {
  if (findings.length === 0) return;
  for (const name of new Set(findings.map((finding) => finding.class)))
    note(under(classes, name, unasked), 'fired', at);
}

type Ends = Map<string, Counting<EndCount>>;

function countEnd(ends: Ends, { verdict, code, endedIn, system }: EndedRequest): void {
  const made = { verdict, code, phase: endedIn, system, count: 0 };
  under(ends, `${verdict} ${code} ${endedIn} ${system}`, () => made).count += 1;
}

const copies = (counts: Counts): Tally['rules'] =>
  new Map([...counts].map(([name, counted]) => [name, { ...counted }]));

export function createTallies(): Tallies {
  const [rules, classes]: [Counts, Counts] = [new Map(), new Map()];
  const ends: Ends = new Map();
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
      countEnd(ends, request);
      countRules(rules, request);
      countClasses(classes, request);
      spread(request.took ?? 0);
    },
    read: () => ({
      rules: copies(rules),
      classes: copies(classes),
      ends: [...ends.values()].map((end) => ({ ...end })),
      spread: { bounds: latencyBounds, counts: [...counts], sum, count: all },
    }),
  };
}
