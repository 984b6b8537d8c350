/** Which operator a class gets: the most specific rule, the strictest among equals. It refuses to leave a class without one: `redact`. */
import type { MaskRule, Obligation } from '../../policy/obligation.js';
import { operators } from './index.js';
import type { Operator } from './operator.js';
import { redact } from './redact.js';

export type Choose = (columnClass: string) => Operator;

export const masksOf = (obligations: readonly Obligation[]): readonly MaskRule[] =>
  obligations.flatMap((obligation) => (obligation.kind === 'mask' ? obligation.rules : []));

/** -1 when the rule does not speak of the class; an exact name beats that of the class it is a part of, and this one every pattern. */
export function specificity(rule: Pick<MaskRule, 'class'>, columnClass: string): number {
  if (rule.class === columnClass) return Number.MAX_SAFE_INTEGER;
  if (columnClass.startsWith(`${rule.class}.`)) return Number.MAX_SAFE_INTEGER - 1;
  if (rule.class === '*') return 0;
  return rule.class.endsWith('.*') && columnClass.startsWith(rule.class.slice(0, -1))
    ? rule.class.length
    : -1;
}

const strictest = (candidates: readonly Operator[]): Operator =>
  operators.find((operator) => candidates.some((candidate) => candidate.kind === operator.kind)) ?? redact;

export function chooser(rules: readonly MaskRule[]): Choose {
  const chosen = new Map<string, Operator>();
  return (columnClass) => {
    const known = chosen.get(columnClass);
    if (known !== undefined) return known;
    const best = Math.max(-1, ...rules.map((rule) => specificity(rule, columnClass)));
    const named = rules.filter((rule) => best >= 0 && specificity(rule, columnClass) === best);
    const [first, ...others] = named;
    const operator: Operator = {
      ...strictest(named.map((rule) => operators.find((each) => each.kind === rule.operator) ?? redact)),
      // INVARIANT: of two lines of one class neither is taken to allow what the other may not.
      unless: others.length === 0 ? first?.unless : undefined,
    };
    chosen.set(columnClass, operator);
    return operator;
  };
}

/** For a value of several classes at once: one operator for all, and a token or a part is shown of a single class alone. */
export function chooseFor(classes: readonly string[], isIdentity: boolean, choose: Choose): Operator {
  const operator = strictest(classes.map(choose));
  const isShared = classes.length > 1 && operator.needsIdentity;
  return isShared || (operator.needsIdentity && !isIdentity) ? redact : operator;
}
