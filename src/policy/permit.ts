/** The Permit: the one thing `execute` takes. Only `decide` issues one; it is bound to the call and consumed once. */
import type { Call } from '../call/call.js';
import type { RequestId, Sha256 } from '../call/id.js';
import type { Effects } from '../intercept/effects.js';
import type { Tool } from '../manifest/manifest.js';
import type { Obligation } from './obligation.js';

declare const sealed: unique symbol;

export interface Permit {
  readonly [sealed]: true;
  readonly request: RequestId;
  readonly call: Call;
  readonly tool: Tool;
  readonly effects: Effects;
  readonly arguments: Sha256;
  readonly catalog: Sha256;
  readonly policy: Sha256;
  readonly obligations: readonly Obligation[];
}

const issued = new WeakSet<object>();
const consumed = new WeakSet<object>();

export type PermitTerms = Omit<Permit, typeof sealed>;

/** INVARIANT: called by `decide.ts` alone (an arrow rule keeps it so). The cast is the act of sealing. */
export function issuePermit(terms: PermitTerms): Permit {
  const permit = Object.freeze({ ...terms }) as Permit;
  issued.add(permit);
  return permit;
}

export const isPermit = (value: object): value is Permit => issued.has(value);

/** True once for each Permit, false for a copy, a forgery or a second use. */
export function consumePermit(permit: Permit): boolean {
  if (!issued.has(permit) || consumed.has(permit)) return false;
  consumed.add(permit);
  return true;
}
