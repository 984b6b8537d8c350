// A hand for the agent's tests: answers by rule, and notes what it was asked.
import type { Answer, Hand } from '../../examples/before-after/wire.js';

export interface Asked {
  readonly tool: string;
  readonly args: Readonly<Record<string, unknown>>;
}

export const answer = (content: Answer['content'], isError = false): Answer => ({
  isError,
  text: JSON.stringify(content),
  content,
});

export const denial = (code: string, rule: string): Answer =>
  answer({ kind: 'aegis.denial', decisionId: 'd1', code, rule: { id: rule }, facts: [], remedies: [] }, true);

export function handOf(reply: (asked: Asked) => Answer): Hand & { readonly asked: readonly Asked[] } {
  const asked: Asked[] = [];
  return {
    asked,
    instructions: '',
    tools: async () => ['postgres__query'],
    call: async (tool, args) => {
      asked.push({ tool, args });
      return reply({ tool, args });
    },
  };
}
