/** The Permit: the one thing `execute` takes. Only `decide` issues one; it is bound to the call and consumed once. */
import type { Call } from '../call/call.js';
import type { RequestId, Sha256 } from '../call/id.js';
import type { Effects } from '../intercept/effects.js';
import type { Tool } from '../manifest/manifest.js';
import type { Obligation } from './obligation.js';

export interface PermitTerms {
  readonly request: RequestId;
  readonly call: Call;
  readonly tool: Tool;
  readonly effects: Effects;
  readonly arguments: Sha256;
  readonly catalog: Sha256;
  readonly policy: Sha256;
  readonly obligations: readonly Obligation[];
}

/** INVARIANT: the class does not leave this file, and no copy, spread, cast or forgery has its private field. */
class Permit implements PermitTerms {
  readonly request: RequestId;
  readonly call: Call;
  readonly tool: Tool;
  readonly effects: Effects;
  readonly arguments: Sha256;
  readonly catalog: Sha256;
  readonly policy: Sha256;
  readonly obligations: readonly Obligation[];
  #isConsumed = false;

  static {
    // Or whoever holds one could reach the maker through it.
    Reflect.deleteProperty(Permit.prototype, 'constructor');
  }

  /** Each name written out: assigning them all at once costs five times as much, once a call. */
  constructor(terms: PermitTerms) {
    this.request = terms.request;
    this.call = terms.call;
    this.tool = terms.tool;
    this.effects = terms.effects;
    this.arguments = terms.arguments;
    this.catalog = terms.catalog;
    this.policy = terms.policy;
    this.obligations = terms.obligations;
    Object.freeze(this);
  }

  static isOne(value: object): value is Permit {
    return #isConsumed in value;
  }

  static consume(permit: Permit): boolean {
    if (!Permit.isOne(permit) || permit.#isConsumed) return false;
    permit.#isConsumed = true;
    return true;
  }
}

export type { Permit };

/** INVARIANT: called by `decide.ts` alone (an arrow rule keeps it so). */
export const issuePermit = (terms: PermitTerms): Permit => new Permit(terms);

export const isPermit = (value: object): value is Permit => Permit.isOne(value);

/** True once for each Permit, false for a copy, a forgery or a second use. */
export const consumePermit = (permit: Permit): boolean => Permit.consume(permit);
