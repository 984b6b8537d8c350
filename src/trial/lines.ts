/** The lines of a policy that a test expects to speak, where no policy has them. Such a test fails as it is; this says which line may be meant. */
import { kernelRules } from '../policy/kernel-rules.js';
import type { Policy } from '../policy/policy.js';
import { nearest } from '../yaml/nearest.js';
import type { Difference } from './differences.js';
import type { Expected } from './form.js';

/** By their ids, with their invariants and without; and the kernel's own. */
export function lineNames({ rules, rule, budgets, grants }: Policy): readonly string[] {
  const ids = [...rules, ...budgets.flat(), ...grants].map(({ id }) => id);
  const whole = [
    ...rules.flatMap(({ id }) => rule(id)?.id ?? []),
    ...budgets.flat().map(({ fullId }) => fullId),
  ];
  return [...new Set([...ids, ...whole, ...kernelRules])];
}

function helpFor(name: string, known: readonly string[]): string {
  const near = nearest(name, known);
  if (near !== undefined) return `; did you mean \`${near}\`?`;
  const inside = known.filter((one) => one.startsWith(`${name}/`));
  return inside.length === 0 ? '' : `; it is an invariant, and its rules are ${inside.join(', ')}`;
}

export function strangeLines({ allow, deny }: Expected, known: readonly string[]): readonly Difference[] {
  const expected = [...(allow?.rules ?? []), ...(deny?.rule === undefined ? [] : [deny.rule])];
  return expected
    .filter((name) => !known.includes(name))
    .map((name) => ({
      what: 'the policies',
      expected: name,
      got: `no line of that name${helpFor(name, known)}`,
    }));
}
