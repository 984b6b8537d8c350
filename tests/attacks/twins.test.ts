// Two kernels on two lakes that are equal but for their classified values: whatever is asked, both say the same to the last byte. The values have
// no form that a detector knows, so the origin of each cell alone hides it. AEGIS_TWINS says how many statements are tried.
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Answer, type Kernel, startKernel } from '../acceptance/kernel.js';
import { type Lake, makeLake } from '../acceptance/lake.js';
import { quoted, redacting, type TwinValues, twinValues } from '../cases/sql/twin-values.js';
import { statement } from './twin-statements.js';

const wanted = Number(process.env.AEGIS_TWINS ?? 250);

function seeded(twin: TwinValues): Lake {
  const lake = makeLake({
    role: 'analyst',
    policies: { 'redact.yaml': redacting },
  });
  for (const [column, values] of Object.entries(twin))
    for (const [at, value] of values.entries())
      lake.write(`UPDATE silver.customers SET ${column} = ${quoted(value)} WHERE id = ${at + 1}`);
  return lake;
}

const lakes: Lake[] = [];
const kernels: Kernel[] = [];
beforeAll(async () => {
  for (const twin of twinValues) {
    const lake = seeded(twin);
    lakes.push(lake);
    kernels.push(await startKernel(lake));
  }
});
afterAll(async () => {
  for (const kernel of kernels) await kernel.close();
  for (const lake of lakes) lake.remove();
});

/** A decision's name is made by chance; all else that an agent gets is compared. */
const said = ({ text, content, decision }: Answer): string => {
  const all = `${text}\n${JSON.stringify(content)}`;
  return decision === '' ? all : all.replaceAll(decision, 'decision');
};

it('two lakes that differ in classified values alone are one lake to an agent', async () => {
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
  await fc.assert(fc.asyncProperty(statement, ask), { numRuns: wanted, endOnFailure: false });
  // INVARIANT: a kernel that denies or hides everything passes no test of what it hides.
  expect(seen.allowed).toBeGreaterThan(wanted / 10);
  expect(seen.masked).toBeGreaterThan(wanted / 25);
  expect(seen.shown).toBeGreaterThan(wanted / 50);
}, 1_800_000);
