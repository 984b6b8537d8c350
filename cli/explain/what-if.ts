/** What `aegis explain --what-if` says: the recorded call under another policy, in words. It promises nothing that the journal does not hold. */
import { resolve } from 'node:path';
import type { Entry } from '../../actors/outside/auditor.js';
import { renderProblems } from '../../actors/rehearsal/trials.js';
import { type WhatIf, whatIf } from '../../actors/rehearsal/what-if.js';
import type { Doors } from '../shell/doors.js';

export interface Asked {
  readonly config: string;
  readonly policy: string;
  readonly entries: readonly Entry[];
}

export type Supposed = WhatIf | { readonly problems: string };

export async function suppose(doors: Doors, { config, policy, entries }: Asked): Promise<Supposed> {
  const { means, close } = doors.rehearsal();
  try {
    const answer = whatIf(means, { config, policies: [resolve(policy)] }, entries);
    return 'problems' in answer ? { problems: renderProblems(answer.problems) } : answer;
  } finally {
    await close();
  }
}

export function supposedWords(policy: string, supposed: WhatIf): string {
  switch (supposed.answer) {
    case 'passes':
      return `under ${policy}: the policy would let it pass`;
    case 'denied': {
      const { code, phase, rule, facts = [] } = supposed.refusal;
      const by = rule === undefined ? '' : ` by ${rule.id} (${rule.because})`;
      return [
        `under ${policy}: denied (${code}) in ${phase}${by}`,
        ...facts.map((fact) => `    ${fact}`),
      ].join('\n');
    }
    case 'unknown':
      return [
        `under ${policy}: it cannot be said; the journal does not hold`,
        ...supposed.lacks.map((lack) => `    ${lack}`),
      ].join('\n');
  }
}
