// A table that the agent makes itself on a real PostgreSQL: what it would ask of a copy of the same class by failing, cutting or comparing, the engine does answer, and so the kernel makes no such table.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Kernel, startKernel } from '../acceptance/kernel.js';
import { people } from '../acceptance/lake.js';
import { makeRealPlace, type RealPlace } from './real-place.js';
import { openRealServer, type RealServer } from './real-server.js';

const rows = people.map((one) => `(${one.id}, '${one.full_name}', '${one.email}', '${one.country}')`);
const seed = `
CREATE SCHEMA bronze; CREATE SCHEMA silver; CREATE SCHEMA gold; CREATE SCHEMA protected; CREATE SCHEMA past;
CREATE TABLE silver.customers (id integer PRIMARY KEY, full_name text, email text, country text);
INSERT INTO silver.customers VALUES ${rows.join(', ')};
CREATE TABLE past.guesses (name text UNIQUE); INSERT INTO past.guesses VALUES ('${people[0]?.full_name}');
`;

let server: RealServer;
let place: RealPlace;
let kernel: Kernel;
beforeAll(async () => {
  server = await openRealServer(seed);
  place = makeRealPlace({ dsn: server.url() });
  kernel = await startKernel(place);
});
afterAll(async () => {
  await kernel?.close();
  await server?.stop();
  place?.remove();
});

/** Past the kernel: what a copy of each row into such a table says of it. */
async function saidBy(column: string, id: number): Promise<unknown> {
  try {
    await server.sql(`CREATE TABLE past.made (id integer, ${column})`);
    await server.sql(`INSERT INTO past.made SELECT id, full_name FROM silver.customers WHERE id = ${id}`);
    return (await server.sql('SELECT full_name::text AS said FROM past.made'))[0]?.said;
  } catch {
    return 'fails';
  } finally {
    await server.sql('DROP TABLE IF EXISTS past.made');
  }
}

describe.each([
  "full_name text CHECK (full_name LIKE 'X%')",
  'full_name text, CHECK (length(full_name) < 21)',
  'full_name varchar(20)',
  'full_name "char"',
  'full_name text REFERENCES past.guesses (name)',
  'full_name text, more text GENERATED ALWAYS AS (substr(full_name, 1, 20 - length(full_name))) STORED',
])('a table with %s', (column) => {
  it('answers', async () => {
    const said = [await saidBy(column, 1), await saidBy(column, 2)];
    expect(new Set(said).size).toBe(2);
    expect(said).not.toEqual([people[0]?.full_name, people[1]?.full_name]);
  });

  it('is not made', async () => {
    const { code } = await kernel.call('postgres__execute', {
      sql: `CREATE TABLE bronze.customers_raw (id integer PRIMARY KEY, ${column.replace(', more text', ', notes text')})`,
    });
    expect(['classified-filter', 'unknown-dataset', 'classified-flow']).toContain(code);
  });
});

it('one that holds nothing to anything is, as far as the login may', async () => {
  const sql =
    'CREATE TABLE bronze.customers_raw (id integer PRIMARY KEY, full_name text NOT NULL, notes text)';
  const { code, content } = await kernel.call('postgres__execute', { sql });
  expect([code, content.facts]).toEqual(['downstream-failed', ['not-permitted']]);
});
