// What holds two kernels over twin databases together: whatever an agent asks, both say the same, and enough of it is an answer.
import { expect } from 'vitest';
import type { Answer, Kernel } from '../acceptance/kernel.js';
import type { Text } from '../cases/sql/phrase.js';
import { type Terms, told, trial } from '../cases/sql/tried.js';
import { hiddenValues } from '../cases/sql/twin-values.js';

/** The names of a decision and of what is left for the next page are made by chance; all else that an agent gets is compared. */
const said = ({ text, content, decision }: Answer): string => {
  const { cursor } = content;
  const names = [decision, typeof cursor === 'string' ? cursor : ''].filter((name) => name !== '');
  return names.reduce(
    (all, name) => all.replaceAll(name, 'by chance'),
    `${text}\n${JSON.stringify(content)}`,
  );
};

interface Asked {
  readonly tool: string;
  readonly args: Readonly<Record<string, unknown>>;
}

/** As many are asked of each kernel at once: a read changes nothing, so no answer may depend on what was asked beside it. */
const lanes = 8;

/** A late reading says nothing of the statement: a night on a busy machine has some, and waits for each. */
async function insisted(kernel: Pick<Kernel, 'call'>, { tool, args }: Asked, left = 50): Promise<Answer> {
  const answer = await kernel.call(tool, args);
  return answer.code === 'not-read-in-time' && left > 0 ? insisted(kernel, { tool, args }, left - 1) : answer;
}

/** Short ones stand in any answer. */
const telling = hiddenValues.filter((one) => one.length > 8);

/** Asked one after the other, both say the same, and nothing of what is hidden. Answers the code. */
export async function stayMute(kernels: readonly Pick<Kernel, 'call'>[], asked: Asked): Promise<string> {
  const answers: Answer[] = [];
  for (const kernel of kernels) answers.push(await insisted(kernel, asked));
  const [one = '', other = ''] = answers.map(said);
  expect(other).toBe(one);
  for (const value of telling) expect(one).not.toContain(value);
  return answers[0]?.code ?? '';
}

/** INVARIANT: a kernel that denies or hides everything passes no test of what it hides. */
export async function stayAlike(
  kernels: readonly Pick<Kernel, 'call'>[],
  statement: Text,
  terms: Terms,
): Promise<void> {
  const seen = { asked: 0, allowed: 0, masked: 0, shown: 0 };
  const denied: Record<string, number> = {};
  const ask = async (sql: string): Promise<void> => {
    const answers = await Promise.all(
      kernels.map((kernel) => insisted(kernel, { tool: 'postgres__query', args: { sql } })),
    );
    const [one = '', other = ''] = answers.map(said);
    expect([sql, other]).toEqual([sql, one]);
    seen.asked += 1;
    const code = answers[0]?.code ?? '';
    if (code !== 'allowed') {
      denied[code] = (denied[code] ?? 0) + 1;
      return;
    }
    seen.allowed += 1;
    if (one.includes('REDACTED')) seen.masked += 1;
    if (/"rows":\[\[(?:"(?:NL|DE|retail)|\d)/.test(one)) seen.shown += 1;
  };
  await trial(lanes, statement, terms, ask);
  told('twins', terms, { ...seen, ...denied });
  expect(seen.allowed).toBeGreaterThan(seen.asked / 10);
  expect(seen.masked).toBeGreaterThan(seen.asked / 25);
  expect(seen.shown).toBeGreaterThan(seen.asked / 50);
}
