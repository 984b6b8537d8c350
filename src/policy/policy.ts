/** A compiled policy, as the request machine uses it. It was type-checked when it was loaded; nothing here can fail to parse. */
import type { Budgets } from '../budget/budget.js';
import type { Sha256 } from '../call/id.js';
import type { Grant } from '../rules/capability/grant.js';
import type { Refusal, RuleRef } from './denial.js';
import type { Disclosure } from './disclosure.js';
import type { Facts } from './facts.js';
import type { Destination } from './masks.js';
import type { EngineChoice, MaskRule, Obligation } from './obligation.js';
import type { Permit } from './permit.js';

export type DecidePhase = 'capability' | 'argument' | 'precondition';

/** The rules that were asked, for the journal: id and what it said. */
export interface Trace {
  readonly rule: string;
  readonly said: 'match' | 'no-match' | 'error';
}

export type PhaseVerdict =
  | { readonly effect: 'pass'; readonly obligations: readonly Obligation[]; readonly trace: readonly Trace[] }
  | { readonly effect: 'deny'; readonly refusal: Refusal; readonly trace: readonly Trace[] };

export interface Policy {
  readonly digest: Sha256;
  readonly roles: readonly string[];
  readonly rules: readonly { readonly id: string; readonly phase: string; readonly because: string }[];
  /** What holds of what leaves to the agent. */
  readonly masks: readonly MaskRule[];
  /** The lines that speak of datasets. */
  readonly moves: readonly MaskRule[];
  /** What holds of what a plan moves into a dataset. */
  readonly masksInto: (destination: Destination) => readonly MaskRule[];
  readonly budgets: Budgets;
  /** What each role is granted, for listing tools and for the `initialize` instructions. */
  readonly grants: readonly Grant[];
  /** How much an agent is told of its own decisions when it asks. */
  readonly disclosure: Disclosure;
  /** What is done where an engine beside the detectors is not available; undefined where no file says. */
  readonly engine: EngineChoice | undefined;
  decidePhase(phase: DecidePhase, facts: Facts): PhaseVerdict;
  /** After the three phases have passed: the Permit. The only way to one. */
  permit(facts: Facts, obligations: readonly Obligation[]): Permit;
  /** The kinds of receipt a write to this dataset would need, for remedies. */
  readonly rule: (id: string) => RuleRef | undefined;
}
