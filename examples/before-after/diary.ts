// What came of each call, as the agent could tell from the answer. It refuses to guess: an answer that is neither is a failure.
import type { Answer, Hand } from './wire.js';

export interface Step {
  readonly id: string;
  readonly tool: string;
  readonly verdict: 'allowed' | 'denied' | 'failed';
  readonly code: string;
  readonly rule: string;
  readonly decision: string;
  readonly facts: readonly string[];
  /** The first ready call of a denial's remedies, as tool and arguments. */
  readonly remedy: string;
}

export interface Diary {
  readonly steps: readonly Step[];
  readonly call: (id: string, tool: string, args?: Readonly<Record<string, unknown>>) => Promise<Answer>;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

function remedyOf(content: Answer['content']): string {
  const remedies = content.remedies;
  const first: unknown = Array.isArray(remedies) ? remedies[0] : undefined;
  return isRecord(first) ? `${text(first.tool)} ${JSON.stringify(first.args ?? {})}` : '';
}

export function stepOf(id: string, tool: string, { isError, content }: Answer): Step {
  const isDenial = content.kind === 'aegis.denial';
  const rule = content.rule;
  const facts = content.facts;
  return {
    id,
    tool,
    verdict: isDenial ? 'denied' : isError ? 'failed' : 'allowed',
    code: text(content.code),
    rule: isRecord(rule) ? text(rule.id) : '',
    decision: text(content.decisionId),
    facts: Array.isArray(facts) ? facts.map(String) : [],
    remedy: isDenial ? remedyOf(content) : '',
  };
}

export function openDiary(hand: Hand, tell: (step: Step) => void): Diary {
  const steps: Step[] = [];
  return {
    steps,
    async call(id, tool, args = {}) {
      const answer = await hand.call(tool, args);
      const step = stepOf(id, tool, answer);
      steps.push(step);
      tell(step);
      return answer;
    },
  };
}
