// `aegis catalog` over a real PostgreSQL: what it drafts loads and opens nothing, and names, comments and values speak for a class. Refuses a draft that says a value.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { main } from '../acceptance/lake.js';
import { makeRealPlace, type RealPlace } from './real-place.js';
import { openRealServer, type RealServer } from './real-server.js';

const shipped = readFileSync(join(main, '..', '..', '..', 'manifests', 'postgres-server.yaml'), 'utf8');
const undeclared = shipped.slice(0, shipped.indexOf('\ncatalog:') + 1);
const person = 'id integer PRIMARY KEY, full_name text, email text, phone text, country text';
const seed = `
CREATE SCHEMA bronze; CREATE SCHEMA silver; CREATE SCHEMA gold; CREATE SCHEMA protected;
CREATE TABLE bronze.customers_raw (${person}, notes text);
CREATE TABLE silver.customers (${person}, segment text);
CREATE TABLE silver.orders (id integer PRIMARY KEY, customer_id integer, amount integer, status text);
CREATE TABLE gold.customers (${person}, segment text);
CREATE TABLE gold.daily_revenue (day date PRIMARY KEY, revenue numeric, orders integer);
CREATE TABLE protected.salaries (employee_id integer PRIMARY KEY, amount integer);
INSERT INTO protected.salaries VALUES (1, 61234);
CREATE TABLE silver.leads (k integer PRIMARY KEY, c1 text, c2 text, c3 inet, c4 text);
COMMENT ON COLUMN silver.leads.c1 IS 'telephone of the person, such as 06 2847 5913';
INSERT INTO silver.leads VALUES (1, 'x', 'qzvxk7jw@canary.example', '10.1.2.3', 'y');
CREATE VIEW silver.reached AS SELECT c2 AS reached_by FROM silver.leads;
CREATE TABLE silver.parts (id integer, day date) PARTITION BY RANGE (day);
CREATE TABLE silver.parts_one PARTITION OF silver.parts FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
`;

let server: RealServer;
let place: RealPlace;
const write = (name: string, text: string): void => writeFileSync(join(place.directory, name), text);
const aegis = (...words: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...words], {
    ...{ cwd: place.directory, encoding: 'utf8', timeout: 60_000 },
    env: { PATH: process.env.PATH ?? '' },
  });
  return { status, stdout, stderr };
};

beforeAll(async () => {
  server = await openRealServer(seed);
  place = makeRealPlace({ dsn: server.url() });
  write('shipped.yaml', shipped);
  write('shut.yaml', `${undeclared}catalog: { protected: [protected.*] }\n`);
});
afterAll(async () => {
  await server?.stop();
  place?.remove();
});

it('drafts every table, view and partition, none of their columns clear, and what it wrote loads', () => {
  const { status, stdout, stderr } = aegis('catalog', 'draft', 'shut.yaml');
  expect(status).toBe(0);
  const said = (line: string): void => expect(stdout).toContain(`        ${line}\n`);
  said('c1: pii.phone # guess: its comment says pii.phone');
  said('c2: pii.email # guess: 1 of 1 sampled values have the form of pii.email');
  said('c3: pii.ip # guess: 1 of 1 sampled values have the form of pii.ip');
  said('c4: pii.unknown # nothing found in 1 sampled values; write clear once somebody has looked');
  said('amount: pii.unknown # not sampled; write clear once somebody has looked');
  expect(stdout).toContain('    silver.reached: # a view\n');
  expect(stdout).toContain('    silver.parts_one:\n');
  expect(stdout).not.toMatch(/: clear\b/);
  expect(stdout + stderr).not.toMatch(/canary|61234|2847|10\.1\.2/);
  write('drafted.yaml', undeclared + stdout);
  expect(aegis('catalog', 'diff', 'drafted.yaml').status).toBe(0);
});

it('tells what is new, and a column that is declared clear over addresses', async () => {
  expect(aegis('catalog', 'diff', 'shipped.yaml').stdout).toContain(
    'silver.leads: a table that is not declared',
  );
  await server.sql(
    "ALTER TABLE silver.orders ADD mobile text; INSERT INTO silver.orders VALUES (1, 1, 1, 'qzvxk7jw@canary.example')",
  );
  const { status, stdout } = aegis('catalog', 'diff', 'shipped.yaml');
  expect(status).toBe(1);
  expect(stdout).toContain(
    'silver.orders: column mobile is not declared: it is masked as pii.unknown (the guess is pii.phone)',
  );
  expect(stdout).toContain(
    'silver.orders: column status is declared clear, and 1 of 1 sampled values have the form of pii.email',
  );
  expect(stdout).not.toContain('canary');
});
