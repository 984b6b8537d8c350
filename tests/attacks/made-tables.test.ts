// A table that the agent makes itself, with a check of its own choice, and a copy of classified values of the same class: that the copy fails would answer whatever the check asks.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Kernel, startKernel } from '../acceptance/kernel.js';
import { type Lake, makeLake } from '../acceptance/lake.js';

const mine = `    silver.mine: { tier: silver, key: [id], columns: { id: clear, full_name: pii.name, email: pii.email } }
    silver.plain: { tier: silver, key: [id], columns: { id: clear, full_name: pii.name } }
`;
const copies = [1, 2].map(
  (id) =>
    `INSERT INTO silver.mine (id, full_name) SELECT id, full_name FROM silver.customers WHERE id = ${id}`,
);

let lake: Lake;
let kernel: Kernel;
beforeAll(async () => {
  lake = makeLake({ postgres: readFileSync(join('manifests', 'postgres.yaml'), 'utf8') + mine });
  kernel = await startKernel(lake);
});
afterAll(async () => {
  await kernel?.close();
  lake?.remove();
});

const execute = async (sql: string): Promise<string> =>
  (await kernel.call('postgres__execute', { sql })).code;

it.each([
  "CREATE TABLE silver.mine (id INTEGER PRIMARY KEY, full_name TEXT CHECK (full_name LIKE 'X%'))",
  'CREATE TABLE silver.mine (id INTEGER PRIMARY KEY, full_name TEXT, CHECK (length(full_name) > 19))',
  'CREATE TABLE silver.mine (id INTEGER PRIMARY KEY, full_name TEXT UNIQUE)',
  'CREATE TABLE silver.mine (id INTEGER PRIMARY KEY, full_name INT) STRICT',
  'CREATE TABLE silver.mine (id INTEGER PRIMARY KEY, full_name TEXT REFERENCES customers (segment))',
  // A guess that is put into it fails unless somebody has that address.
  'CREATE TABLE silver.mine (id TEXT PRIMARY KEY REFERENCES customers (email), full_name TEXT)',
])('%s is not made, so no copy into it fails by a value', async (sql) => {
  expect(await execute(sql)).toBe('classified-filter');
  expect(new Set(await Promise.all(copies.map(execute)))).toEqual(new Set(['not-understood']));
});

it('a table that holds its columns to nothing is made', async () => {
  expect(await execute('CREATE TABLE silver.plain (id INTEGER PRIMARY KEY, full_name TEXT NOT NULL)')).toBe(
    'allowed',
  );
});
