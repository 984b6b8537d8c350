// What holds two kernels over twin databases together: whatever an agent asks, both say the same, and enough of it is an answer.
import fc from 'fast-check';
import { expect } from 'vitest';
import type { Answer, Kernel } from '../acceptance/kernel.js';

/** A decision's name is made by chance; all else that an agent gets is compared. */
const said = ({ text, content, decision }: Answer): string => {
  const all = `${text}\n${JSON.stringify(content)}`;
  return decision === '' ? all : all.replaceAll(decision, 'decision');
};

interface Terms {
  readonly numRuns: number;
  readonly seed?: number;
}

/** INVARIANT: a kernel that denies or hides everything passes no test of what it hides. */
export async function stayAlike(
  kernels: readonly Pick<Kernel, 'call'>[],
  statement: fc.Arbitrary<string>,
  terms: Terms,
): Promise<void> {
  const seen = { allowed: 0, masked: 0, shown: 0 };
  const ask = async (sql: string): Promise<void> => {
    const answers = await Promise.all(kernels.map((kernel) => kernel.call('postgres__query', { sql })));
    const [one = '', other = ''] = answers.map(said);
    expect(other).toBe(one);
    if (answers[0]?.code !== 'allowed') return;
    seen.allowed += 1;
    if (one.includes('REDACTED')) seen.masked += 1;
    if (/"rows":\[\[(?:"(?:NL|DE|retail)|\d)/.test(one)) seen.shown += 1;
  };
  await fc.assert(fc.asyncProperty(statement, ask), { ...terms, endOnFailure: false });
  expect(seen.allowed).toBeGreaterThan(terms.numRuns / 10);
  expect(seen.masked).toBeGreaterThan(terms.numRuns / 25);
  expect(seen.shown).toBeGreaterThan(terms.numRuns / 50);
}
