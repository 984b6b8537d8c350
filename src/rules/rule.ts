/** The one shape of a rule kind: how it is written, when it speaks, and what it says of the facts. A kind that errs denies. */
import type { z } from 'zod';
import type { Condition } from '../policy/cel.js';
import type { Refusal, RuleRef } from '../policy/denial.js';
import type { Bindings, Facts } from '../policy/facts.js';
import type { Obligation } from '../policy/obligation.js';

export type RulePhase = 'capability' | 'argument' | 'precondition' | 'transform';

/** What a rule says. `phase` is added to a refusal by the engine. */
export type Said =
  | { readonly said: 'nothing' }
  | { readonly said: 'error' }
  | { readonly said: 'obliged'; readonly obligations: readonly Obligation[] }
  | { readonly said: 'deny'; readonly refusal: Omit<Refusal, 'phase' | 'rule'> };

export interface Weighing<C> {
  readonly config: C;
  readonly id: string;
  readonly condition: Condition;
  readonly facts: Facts;
  readonly bindings: Bindings;
}

export interface RuleKind<C> {
  readonly kind: string;
  readonly phase: RulePhase;
  readonly schema: z.ZodType<C>;
  /** The condition's text within the config, and its key, for the place of a problem. */
  readonly condition: (config: C) => { readonly key: string; readonly text: string };
  readonly weigh: (weighing: Weighing<C>) => Said;
}

export const defineRule = <C>(kind: RuleKind<C>): RuleKind<C> => kind;

export const nothing: Said = { said: 'nothing' };
export const erred: Said = { said: 'error' };

export const ruleRef = (id: string, policyHash: string, because: string): RuleRef => ({
  id,
  policyHash,
  because,
});
