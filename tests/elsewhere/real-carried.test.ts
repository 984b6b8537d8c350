// A class that a write has carried, on a real PostgreSQL: it is not renamed away, and outlives a restart of the kernel and the table itself. Refuses to ask whether a value looks personal.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Kernel, startKernel } from '../acceptance/kernel.js';
import { main } from '../acceptance/lake.js';
import { makeRealPlace, type RealPlace } from './real-place.js';
import { openRealServer, type RealServer } from './real-server.js';

const root = join(main, '..', '..', '..');
const columns = '{ tier: silver, key: [id], columns: { id: clear, a: clear, b: clear } }';
const manifest = `${readFileSync(join(root, 'manifests', 'postgres-server.yaml'), 'utf8')}
    silver.work: ${columns}
    silver.kept: ${columns}
`;
/** The shipped policy, for a cleaner who may alter and drop. */
const policy = readFileSync(join(root, 'policies', 'default.yaml'), 'utf8')
  .replace('can: [insert, update, delete, create]', 'can: [insert, update, delete, create, alter, drop]')
  .replace(/when: effects\.(dropped|altered)\.size\(\) > 0.*/g, 'when: "false"')
  .replace('w.mode in ["update", "delete"]', 'w.mode == "merge"');
const seed = `
CREATE SCHEMA bronze; CREATE SCHEMA silver; CREATE SCHEMA gold; CREATE SCHEMA protected;
CREATE TABLE silver.customers (id integer PRIMARY KEY, full_name text, email text, phone text, country text, segment text);
INSERT INTO silver.customers VALUES (1, 'plain', 'plain', 'plain', 'plain', 'plain');
CREATE TABLE silver.work (id integer PRIMARY KEY, a text);
`;

let server: RealServer;
let kernel: Kernel;
let place: RealPlace;
beforeAll(async () => {
  server = await openRealServer(seed);
  await server.sql(
    server.named(
      'ALTER TABLE silver.work OWNER TO lake_write; GRANT CREATE ON SCHEMA silver TO lake_write; GRANT lake_write TO CURRENT_USER',
    ),
  );
  place = makeRealPlace({ dsn: server.url(), manifest, policy });
  kernel = await startKernel(place);
});
afterAll(async () => {
  await kernel?.close();
  await server?.stop();
  place?.remove();
});

const execute = async (sql: string): Promise<string> =>
  (await kernel.call('postgres__execute', { sql })).code;
const shown = async (column: string, table: string): Promise<unknown> => {
  const { code, content } = await kernel.call('postgres__query', {
    sql: `SELECT ${column} FROM silver.${table}`,
  });
  return code === 'allowed' ? content.rows : code;
};
const hidden = [['[REDACTED:pii.name]']];

it('is not renamed away, and outlives a restart of the kernel and the table itself', async () => {
  expect(await shown('a', 'work')).toEqual([]);
  const copy = 'INSERT INTO silver.work SELECT 2, full_name FROM silver.customers WHERE id = 1';
  expect(await execute(copy)).toBe('allowed');
  expect(await shown('a', 'work')).toEqual(hidden);
  expect(await execute('ALTER TABLE silver.work RENAME COLUMN a TO b')).toBe('classified-flow');
  expect(await execute('ALTER TABLE silver.work RENAME TO kept')).toBe('classified-flow');
  await kernel.close();
  kernel = await startKernel(place);
  expect(await shown('a', 'work')).toEqual(hidden);
  expect(await execute('DROP TABLE silver.work')).toBe('allowed');
  expect(await shown('a', 'work')).toBe('not-understood');
  await server.sql('CREATE TABLE silver.work (id integer PRIMARY KEY, a text, b text)');
  await server.sql("INSERT INTO silver.work VALUES (1, 'y', 'z')");
  await server.sql(server.named('GRANT SELECT ON silver.work TO lake_read'));
  // Who made it was not the kernel: a call that runs finds another structure, and has it read again.
  expect(await shown('id', 'customers')).toBe('schema-changed');
  expect(await shown('b', 'work')).toEqual([['z']]);
  expect(await shown('a', 'work')).toEqual(hidden);
});
