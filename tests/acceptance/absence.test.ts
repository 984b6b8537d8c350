// Whether a stored value is there, over the shipped manifest and policy: told by the masked read, by the count and by the test alike.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectAbsenceTold } from './absence.js';
import { type Kernel, startKernel } from './kernel.js';
import { type Lake, makeLake } from './lake.js';

let lake: Lake;
let kernel: Kernel;
beforeAll(async () => {
  lake = makeLake();
  kernel = await startKernel(lake);
});
afterAll(async () => {
  await kernel?.close();
  lake?.remove();
});

it('that a value is absent is told alike by a masked read, a count and a test of it', async () => {
  const emptied = await kernel.call('postgres__execute', {
    sql: 'UPDATE silver.customers SET phone = NULL WHERE id = 2',
  });
  expect(emptied.code).toBe('allowed');
  await expectAbsenceTold(async (sql) => kernel.call('postgres__query', { sql }));
});
