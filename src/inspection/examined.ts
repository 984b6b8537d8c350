/** What trying calls shows of a policy's lines and of the tools: which speak of none, which change nothing, which are never allowed. It speaks of the calls that were tried, and of no others. */
import { type Finding, findingsOf } from '../suite/findings.js';
import { hear, type Subject } from '../suite/hearing.js';
import { callText } from '../suite/tried.js';

export interface ExaminedLine {
  /** Of a rule as a policy file has it; of a tool its name. */
  readonly id: string;
  readonly kind: Finding['kind'];
  readonly why: string;
  /** The call that shows it; '' where there is none to show. */
  readonly call: string;
}

export interface Examined {
  readonly lines: readonly ExaminedLine[];
  /** Calls that were tried. */
  readonly tried: number;
}

export function examine(subject: Subject): Examined {
  const { court, all } = hear(subject);
  return {
    lines: findingsOf(court, all).map(({ id, kind, why, call }) => ({
      ...{ id, kind, why },
      call: call === undefined ? '' : callText(call),
    })),
    tried: all.length,
  };
}

export type { Subject };
