// Budgets over kernels that start and end: a role's count is one for all of them, a session's begins with its kernel, and what is left is shown.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Kernel, startKernel } from './kernel.js';
import { type Lake, makeLake } from './lake.js';

const budgets = (line: string): string => `version: 1\nbudget:\n  - { ${line} }\n`;
const question = { sql: "SELECT id FROM silver.customers WHERE id = 1 AND email = 'nobody@example.com'" };

let lake: Lake;
const kernels: Kernel[] = [];
const start = async (): Promise<Kernel> => {
  const kernel = await startKernel(lake);
  kernels.push(kernel);
  return kernel;
};
const codeOf = async (kernel: Kernel): Promise<string> =>
  (await kernel.call('postgres__query', question)).code;

afterEach(async () => {
  await Promise.all(kernels.splice(0).map((kernel) => kernel.signal('SIGKILL')));
  lake.remove();
});

describe('a budget of a role', () => {
  beforeEach(() => {
    const text = budgets('id: asks, class: pii.email, per: role, soft: { probes: 3 }, hard: { probes: 5 }');
    lake = makeLake({ policies: { 'own.yaml': text } });
  });

  it('is one for all kernels, and a kernel that starts again finds what was spent', async () => {
    const [a, b] = await Promise.all([start(), start()]);
    expect([await codeOf(a), await codeOf(b), await codeOf(a)]).toEqual(['allowed', 'allowed', 'allowed']);
    expect([await codeOf(b), await codeOf(a)]).toEqual(['budget-spent', 'budget-spent']);
    await a.signal('SIGKILL');
    const again = await start();
    expect([await codeOf(again), await codeOf(b)]).toEqual(['class-sealed', 'class-sealed']);
  }, 120_000);
});

describe('a budget of a session', () => {
  beforeEach(() => {
    lake = makeLake({ policies: { 'own.yaml': budgets('id: asks, class: pii.email, soft: { probes: 1 }') } });
  });

  it('begins with its kernel', async () => {
    const first = await start();
    expect([await codeOf(first), await codeOf(first)]).toEqual(['allowed', 'budget-spent']);
    expect(await codeOf(await start())).toBe('allowed');
  }, 120_000);
});

describe('what has been spent', () => {
  it('may be asked about by a rule, which then speaks before the budget does', async () => {
    const asks = 'session.spent.exists(s, s.class == "pii.email" && s.per == "session" && s.probes >= 2)';
    const forbid = `version: 1\nforbid:\n  - { id: enough, when: '${asks}', because: two are enough }\n`;
    lake = makeLake({ policies: { 'own.yaml': forbid } });
    const kernel = await start();
    expect([await codeOf(kernel), await codeOf(kernel)]).toEqual(['allowed', 'allowed']);
    const third = await kernel.call('postgres__list_tables', {});
    expect([third.code, third.rule]).toEqual(['forbidden', 'enough']);
  });
});
