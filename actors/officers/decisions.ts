/** Summaries of this session's last decisions, for `aegis__explain`. Bounded; older ones are in the journal. */
import type { JsonObject } from '../../src/call/json.js';

const most = 1_000;

export interface Decisions {
  readonly all: ReadonlyMap<string, JsonObject>;
  remember(decision: string, summary: JsonObject): void;
}

export function createDecisions(): Decisions {
  const all = new Map<string, JsonObject>();
  return {
    all,
    remember(decision, summary) {
      all.set(decision, summary);
      const oldest = all.keys().next().value;
      if (all.size > most && oldest !== undefined) all.delete(oldest);
    },
  };
}
