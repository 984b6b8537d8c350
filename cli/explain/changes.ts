/** The nearest change by which a call would be allowed, in words. Where there is none to name, it says what to do. */
import type { Remedy } from '../../src/policy/denial.js';

export interface Changes {
  readonly remedies: readonly Remedy[];
  readonly receipts: readonly { readonly dataset: string; readonly kind: string }[];
  /** What the other roles may do, and who they are. */
  readonly roles: { readonly may: string; readonly names: readonly string[] };
  readonly help: string;
}

export function changeLines({ remedies, receipts, roles, help }: Changes): readonly string[] {
  const changes = [
    ...remedies.map((one) => `call ${one.tool} ${JSON.stringify(one.args)} first: it ${one.why}`),
    ...receipts.map(({ dataset, kind }) => `a live ${kind} receipt for ${dataset}`),
    ...(roles.names.length > 0 ? [`another role: ${roles.names.join(', ')} ${roles.may}`] : []),
  ];
  return changes.length > 0
    ? ['the nearest change:', ...changes.map((one) => `    ${one}`)]
    : [`what to do: ${help}`];
}
