// Lines that a test expects to speak: one that no policy has is told with the one that may be meant.
import { describe, expect, it } from 'vitest';
import { kernelRules } from '../../../src/policy/kernel-rules.js';
import { lineNames, strangeLines } from '../../../src/trial/lines.js';
import { lawWith } from '../../explored/shipped.js';

const known = lineNames(lawWith().policy);
const told = (rule: string): readonly string[] =>
  strangeLines({ deny: { code: 'forbidden', rule } }, known).map(
    ({ expected, got }) => `${expected}: ${got}`,
  );

describe('a line that a test expects', () => {
  it('is a rule or a budget, with its invariant or alone, a grant, or a rule of the kernel’s', () => {
    const all = ['no-drop', 'no-destructive-ops/no-drop', 'guesses', 'pii-egress-mask/guesses', 'tidy'];
    expect([...all, ...kernelRules].flatMap(told)).toEqual([]);
  });

  it.each([
    ['no-drpo', 'did you mean `no-drop`?'],
    ['no-destructive-ops/no-dropp', 'did you mean `no-destructive-ops/no-drop`?'],
    ['kernel:default-denny', 'did you mean `kernel:default-deny`?'],
    ['pii-egress-mask', 'it is an invariant, and its rules are pii-egress-mask/guesses'],
  ])('is told as %s with what may be meant', (rule, help) =>
    expect(told(rule)).toEqual([`${rule}: no line of that name; ${help}`]),
  );

  it('is told alone where none is near', () =>
    expect(told('office-hours')).toEqual(['office-hours: no line of that name']));

  it('is told where a call is to be allowed as well', () =>
    expect(strangeLines({ allow: { rules: ['tidy', 'tdy'] } }, known)).toEqual([
      { what: 'the policies', expected: 'tdy', got: 'no line of that name; did you mean `tidy`?' },
    ]));
});
