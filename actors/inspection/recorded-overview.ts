/** A journal at a glance, as the console has it. What no entry says is empty: it has no officers, and nothing is under way in it. */

import type { Verified } from '../../src/audit/verify.js';
import { text } from '../../src/call/fields.js';
import { own } from '../../src/call/json.js';
import type { Overview, RecordedView } from '../../src/inspection/overview.js';
import { slowFrom } from '../../src/inspection/sighting.js';
import type { Chronicle } from './chronicle.js';
import { machineViews } from './machines.js';

export interface RecordedGlance {
  readonly chronicle: Chronicle;
  readonly verified: Verified;
  readonly lines: number;
  readonly input: {
    readonly chain: string;
    readonly writer: number | undefined;
    readonly now: number;
    readonly version: string;
    readonly keptHeads: number;
  };
}

const machines = machineViews();

/** `stopped`: its chain was closed in order, by itself or by the kernel that took it over. */
function stateOf({ chronicle, input }: RecordedGlance): string {
  if (input.writer !== undefined) return 'serving';
  return chronicle.last()?.type === 'stop' ? 'stopped' : 'lost';
}

function verdictsOf({ chronicle }: RecordedGlance): Overview['verdicts'] {
  const sums: Record<string, number> = {};
  for (const { verdict, count } of chronicle.tally().ends) sums[verdict] = (sums[verdict] ?? 0) + count;
  return sums;
}

function recordedOf({ chronicle, verified, lines, input }: RecordedGlance): RecordedView {
  const { bad, signedHeads, unsigned } = verified;
  return {
    ...{ read: input.now, lines, signedHeads, unsigned, keptHeads: input.keptHeads },
    from: chronicle.first()?.at ?? 0,
    to: chronicle.last()?.at ?? 0,
    starts: chronicle.starts().length,
    writer: input.writer ?? 0,
    broken: bad === undefined ? '' : `line ${bad.line}: ${bad.why}`,
  };
}

export function recordedOverview(glance: RecordedGlance): Overview {
  const { chronicle, verified, input } = glance;
  const { size, next, first } = chronicle.rows;
  const start = chronicle.starts().at(-1);
  const word = (name: string): string => text(own(start?.body ?? {}, name));
  const { head, unsigned } = verified;
  return {
    recorded: recordedOf(glance),
    ...{ state: stateOf(glance), why: '', session: chronicle.sessions()[0]?.id ?? '', machines, slowFrom },
    ...{ role: word('role'), policy: word('policy'), catalog: word('catalog') },
    version: word('version') || input.version,
    started: start?.at ?? 0,
    now: input.now,
    ...{ inFlight: 0, actors: [] },
    journal: { chain: input.chain, linked: head.seq, durable: head.seq, signed: head.seq - unsigned },
    requests: { size, held: next() - first(), dropped: first() },
    events: { size: 0, held: 0, dropped: 0, next: 0 },
    verdicts: verdictsOf(glance),
  };
}
