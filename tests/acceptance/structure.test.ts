// What the kernel knows of a system's structure: after a change that passed, the next statement waits until it is read again. Refuses to take what was known before for what is.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { holding } from '../attacks/held.js';
import { type Kernel, startKernel } from './kernel.js';
import { type Lake, makeLake } from './lake.js';

const mine = `    silver.plain: { tier: silver, key: [id], columns: { id: clear, note: clear, more: clear } }
`;
/** The shipped policy, for a cleaner who may alter and drop. */
const policy = readFileSync(join('policies', 'default.yaml'), 'utf8')
  .replace('can: [insert, update, delete, create]', 'can: [insert, update, delete, create, alter, drop]')
  .replace(/when: effects\.(dropped|altered)\.size\(\) > 0.*/g, 'when: "false"')
  .replace('w.mode in ["update", "delete"]', 'w.mode in ["update"]');
const holds = holding();

let lake: Lake;
let kernel: Kernel;
beforeAll(async () => {
  const postgres = readFileSync(join('manifests', 'postgres.yaml'), 'utf8') + mine;
  lake = makeLake({ postgres, policy });
  kernel = await startKernel(lake, { env: holds.env });
});
afterAll(async () => {
  await kernel?.close();
  lake?.remove();
  holds.remove();
});

const code = async (tool: string, sql: string): Promise<string> =>
  (await kernel.call(`postgres__${tool}`, { sql })).code;

it.each([
  ['CREATE TABLE silver.plain (id INTEGER PRIMARY KEY, note TEXT)', 'calling', 'allowed'],
  ['ALTER TABLE silver.plain ADD COLUMN more TEXT', 'calling-after', 'allowed'],
  ['DROP TABLE silver.plain', 'calling', 'not-understood'],
])('a statement that follows `%s` waits until the structure is read', async (change, moment, then) => {
  const reading = holds.hold(moment, 'postgres__snapshot_schema');
  expect(await code('execute', change)).toBe('allowed');
  await reading.reached();
  const next = [1, 2, 3].map((id) => code('query', `SELECT * FROM silver.plain WHERE id = ${id}`));
  // The kernel has taken all of them when it answers what came after them.
  await kernel.client.ping();
  reading.release();
  expect(await Promise.all(next)).toEqual([then, then, then]);
});
