/** A Denial: the law said no, as a value. It says what was wrong without showing any value of the call. */
import type { DecisionId } from '../call/id.js';
import type { JsonObject } from '../call/json.js';
import { type Code, codes, type Phase } from '../fault.js';

export interface Remedy {
  readonly tool: string;
  readonly args: JsonObject;
  readonly why: string;
}

export interface RuleRef {
  readonly id: string;
  readonly policyHash: string;
  /** The `because` of the invariant or rule. */
  readonly because: string;
}

export interface Denial {
  readonly kind: 'aegis.denial';
  readonly v: 1;
  readonly decisionId: DecisionId;
  readonly code: Code;
  readonly phase: Phase;
  readonly rule?: RuleRef;
  /** Short facts for the reader: catalogued names and counts, never a value. */
  readonly facts: readonly string[];
  readonly remedies: readonly Remedy[];
  readonly retry: 'no' | 'later' | 'changed';
  readonly help: string;
}

/** What a phase says when it denies; `decisionId` is added by the request. */
export interface Refusal {
  readonly code: Code;
  readonly phase: Phase;
  readonly rule?: RuleRef;
  readonly facts?: readonly string[];
  readonly remedies?: readonly Remedy[];
  readonly help?: string;
  /** In place of what the code says. */
  readonly retry?: Denial['retry'];
}

export const deny = (decisionId: DecisionId, refusal: Refusal): Denial => ({
  kind: 'aegis.denial',
  v: 1,
  decisionId,
  code: refusal.code,
  phase: refusal.phase,
  ...(refusal.rule === undefined ? {} : { rule: refusal.rule }),
  facts: refusal.facts ?? [],
  remedies: refusal.remedies ?? [],
  retry: refusal.retry ?? codes[refusal.code].retry,
  help: refusal.help ?? codes[refusal.code].help,
});

const clip = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most - 1)}…`;

/** The text a model reads: it alone must suffice, in 600 characters at most. */
export function denialText(denial: Denial): string {
  const lines = [`Denied (${denial.code}) in ${denial.phase}: ${codes[denial.code].message}.`];
  if (denial.facts.length > 0) lines.push(clip(`What: ${denial.facts.join('; ')}.`, 160));
  if (denial.rule !== undefined) lines.push(clip(`Rule: ${denial.rule.id} (${denial.rule.because}).`, 120));
  const remedy = denial.remedies[0];
  if (remedy !== undefined)
    lines.push(clip(`Try: ${remedy.tool} ${JSON.stringify(remedy.args)} (${remedy.why}).`, 160));
  else lines.push(clip(`Try: ${denial.help}.`, 120));
  const again = { no: 'no', later: 'yes, later', changed: 'only with a changed call' }[denial.retry];
  lines.push(`Retry: ${again}. Decision: ${denial.decisionId}`);
  return clip(lines.join('\n'), 600);
}
