/** What is denied beneath every policy, in the order in which it is told. */
import type { Witness } from '../witness/witness.js';

export interface Denied {
  readonly verdict: 'denied';
  readonly code: string;
  readonly phase: string;
  /** '' where no line of policy and no law of the kernel has a name for it. */
  readonly rule: string;
  /** The tool that its plan asked, where that call was denied. */
  readonly inner?: string;
}

export const no = (phase: string, code: string, rule = ''): Denied => ({
  verdict: 'denied',
  code,
  phase,
  rule,
});

const isStatement = ({ of }: Witness): boolean =>
  of?.arguments.some(({ readsAs }) => readsAs.startsWith('sql/')) ?? false;

export function beneath(witness: Witness, deniesFlows: boolean): Denied | undefined {
  const { effects, needs, of } = witness;
  const law = (code: string, rule: string): Denied => no('capability', code, rule);
  if (effects.opaque.length > 0) return law('not-understood', 'kernel:understood');
  if (isStatement(witness) && effects.statements !== 1) return law('not-understood', 'kernel:one-statement');
  if (effects.control.length > 0) return law('forbidden', 'kernel:session-control');
  if (effects.files.length + effects.programs.length + effects.network.length > 0)
    return law('forbidden', 'kernel:outside');
  if (effects.locks.length > 0) return law('forbidden', 'kernel:locks');
  if (effects.touches.some(({ known }) => !known)) return law('unknown-dataset', 'kernel:catalogued');
  if (effects.flows.length > 0 || (deniesFlows && effects.carries.length > 0))
    return law('classified-flow', 'kernel:classified-flow');
  if (effects.filtersOn.some(({ keyed }) => !keyed))
    return law('classified-filter', 'kernel:classified-filter');
  if (needs.some(({ action }) => !of?.can.includes(action))) return law('forbidden', 'manifest:can');
  return undefined;
}
